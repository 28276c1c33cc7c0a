"""Times and short dates in a language."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_date, format_time

from generator.text.locales import locale_of


@lru_cache(maxsize=4096)
def _clock(hour: int, minute: int, language: str) -> str:
    return format_time(datetime(2000, 1, 1, hour, minute), "short", locale=locale_of(language))


def clock(value: datetime, language: str = "en") -> str:
    """Return the time like ``04:14``, in ``language``; times of stories are in the site's zone."""
    return _clock(value.hour, value.minute, language)


@lru_cache(maxsize=65536)
def _short_day(day: date, language: str) -> str:
    return format_date(day, "medium", locale_of(language))


def short_day(value: date, language: str = "en") -> str:
    """Return the date like ``2 Dec 2024``, in ``language``."""
    return _short_day(value.date() if isinstance(value, datetime) else value, language)
