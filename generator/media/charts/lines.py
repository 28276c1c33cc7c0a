"""Lines and areas over names, years or dates, and dots for pairs of numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from generator.media.charts import scales, series_styles
from generator.media.charts.plot import Plot, decimal
from generator.media.charts.scales import Scale
from generator.media.charts.vertical_axis import below, grid, y_at

_WIDE = 1000  # the width of the drawing of lines, which browsers stretch
_FEW = 24  # up to this number of points, each has a dot

Along = tuple[Sequence[Fraction | None], Sequence[Fraction], Sequence[str]]
"""The position of each point along the width, from 0 to 1; the positions of the ticks; and the labels of the ticks."""


def evenly(names: Sequence[str]) -> Along:
    """Return evenly spaced positions for names."""
    last = max(len(names) - 1, 1)
    places = [Fraction(each, last) for each in range(len(names))]
    return places, places, names


def lines(plot: Plot, along: Along, height: int, area: bool) -> tuple[str, int, int]:
    """Return the drawing of a chart with lines or areas, its total height, and the width in digits of its labels."""
    scale = scales.numbers(plot.every, from_zero=area or plot.stacked)
    behind, gutter = grid(plot, scale, height)
    shapes, points = (
        _stacks(plot, along[0], scale, height) if plot.stacked else _shapes(plot, along[0], scale, height, area)
    )
    frame = f'width="100%" height="{height}" viewBox="0 0 {_WIDE} {height}" preserveAspectRatio="none"'
    labels, more = below(plot, along[1], along[2], height, gutter)
    return f"{behind}<svg {frame}>{shapes}</svg>{points}{labels}", height + more, gutter


def scatter(plot: Plot, along: Along, height: int) -> tuple[str, int, int]:
    """Return the drawing of a chart with a dot for each pair of numbers; see ``lines`` for the other values."""
    scale = scales.numbers(plot.every, from_zero=False)
    behind, gutter = grid(plot, scale, height)
    dots = [each for number in range(len(plot.series)) for each in _dots(plot, along[0], scale, height, number)]
    labels, more = below(plot, along[1], along[2], height, gutter)
    return f"{behind}{''.join(dots)}{labels}", height + more, gutter


def _shapes(plot: Plot, xs: Sequence[Fraction | None], scale: Scale, height: int, area: bool) -> tuple[str, str]:
    """Return the lines of all series, with the areas below them, and the dots at their points."""
    drawn, dots = list[str](), list[str]()
    every = 1 if len(plot.names) <= _FEW else len(plot.names) // 6
    for number, each in enumerate(plot.series):
        for run in _runs(plot, xs, each.values):
            path = _path([(x, y_at(scale, value, height)) for x, value in run])
            if area:
                zero, first, last = (
                    decimal(each) for each in (y_at(scale, 0, height), run[0][0] * _WIDE, run[-1][0] * _WIDE)
                )
                under = series_styles.colour(plot, number, more="under ")
                drawn.append(f'<path {under} d="{path}L{last} {zero}L{first} {zero}z"/>')
            stroke = series_styles.colour(plot, number, more="line ", of="stroke")
            drawn.append(f'<path {stroke} d="{path}"{series_styles.dash(number)}/>')
        if every == 1 or len(plot.series) > 1:
            dots += _dots(plot, xs, scale, height, number, every)
    return "".join(drawn), "".join(dots)


def _stacks(plot: Plot, xs: Sequence[Fraction | None], scale: Scale, height: int) -> tuple[str, str]:
    """Return stacked areas; a missing value counts as zero."""
    below_it = [Fraction(0)] * len(plot.names)
    drawn = []
    for number, each in enumerate(plot.series):
        above = [base + Fraction(value or 0) for base, value in zip(below_it, each.values, strict=True)]
        both = [
            (1 - x if plot.rtl else x, *each) for x, *each in zip(xs, below_it, above, strict=True) if x is not None
        ]
        upper = [(x, y_at(scale, top, height)) for x, _, top in both]
        lower = [(x, y_at(scale, base, height)) for x, base, _ in reversed(both)]
        drawn.append(f'<path d="{_path([*upper, *lower])}z" {series_styles.fill(plot, number)}/>')
        below_it = above
    return "".join(drawn), ""


def _path(points: Sequence[tuple[Fraction, Fraction]]) -> str:
    """Return the path of a line through some points. The round ends of a line of length 0 draw a single point."""
    return f"M{'L'.join(f'{decimal(x * _WIDE)} {decimal(y)}' for x, y in points)}{'h0' * (len(points) == 1)}"


def _runs(
    plot: Plot, xs: Sequence[Fraction | None], values: Sequence[Decimal | None]
) -> Iterator[list[tuple[Fraction, Decimal]]]:
    """Yield the points of a series in runs, which end where a value is missing."""
    run: list[tuple[Fraction, Decimal]] = []
    for x, value in zip(xs, values, strict=True):
        if x is not None and value is not None:
            run.append((1 - x if plot.rtl else x, value))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _dots(
    plot: Plot, xs: Sequence[Fraction | None], scale: Scale, height: int, number: int, every: int = 1
) -> Iterator[str]:
    pairs = [*zip(xs, plot.series[number].values, strict=True)]
    for x, value in pairs[::every]:
        if x is not None and value is not None:
            yield series_styles.dot(plot, number, plot.x(x), decimal(y_at(scale, value, height)))
