"""Scales: the position of a value between the ends of an axis, and the ticks of the axis at round values."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

import msgspec

MOST_TICKS = 6
_STEPS = (1, 2, Fraction(5, 2), 5, 10, 20)


class Scale(msgspec.Struct, frozen=True):
    """An axis from ``low`` to ``high``, with the values of its ticks."""

    low: Fraction
    high: Fraction
    ticks: tuple[Fraction, ...] = ()

    def at(self, value: Decimal | Fraction) -> Fraction:
        """Return the position of a value: 0 at the low end, 1 at the high end."""
        return (Fraction(value) - self.low) / (self.high - self.low)


def numbers(values: Iterable[Decimal | Fraction], from_zero: bool, most: int = MOST_TICKS) -> Scale:
    """Return a scale that covers some values, and begins and ends at a tick.

    With ``from_zero``, it includes zero, as the length of a bar requires. Otherwise it leaves zero out if all values
    are far from it. There are at most ``most`` ticks.
    """
    known = [Fraction(each) for each in values] or [Fraction(0)]
    low, high = min(known), max(known)
    if from_zero or low == high or 0 < 2 * low < high or low < 2 * high < 0:
        low, high = min(low, Fraction(0)), max(high, Fraction(0))
    if low == high:
        high = low + 1
    step = _step(low, high, most)
    first, last = low // step, -(-high // step)
    return Scale(first * step, last * step, tuple(number * step for number in range(first, last + 1)))


def _step(low: Fraction, high: Fraction, most: int) -> Fraction:
    """Return the smallest round step with which at most ``most`` ticks cover everything from ``low`` to ``high``."""
    power = _power_of_ten((high - low) / most)
    steps = (step * power for step in _STEPS)
    return next(step for step in steps if -(-high // step) - low // step < most)


def _power_of_ten(value: Fraction) -> Fraction:
    """Return the largest power of ten that is not above a value."""
    power = Fraction(10) ** (len(str(value.numerator)) - len(str(value.denominator)))
    return power if power <= value else power / 10


def places_of(ticks: Iterable[Fraction]) -> int:
    """Return how many decimal places the ticks need."""
    found = 0
    for each in ticks:
        while (each * 10**found).denominator > 1 and found < 15:
            found += 1
    return found
