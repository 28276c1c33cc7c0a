"""Determines whether the cells of a column are numbers, years, dates or text, and formats them in a language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from babel.dates import format_skeleton

from generator.model.data_table import Column
from generator.text.locales import locale_of
from generator.text.numerals import MISSING, AmbiguousNumber, recognised
from generator.text.times import short_day
from generator.text.written_numbers import written

_DATE = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d|2100")
_CALLED_YEAR = frozenset("year years yıl yil jahr année annee año ano anno rok år jaar год سنة عام".split())  # noqa: SIM905
_MOST_YEARS_APART = 4  # the most years between two in a series, on average


def column(
    name: str, cells: Sequence[str], language: str, typed: bool = False, decimal: str = ""
) -> tuple[Column, AmbiguousNumber | None]:
    """Return a column of a text in ``language``, and the reason if it is text but seems to have numbers.

    See ``recognised`` for ``typed`` and ``decimal``.
    """
    kept = tuple(each.strip() for each in cells)
    filled = [each for each in kept if each not in MISSING]
    if filled and all(map(_YEAR.fullmatch, filled)) and _are_years(name, {*map(int, filled)}):
        return Column(name, "year", kept, tuple(Decimal(each) if each not in MISSING else None for each in kept)), None
    if filled and all(map(_day, filled)):
        precision = "month" if all(len(each) == 7 for each in filled) else "day"
        return Column(name, "date", kept, tuple(map(_day, kept)), precision=precision), None  # type: ignore[arg-type]
    found = recognised(kept, language, typed, decimal)
    if found is None or isinstance(found, AmbiguousNumber):
        return Column(name, "text", kept), found
    return Column(name, "number", kept, found.values, found.places, found.before, found.after), None


def _are_years(name: str, found: set[int]) -> bool:
    """Whether numbers that could be years are years: by the column's name, or because they form a series of years."""
    if name.strip().casefold() in _CALLED_YEAR:
        return True
    steps = {after - before for before, after in pairwise(sorted(found))}
    decades = len(steps) == 1 and max(steps) % 5 == 0 and len(found) > 2
    return len(found) > 1 and (decades or max(found) - min(found) <= _MOST_YEARS_APART * len(found))


def _day(cell: str) -> Decimal | None:
    """Return a date in ISO 8601 as the ordinal number of the day; the first day for a month; None for other text."""
    found = _DATE.fullmatch(cell)
    try:
        return Decimal(date(int(found[1]), int(found[2]), int(found[3] or 1)).toordinal()) if found else None
    except ValueError:
        return None


def cell(column: Column, row: int, language: str) -> str:
    """Return a cell as readers see it."""
    value = column.values[row] if column.values else None
    return column.written[row] if value is None else shown(column, value, language)


def shown(column: Column, value: Decimal, language: str) -> str:
    """Return a value as readers see it, in the format of a column."""
    if column.kind == "year":
        return str(value)
    if column.kind != "date":
        return written(value, language, column.places, column.before, column.after)
    day = date.fromordinal(int(value))
    return short_month(day, language) if column.precision == "month" else short_day(day, language)


def short_month(day: date, language: str) -> str:
    """Return the month like ``Nov 2026``."""
    return format_skeleton("yMMM", day, locale=locale_of(language))
