"""Reads dates and times as newsrooms write them, independently of the machine's locale.

Accepts ISO 8601 (RFC 3339 with the usual variations: a space for the ``T``, no seconds, ``+0300``, ``+03``,
a space before the offset); a date alone, which means midnight; and English: ``2 December 2024 04:14``,
``December 2, 2024``, and the wire services' ``04:14 | 02 December 2024``. A time without a zone is in the default
zone. A time that occurs twice, because that zone sets its clocks back, is the first of the two. A time that the zone
skips when it sets its clocks forward is read with the offset before the change: 02:30 becomes 03:30 (RFC 5545,
section 3.3.5).
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import msgspec

from generator.model.patterns import any_case
from generator.reading.fields.values import InvalidValue

FIX = "write it as `YYYY-MM-DD HH:MM`, or with its zone as `YYYY-MM-DDTHH:MM+03:00`"
"""How to write a time. It contains no actual date, because an embargo copied from an example would be over."""

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTH = {name[:letters]: number for number, name in enumerate(_MONTHS, 1) for letters in (3, 4, len(name))}

_TIME = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?"
_ZONE = r"(?:\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?))?"
_CLOCK = rf"{_TIME}{_ZONE}"
_ISO_DAY = r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
_DAY_FIRST = r"(?P<day>\d{1,2})\s+(?P<month>[a-z]{3,9})\.?,?\s+(?P<year>\d{4})"
_MONTH_FIRST = r"(?P<month>[a-z]{3,9})\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})"
_WRITTEN = (
    rf"{_ISO_DAY}(?:(?:T|\s+){_CLOCK})?",
    rf"{_DAY_FIRST}(?:(?:,|\s+at)?\s+{_CLOCK})?",
    rf"{_MONTH_FIRST}(?:(?:,|\s+at)?\s+{_CLOCK})?",
    rf"{_CLOCK}\s*\|\s*{_DAY_FIRST}",
)
_FORMS = tuple(re.compile(form, re.IGNORECASE | re.ASCII) for form in _WRITTEN)
_RANGES = {
    r"(?P<year>\d{4})": "[12][0-9]{3}",
    r"(?P<month>\d{1,2})": "(0?[1-9]|1[0-2])",
    r"(?P<month>[a-z]{3,9})": f"({'|'.join(dict.fromkeys(any_case(name) for name in _MONTH))})",
    r"(?P<day>\d{1,2})": "(0?[1-9]|[12][0-9]|3[01])",
    r"(?P<hour>\d{1,2})": "([01]?[0-9]|2[0-3])",
    r"(?P<minute>\d{2})": "[0-5][0-9]",
    r"(?P<second>\d{2})": "[0-5][0-9]",
    "Z|UTC|GMT": "|".join(map(any_case, ("Z", "UTC", "GMT"))),
    r"(?:T|\s+)": r"(?:[Tt]|\s+)",
    r"\s+at)": rf"\s+{any_case('at')})",
}
"""Stricter patterns for the parts of a date, which allow only values in range."""


def patterns() -> tuple[str, ...]:
    """Return the forms of dates and times as ECMA-262 patterns without flags, for JSON Schema.

    They match every text that ``parse`` accepts. The only others they match are days that the calendar does not have.
    """
    found = list[str]()
    for form in _WRITTEN:
        for part, range_of in _RANGES.items():
            form = form.replace(part, range_of)
        found.append(re.sub(r"\(\?P<\w+>", "(", form).replace(r"\d", "[0-9]"))
    return tuple(found)


class Moment(msgspec.Struct, frozen=True):
    """A time with its offset from UTC.
    ``day_only``: only a day was given. ``skipped``: the time zone skips this time when it sets its clocks forward.
    """

    time: datetime
    day_only: bool = False
    skipped: bool = False


def parse(text: str, zone: ZoneInfo) -> datetime:
    """Return the time in ``text``, with a fixed offset from UTC. A time without a zone is taken to be in ``zone``.

    :raises InvalidValue: if the text is not a date or time, or does not exist in the calendar.
    """
    return read(text, zone).time


def read(text: str, zone: ZoneInfo) -> Moment:
    """Like :func:`parse`, but with more detail about the time."""
    for form in _FORMS:
        if found := form.fullmatch(text.strip()):
            return _moment(found, zone)
    raise InvalidValue(f"`{_short(text)}` is not a date in a known format", _fix(text.strip(), zone))


OFFSETS = {
    "EST": "-05:00",
    "EDT": "-04:00",
    "CST": "-06:00",
    "CDT": "-05:00",
    "MST": "-07:00",
    "MDT": "-06:00",
    "PST": "-08:00",
    "PDT": "-07:00",
    "UT": "Z",
    "CET": "+01:00",
    "CEST": "+02:00",
    "EET": "+02:00",
    "EEST": "+03:00",
    "BST": "+01:00",
    "WET": "+00:00",
    "WEST": "+01:00",
    "MSK": "+03:00",
    "JST": "+09:00",
}
"""Offsets from UTC by time zone abbreviation: those of RFC 822, and others that are unambiguous in practice."""

_LONGEST = 40  # characters of a date that a message shows

_FIGURES = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})\b")
_YEAR_FIRST = re.compile(r"(\d{4})([./])(\d{1,2})\2(\d{1,2})\b")
_LETTERS = re.compile(r"(.*\d)\s*([A-Z]{2,5})")
_NAMED = re.compile(r"\d{1,2}\.?\s+[^\W\d]{3,}\s+\d{4}\b.*")


def _fix(text: str, zone: ZoneInfo) -> str:
    """Return how to write the date that was most likely meant, or both dates if it is ambiguous."""
    if len(text) > _LONGEST:
        return FIX
    bare = text.strip("\"' \N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}")
    if bare != text and _readable(bare, zone):
        return f"remove the quotation marks: `{bare}`"
    if found := _YEAR_FIRST.match(text):
        return f"write `{found[1]}-{int(found[3]):02}-{int(found[4]):02}{text[found.end() :]}`"
    if found := _FIGURES.match(text):
        return _in_figures(int(found[1]), int(found[3]), found[4], text[found.end() :])
    if re.fullmatch(_CLOCK, text):
        return f"write the date before it: `YYYY-MM-DD {text}`"
    if (found := _LETTERS.fullmatch(text)) and _readable(found[1], zone):
        if offset := OFFSETS.get(found[2]):
            return f"write the offset from UTC instead of `{found[2]}`, probably `{found[1]}{offset}`"
        return f"`{found[2]}` is ambiguous; write the offset from UTC, as in `{found[1]}+03:00`"
    if _NAMED.fullmatch(text):
        return "write the month as a number, as in `YYYY-MM-DD HH:MM`; only English month names are read"
    return FIX


def _in_figures(first: int, second: int, year: str, rest: str) -> str:
    """Return the date with the year first, then the month; both dates if the figures are ambiguous."""
    both = {(first, second), (second, first)}
    days = sorted((month, day) for month, day in both if 0 < month <= 12 and 0 < day <= 31)
    written = [f"`{year}-{month:02}-{day:02}{rest}` for {day} {_MONTHS[month - 1].title()}" for month, day in days]
    return f"write the year first: {', '.join(written)}" if written else FIX


def _readable(text: str, zone: ZoneInfo) -> bool:
    try:
        read(text, zone)
    except InvalidValue:
        return False
    return True


def _moment(found: re.Match[str], zone: ZoneInfo) -> Moment:
    naive = _checked(found)
    if found["zone"]:
        return Moment(naive.replace(tzinfo=_offset(found)))
    local = naive.replace(tzinfo=zone)
    settled = local.astimezone(UTC).astimezone(zone)
    fixed = settled.replace(tzinfo=_whole_minutes(settled.utcoffset() or timedelta()), fold=0)
    return Moment(fixed, day_only=found["hour"] is None, skipped=settled.replace(tzinfo=None) != naive)


def _checked(found: re.Match[str]) -> datetime:
    """Return the time, from year to microsecond.

    :raises InvalidValue: for the first part that is out of range.
    """
    month = found["month"]
    number = int(month) if month.isdigit() else _MONTH.get(month.lower(), 0)
    if not 1000 <= int(found["year"]) <= 2999:
        raise InvalidValue(f"the year {found['year']} cannot be right", FIX, found.start("year"))
    if not 1 <= number <= 12:
        raise InvalidValue(f"there is no month `{month}`", FIX, found.start("month"))
    hour, minute, second = (_within(found, name, most) for name, most in (("hour", 23), ("minute", 59), ("second", 59)))
    micro = int((found["fraction"] or "0")[:6].ljust(6, "0"))
    try:
        return datetime(int(found["year"]), number, int(found["day"]), hour, minute, second, micro)
    except ValueError:
        day = f"{int(found['day'])} {_MONTHS[number - 1].title()} {found['year']}"
        raise InvalidValue(f"there is no {day}", "correct the day", found.start("day")) from None


def _within(found: re.Match[str], name: str, most: int) -> int:
    number = int(found[name] or 0)
    if number > most:
        raise InvalidValue(f"there is no {name} {found[name]}", f"write one from 00 to {most}", found.start(name))
    return number


def _offset(found: re.Match[str]) -> tzinfo:
    zone = found["zone"].upper()
    if zone in {"Z", "UTC", "GMT"}:
        return UTC
    hours, minutes = int(zone[1:3]), int(zone[-2:]) if len(zone) > 3 else 0
    if hours > 14 or minutes > 59:
        raise InvalidValue(
            f"no time zone has the offset {zone}", "correct the offset, as in `+03:00`", found.start("zone")
        )
    ahead = timedelta(hours=hours, minutes=minutes)
    return timezone(-ahead if zone[0] == "-" else ahead) if ahead else UTC


def _whole_minutes(offset: timedelta) -> tzinfo:
    """Round the offset to minutes. Historical local mean times have seconds, which RFC 3339 does not allow."""
    minutes = round(offset.total_seconds() / 60)
    return timezone(timedelta(minutes=minutes)) if minutes else UTC


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:39]}…"
