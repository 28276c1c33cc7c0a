"""Times and dates in a language."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import Literal

from babel.dates import format_date, format_time

from generator.text.locales import locale_of


@lru_cache(maxsize=4096)
def _clock(hour: int, minute: int, language: str) -> str:
    return format_time(datetime(2000, 1, 1, hour, minute), "short", locale=locale_of(language))


def clock(value: datetime, language: str = "en") -> str:
    """Return the time like ``04:14``, in ``language``; times of stories are in the site's zone."""
    return _clock(value.hour, value.minute, language)


_FIRST = {"fr": "1er"}
"""How languages write the first day of a month if it is not just the number; the CLDR has no pattern for it."""


@lru_cache(maxsize=65536)
def written_day(day: date, language: str, length: Literal["full", "long", "medium"]) -> str:
    """Return the date in ``language``: with the weekday (full), with the month's name (long), or short (medium)."""
    written = format_date(day, length, locale_of(language))
    first = _FIRST.get(language.partition("-")[0]) if day.day == 1 else None
    return f" {written}".replace(" 1 ", f" {first} ")[1:] if first else written


def short_day(value: date, language: str = "en") -> str:
    """Return the date like ``2 Dec 2024``, in ``language``."""
    return written_day(value.date() if isinstance(value, datetime) else value, language, "medium")
