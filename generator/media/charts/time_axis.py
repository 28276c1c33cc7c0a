"""The ticks of an axis of years or dates, at the beginning of days, weeks, months or years."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from babel.dates import format_skeleton

from generator.media.charts.scales import Scale
from generator.model.data_table import Column
from generator.text.columns import short_month
from generator.text.locales import locale_of

_MOST = 5  # ticks, so that their labels have room on a phone
_STEPS_OF_YEARS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000, 5000)
_STEPS_OF_MONTHS = (1, 2, 3, 6)
_STEPS_OF_DAYS = (1, 2, 7, 14)


def time_axis(column: Column, language: str) -> tuple[Scale, tuple[str, ...]]:
    """Return a scale from the first to the last value of a column of years or dates, and the labels of its ticks."""
    known = [int(each) for each in column.values if each is not None]
    low, high = min(known), max(known)
    if column.kind == "year":
        ticks = _years(low, high)
        labels = [str(each) for each in ticks]
    else:
        ticks, skeleton = _days(date.fromordinal(low), date.fromordinal(high), column.precision == "month")
        labels = [_label(date.fromordinal(each), skeleton, language) for each in ticks]
    end = high if high > low else low + 1
    return Scale(Fraction(low), Fraction(end), tuple(map(Fraction, ticks))), tuple(labels)


def _years(first: int, last: int) -> list[int]:
    step = next(each for each in _STEPS_OF_YEARS if last // each - (first - 1) // each <= _MOST)
    return [*range(-(-first // step) * step, last + 1, step)] if first < last else [first]


def _days(first: date, last: date, by_month: bool) -> tuple[list[int], str]:
    """Return the days of the ticks, and the format of their labels (a CLDR skeleton)."""
    span = (last - first).days
    for step in () if by_month else _STEPS_OF_DAYS:
        if span // step < _MOST:
            return [*range(first.toordinal(), last.toordinal() + 1, step)], "MMMd"
    months = (last.year - first.year) * 12 + last.month - first.month
    for step in _STEPS_OF_MONTHS:
        if months // step < _MOST:
            return [*_months(first, last, step)], "yMMM"
    years = _years(first.year + (first > date(first.year, 1, 1)), last.year)
    return [date(year, 1, 1).toordinal() for year in years], "y"


def _months(first: date, last: date, step: int) -> Iterator[int]:
    """Yield the first day of every ``step`` months, counted from January."""
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        day = date(number // 12, number % 12 + 1, 1)
        if (day.month - 1) % step == 0 and first <= day:
            yield day.toordinal()


def _label(day: date, skeleton: str, language: str) -> str:
    if skeleton == "yMMM":
        return short_month(day, language)
    return str(day.year) if skeleton == "y" else format_skeleton(skeleton, day, locale=locale_of(language))
