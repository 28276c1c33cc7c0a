"""Upright columns, one for each name or, for several series, a group or a stack."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from generator.media.charts import scales, series_styles
from generator.media.charts.plot import Plot, decimal
from generator.media.charts.scales import Scale
from generator.media.charts.vertical_axis import below, grid, y_at

_FILLED = Fraction(4, 5)  # of the width of a name


def columns(plot: Plot, height: int) -> tuple[str, int, int]:
    """Return the drawing of a chart with columns, its total height, and the width in digits of its labels."""
    scale = scales.numbers(plot.every, from_zero=True)
    lines, gutter = grid(plot, scale, height)
    band = Fraction(1, len(plot.names))
    drawn = [
        rect
        for row in range(len(plot.names))
        for rect in (_stack if plot.stacked else _group)(plot, scale, row, band, height)
    ]
    labels, more = below(plot, [band * (2 * row + 1) / 2 for row in range(len(plot.names))], plot.names, height, gutter)
    return f"{lines}{''.join(drawn)}{labels}", height + more, gutter


def _group(plot: Plot, scale: Scale, row: int, band: Fraction, height: int) -> Iterator[str]:
    wide = band * _FILLED / len(plot.series)
    for number, each in enumerate(plot.series):
        if value := each.values[row]:
            start = band * row + band * (1 - _FILLED) / 2 + wide * number
            place = plot.span(start, start + wide * (Fraction(19, 20) if len(plot.series) > 1 else 1))
            place += f" {_y_range(scale, Fraction(0), Fraction(value), height)}"
            yield f"<rect {place} {series_styles.fill(plot, number, row)}/>"


def _stack(plot: Plot, scale: Scale, row: int, band: Fraction, height: int) -> Iterator[str]:
    start = band * row + band * (1 - _FILLED) / 2
    ends = {True: Fraction(0), False: Fraction(0)}
    for number, each in enumerate(plot.series):
        if value := each.values[row]:
            before = ends[value > 0]
            ends[value > 0] = after = before + Fraction(value)
            place = plot.span(start, start + band * _FILLED)
            yield f"<rect {place} {_y_range(scale, before, after, height)} {series_styles.fill(plot, number, row)}/>"


def _y_range(scale: Scale, start: Fraction, end: Fraction, height: int) -> str:
    """Return the attributes ``y`` and ``height`` of a shape from one value to another."""
    top, bottom = sorted((y_at(scale, start, height), y_at(scale, end, height)))
    return f'y="{decimal(top)}" height="{decimal(bottom - top)}"'
