"""The data that every kind of chart is drawn from, and the elements that all of them use."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

import msgspec
import unicodedata2
from markupsafe import escape

NARROWEST = 280
"""The width in pixels of a chart on the narrowest phones. Labels are laid out for this width."""

OF_PANELS = 230
"""The width in pixels of one of several panels next to each other."""

LETTER = 7
"""The width in pixels of most letters in the labels of charts; wide ones, such as Chinese ones, are twice as wide."""

MOST_SERIES = 6
"""The most series in a chart: readers can tell this many colours, dashes and shapes apart."""

_NOT_XML = re.compile("[\0-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

Write = Callable[[Decimal], str]
"""Writes a value for readers."""


class SeriesColour(msgspec.Struct, frozen=True):
    """A colour that a block sets: one for light screens and paper, and one for dark screens."""

    light: str
    dark: str


class Series(msgspec.Struct, frozen=True):
    """A name and its values, in the order of the chart's names."""

    name: str
    values: tuple[Decimal | None, ...]


class Plot(msgspec.Struct, frozen=True):
    """The data of a drawing: ``names`` along one axis and ``series`` of numbers along the other.

    ``write`` formats a number, and ``tick`` one at a tick. ``every`` are the values that the scale must cover,
    including those in other panels. ``number`` is the chart's number on the page, for ids. ``rtl`` says that it is
    drawn from right to left. ``narrowest`` is the width in pixels that its labels are laid out for. ``paints`` are the
    colours of series or, if there is only one series, of names and of panels, whose title is ``title``; None if all
    colours are the theme's.
    """

    names: tuple[str, ...]
    series: tuple[Series, ...]
    write: Write
    tick: Callable[[Sequence[Fraction]], list[str]]
    every: tuple[Decimal, ...]
    number: int = 1
    stacked: bool = False
    rtl: bool = False
    narrowest: int = NARROWEST
    title: str = ""
    paints: Mapping[str, SeriesColour] | None = None

    def x(self, share: Fraction) -> str:
        """Return a position along the width as a percentage, mirrored if the chart is."""
        return percent(1 - share if self.rtl else share)

    def span(self, start: Fraction, end: Fraction) -> str:
        """Return the attributes ``x`` and ``width`` of a shape from one position to another."""
        first, last = min(start, end), max(start, end)
        return f'x="{self.x(last if self.rtl else first)}" width="{percent(last - first)}"'

    def paint(self, series: int, row: int | None = None) -> SeriesColour | None:
        """Return the colour of a series, or of one of its values."""
        names = [self.series[series].name]
        if len(self.series) == 1:
            names = [*([] if row is None else [self.names[row]]), self.title, *names]
        return next((self.paints[each] for each in names if each in self.paints), None) if self.paints else None

    def shift(self, pixels: int) -> str:
        """Return the attribute that moves a text by some pixels in the reading direction."""
        return f'dx="{-pixels if self.rtl else pixels}"'


def percent(share: Fraction) -> str:
    """Return a share from 0 to 1 as a percentage with at most two decimal places: ``33.33%``."""
    return f"{decimal(share * 100)}%"


def decimal(value: Fraction) -> str:
    """Return a number with at most two decimal places, rounded half up."""
    hundredths = (200 * value.numerator + value.denominator) // (2 * value.denominator)
    whole, rest = divmod(abs(hundredths), 100)
    sign = "-" if hundredths < 0 else ""
    return f"{sign}{whole}.{rest:02}".rstrip("0").rstrip(".") if rest else f"{sign}{whole}"


def text(words: str, attributes: str) -> str:
    """Return a text element."""
    return f"<text {attributes}>{escape(_NOT_XML.sub('', words))}</text>"


def width(words: str) -> int:
    """Return the approximate width of a text in pixels."""
    if words.isascii():
        return LETTER * len(words)
    return sum(LETTER * (1 + (unicodedata2.east_asian_width(each) in "WF")) for each in words)


def wrapped(words: str, room: int) -> list[str]:
    """Break a text into lines of at most ``room`` pixels. A word or text without spaces that is longer is broken."""
    lines: list[str] = []
    for word in words.split():
        first, *parts = _broken(word, room)
        if lines and width(f"{lines[-1]} {first}") <= room:
            lines[-1] += f" {first}"
        else:
            lines.append(first)
        lines += parts
    return lines or [""]


def _broken(word: str, room: int) -> list[str]:
    parts = [""]
    for letter in word:
        if parts[-1] and width(parts[-1] + letter) > room:
            parts.append("")
        parts[-1] += letter
    return parts


def totals(plot: Plot) -> Iterable[Decimal]:
    """Yield how far the stacks of a chart reach, upwards and downwards."""
    for values in zip(*(each.values for each in plot.series), strict=True):
        known = [each for each in values if each is not None]
        yield sum((each for each in known if each > 0), Decimal(0))
        yield sum((each for each in known if each < 0), Decimal(0))
