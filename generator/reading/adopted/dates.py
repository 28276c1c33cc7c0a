"""Reads dates in the forms that other programs accept, and dates in paths."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from generator.reading import dates
from generator.reading.dates import OFFSETS, Moment
from generator.reading.fields.values import InvalidValue

_WEEKDAY = re.compile(r"(?i)\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+")
_ORDINAL = re.compile(r"(?i)(?<=\d)(?:st|nd|rd|th)\b")
_ZONE = re.compile(r"(?<!\s)\s++\(?([A-Z]{2,4})\)?$")
_REGION = re.compile(r"(?<!\s)\s++\[?([A-Z][a-z]+/[A-Z][A-Za-z_]+)\]?$")

_YEAR_FIRST = re.compile(r"(\d{4})([./])(\d{1,2})\2(\d{1,2})(?=\D|$)")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?(Z|[+-]\d\d:?\d\d)?")
_HALF_DAY = re.compile(r"(?i)(\d{1,2})(:\d\d(?::\d\d)?)?\s*([ap])\.?m\.?")
_UNIX = re.compile(r"\d{9,10}(?:\d{3})?")
_CTIME = re.compile(r"([A-Za-z]{3,9}\.?\s+\d{1,2})\s+(\d{1,2}:\d\d(?::\d\d)?)\s+(?:([A-Z]{2,4}|[+-]\d{4})\s+)?(\d{4})")
_UTC_OFFSET = re.compile(r"(?<=[\d ])(?:UTC|GMT) ?(?=[+-]\d)")
_CLOCK_T = re.compile(r"(?<=\d)(?:\s+at\s+|\s*,\s*|\s*-\s+)(?=\d{1,2}:\d\d)")
_SHORT_HOUR = re.compile(r"(?<=[T ])\d(?=:\d\d)")
_FIGURES = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?=\D|$)")
_ONE_DIGIT_ZONE = re.compile(r"(?<=\d)\s*([+-])(\d)(:?\d\d)?$")

_IN_PATH = re.compile(r"(?:^|/)(\d{4})[-/_](\d{1,2})[-/_](\d{1,2})(?=[-_/T.]|$)")


def read(text: str, zone: ZoneInfo) -> Moment | None:
    """Return the time that a text gives in any usual form; None if it cannot be read, or is ambiguous."""
    text = " ".join(text.strip().strip("\"'").split())
    for form in (text, _plain(text)):
        try:
            return dates.read(form, zone)
        except InvalidValue:
            continue
    return _unix(text) or _with_region(text)


def _plain(text: str) -> str:
    """Rewrite a date in the order of ISO 8601, with the offset of its zone."""
    text = _ORDINAL.sub("", _WEEKDAY.sub("", text))
    if found := _CTIME.fullmatch(text):
        text = f"{found[1]} {found[4]} {found[2]} {found[3] or ''}".strip()
    if found := _COMPACT.fullmatch(text):
        clock = f" {found[4]}:{found[5]}:{found[6] or '00'}" if found[4] else ""
        return f"{found[1]}-{found[2]}-{found[3]}{clock}{found[7] or ''}"
    text = _UTC_OFFSET.sub("", text)
    text = _CLOCK_T.sub(" ", text)
    text = _HALF_DAY.sub(_whole_day, text)
    text = _YEAR_FIRST.sub(r"\1-\3-\4", text, count=1)
    text = _FIGURES.sub(_unambiguous, text, count=1)
    if (zone := _ZONE.search(text)) and zone[1] in OFFSETS:
        text = f"{text[: zone.start()]} {OFFSETS[zone[1]]}"
    text = _ONE_DIGIT_ZONE.sub(r" \g<1>0\2\3", text)
    return _SHORT_HOUR.sub(lambda found: f"0{found.group()}", text)


def _whole_day(found: re.Match[str]) -> str:
    """Convert a time with a.m. or p.m. to 24 hours."""
    hour = int(found[1]) % 12 + (12 if found[3].lower() == "p" else 0)
    return f"{hour:02}{found[2] or ':00'}"


def _unambiguous(found: re.Match[str]) -> str:
    """Rewrite a date in figures with the year first, if only one of its numbers can be a month."""
    first, second = int(found[1]), int(found[3])
    if first == second or first > 12 >= second:
        return f"{found[4]}-{second:02}-{first:02}"
    return f"{found[4]}-{first:02}-{second:02}" if second > 12 >= first else found.group()


def _unix(text: str) -> Moment | None:
    """Read a number of seconds or milliseconds since 1970."""
    if not _UNIX.fullmatch(text):
        return None
    return Moment(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(text[:10])))


def _with_region(text: str) -> Moment | None:
    """Read a time with the name of its zone: ``2015-05-21 10:00 America/New_York``."""
    if not (found := _REGION.search(text)):
        return None
    try:
        return dates.read(_plain(text[: found.start()]), ZoneInfo(found[1]))
    except (InvalidValue, OSError, ValueError, KeyError):  # the last three are raised for unknown zones
        return None


def in_path(path: str, zone: ZoneInfo) -> Moment | None:
    """Read the date in a file's path: ``2021-08-26-name.md``, ``2021-08-26-name/index.md``, ``2021/08/26/name.md``."""
    dated = [*_IN_PATH.finditer(path.removeprefix("content/"))]
    if not dated:
        return None
    found = dated[-1]
    try:
        return dates.read(f"{found[1]}-{found[2]}-{found[3]}", zone)
    except InvalidValue:
        return None


def without(name: str) -> str:
    """Remove the date at the start of a file's or folder's name."""
    return re.sub(r"^\d{4}[-_]\d{1,2}[-_]\d{1,2}(?:T[\d:.Z+-]*)?(?:[-_]|$)", "", name)
