"""Formats the numbers of a chart: at bars as its columns write them, at ticks with as few digits as possible."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import msgspec

from generator.media.charts.scales import places_of
from generator.model.data_table import Column
from generator.text.written_numbers import compact, written

_LARGE = 1_000_000


class NumberFormat(msgspec.Struct, frozen=True):
    """The language of a chart's numbers, their decimal places, and the units before and after them."""

    language: str
    places: int
    before: str
    after: str

    @classmethod
    def of(cls, columns: Sequence[Column], language: str) -> NumberFormat:
        """Return the format for some columns; units that not all of them have are left out."""
        units = {(each.before, each.after) for each in columns}
        before, after = units.pop() if len(units) == 1 else ("", "")
        return cls(language, max((each.places for each in columns), default=0), before, after)

    def write(self, value: Decimal) -> str:
        """Return a value of the chart as text."""
        return written(value, self.language, self.places, self.before, self.after)

    def ticks(self, values: Sequence[Fraction]) -> list[str]:
        """Return the labels of ticks, all with the same number of decimal places; large numbers are abbreviated."""
        if any(abs(each) >= _LARGE for each in values):
            return [self._compact(_as_decimal(each, 0)) for each in values]
        places = places_of(values)
        return [written(_as_decimal(each, places), self.language, places, self.before, self.after) for each in values]

    def _compact(self, value: Decimal) -> str:
        short = compact(abs(value), self.language)
        return f"{'-' if value < 0 else ''}{self.before}{short}{self.after}"


def _as_decimal(value: Fraction, places: int) -> Decimal:
    return Decimal(int(value * 10**places)).scaleb(-places)
