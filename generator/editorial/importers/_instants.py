"""Parses times in machine-readable formats: ISO 8601, IPTC's ``20261124T093000Z``, and email's (RFC 5322)."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from generator.editorial.importers._times import placed

_COMPACT = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d{1,9})?)?)? ?(Z|[+-]\d\d(?::?\d\d)?)?",
    re.IGNORECASE,
)
_LONGEST = 60  # characters


def instant(words: str, zone: ZoneInfo | None) -> datetime | None:
    """Return the time in ``words``; ``None`` if there is none, or if it has no offset and ``zone`` is ``None``.

    A date without a time means the start of that day. For a time that the clocks of the zone skip, the result is
    ``None``, too.
    """
    words = " ".join(words.split())
    if not words or len(words) > _LONGEST:
        return None
    try:
        found = _iso(words) or parsedate_to_datetime(words)
        if found.tzinfo is None and zone is None:
            return None
        when = placed(found, zone if found.tzinfo is None else None)
        skipped = found.tzinfo is None and zone and when.astimezone(zone).replace(tzinfo=None) != found
        return when if 1900 <= when.year < 2200 and not skipped else None
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def lacks_zone(words: str) -> bool:
    """Return whether ``words`` are a time that lacks only its zone."""
    return instant(words, None) is None and instant(words, ZoneInfo("UTC")) is not None


def _iso(words: str) -> datetime | None:
    found = _COMPACT.fullmatch(words)
    if not found:
        return None
    year, month, day, hour, minute, second, offset = found.groups()
    clock = time(int(hour or 0), int(minute or 0), min(int(second or 0), 59))
    when = datetime.combine(date(int(year), int(month), int(day)), clock)
    if not offset:
        return when
    digits = offset[1:].replace(":", "").ljust(4, "0")
    east = timedelta(hours=int(digits[:2]), minutes=int(digits[2:])) if offset.upper() != "Z" else timedelta()
    if east > timedelta(hours=14):
        raise ValueError(offset)
    return _with_offset(when, -east if offset[0] == "-" else east)


def _with_offset(when: datetime, east: timedelta) -> datetime:
    return when.replace(tzinfo=timezone(east) if east else UTC)
