"""Reads times as agencies write them: ``04:14 | 02 December 2024`` becomes an instant, or an error says why not.

Month names are English and come from a table, so that the machine's language has no effect. Anything ambiguous is
refused: ``02/12/2024``, a two-digit year, ``EST``.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

SHAPE = "04:14 | 02 December 2024"
_FIX = f"write it as in `{SHAPE}`"
_INSTEAD = f"if it is a time zone, give its offset from UTC: `04:14 +03:00 | 02 December 2024`; otherwise {_FIX}"
_LONGEST = 100  # characters in a time at most; far more than any needs

_MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTHS = {form: number for number, name in enumerate(_MONTH_NAMES, 1) for form in (name, name[:3])} | {"sept": 9}
_DAY_NAMES = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

_WORD = r"(?P<month>[^\W\d_]{3,12})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_DATES = tuple(
    re.compile(rf"(?<!\d){form}")
    for form in (
        r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?!\d)(?:t(?=\d))?",
        rf"{_DAY}(?: of)?[ .-]{{0,2}}{_WORD}[ ,.-]{{0,3}}(?P<year>\d{{4}})(?!\d)",
        rf"{_WORD} ?{_DAY}[ ,]{{1,2}}(?P<year>\d{{4}})(?!\d)",
    )
)
_DIGITS = re.compile(r"\d{1,4}([/.-])\d{1,2}\1\d{1,4}")
_CLOCK = re.compile(
    r"(?<![\d:.+-])(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d{1,9})?)?(?![\d:])"
    r"(?: ?(?P<half>[ap])\.? ?m\b\.?)?"
)
_OFFSET = re.compile(
    r"(?<!\w)(?:(?:utc|gmt)? ?(?P<sign>[+−-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?|z|utc|gmt)(?!\w)"
)
_BETWEEN = re.compile(r"[\s|,/–—@·•()−-]+")


class UnclearTime(Exception):
    """Says why a text cannot be read as a time, and the fix."""

    def __init__(self, message: str, fix: str = _FIX) -> None:
        super().__init__(message)
        self.message, self.fix = message, fix


def read(text: str) -> datetime:
    """Return the time that ``text`` gives: aware if it names an offset or UTC, otherwise naive.

    :raises UnclearTime: if it is not a time, or is ambiguous.
    """
    words = " ".join(text.casefold().split())
    if len(words) > _LONGEST:
        raise UnclearTime("this is too long for a time")
    day, words = _date(words, text)
    clock, words = _clock(words, text)
    offset, words = _offset(words)
    _refuse_other_words(words, day, text)
    return datetime.combine(day, clock, offset)


def placed(when: datetime, zone: tzinfo | None) -> datetime:
    """Return ``when`` with the UTC offset of ``zone`` at that time; unchanged if there is no zone.

    If an hour comes twice, the first one is used; a time that the clocks skip is read as if they had not yet gone
    forward (PEP 495, ``fold=0``).
    """
    if zone is None:
        return when
    aware = when if when.tzinfo else when.replace(tzinfo=zone, fold=0)
    local = aware.astimezone(UTC).astimezone(zone)
    offset = local.utcoffset() or timedelta()
    whole = not offset.seconds % 60  # before about 1900, towns used local solar time, with odd offsets
    return local.astimezone(timezone(offset) if offset and whole else UTC)


def _without(words: str, found: re.Match[str]) -> str:
    return f"{words[: found.start()]} {words[found.end() :]}"


def _date(words: str, text: str) -> tuple[date, str]:
    found = next(filter(None, (form.search(words) for form in _DATES)), None)
    if not found:
        raise _no_date(words, text)
    month = int(found["month"]) if found["month"].isdecimal() else _MONTHS.get(found["month"])
    if not month:
        raise UnclearTime(f"`{_as_written(found['month'], text)}` is not the name of a month in English")
    try:
        day = date(int(found["year"]), month, int(found["day"]))
    except ValueError:
        raise UnclearTime(f"`{text}` is not a date in the calendar", "correct the date") from None
    if not 1900 <= day.year < 2200:
        raise UnclearTime(f"the year {day.year} cannot be right", "correct the year")
    return day, _without(words, found)


def _no_date(words: str, text: str) -> UnclearTime:
    if _DIGITS.search(words):
        return UnclearTime(f"`{text}` can be read as two dates: which is the day, and which the month?")
    return UnclearTime(f"`{text}` has no date in a known format")


def _clock(words: str, text: str) -> tuple[time, str]:
    found = _CLOCK.search(words)
    if not found:
        raise UnclearTime(f"`{text}` has no time of day in a known format")
    hour = _hour(int(found["hour"]), found["half"], text)
    try:
        return time(hour, int(found["minute"]), int(found["second"] or 0)), _without(words, found)
    except ValueError:
        raise UnclearTime(f"`{text}` is not a valid time", "correct the time of day") from None


def _hour(hour: int, half: str | None, text: str) -> int:
    """Return the hour from 0 to 23; ``half`` is the ``a`` of am, the ``p`` of pm, or ``None``."""
    if not half:
        return hour
    if not 1 <= hour <= 12:
        raise UnclearTime(f"`{text}` says {half}m, but its hour is {hour}", "correct the time of day")
    return hour % 12 + (12 if half == "p" else 0)


def _offset(words: str) -> tuple[timezone | None, str]:
    found = _OFFSET.search(words)
    if not found:
        return None, words
    hours, minutes = int(found["hours"] or 0), int(found["minutes"] or 0)
    if hours > 14 or minutes > 59:
        raise UnclearTime(f"`{found.group().strip()}` is not a valid offset from UTC", "write it as in `+03:00`")
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if found["sign"] in {"-", "−"} else offset), _without(words, found)


def _refuse_other_words(words: str, day: date, text: str) -> None:
    """Refuse words other than the weekday of ``day``, "at" and "on"."""
    for word in filter(None, _BETWEEN.split(words)):
        bare = word.rstrip(".")
        weekday = next((name for name in _DAY_NAMES if len(bare) > 2 and name.startswith(bare)), "")
        if weekday:
            _check_weekday(weekday, day)
        elif bare not in {"at", "on"}:
            raise UnclearTime(f"`{_as_written(word, text)}` cannot be read as part of a time", _INSTEAD)


def _check_weekday(weekday: str, day: date) -> None:
    right = _DAY_NAMES[day.weekday()]
    if weekday != right:
        message = f"that day was a {right.capitalize()}, not a {weekday.capitalize()}"
        raise UnclearTime(message, "correct the date or the weekday")


def _as_written(word: str, text: str) -> str:
    found = re.search(re.escape(word), text, re.IGNORECASE)
    return found.group() if found else word
