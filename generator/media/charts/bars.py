"""Horizontal bars and rows of dots: one row for each name, which is written above the row, so it can be long."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from generator.media.charts import scales, series_styles
from generator.media.charts.plot import LETTER, Plot, text, width, wrapped
from generator.media.charts.scales import Scale
from generator.media.charts.vertical_axis import below

_LINE = 19  # pixels from one line of a name to the next
_BAR, _THIN, _BETWEEN = 20, 14, 14  # the height of a single bar, of one of several, and between rows
_MARGIN = 20  # pixels that stay free at the end of a name's line, since letters differ in width
_GAP = 6  # between a bar and its value


def bars(plot: Plot) -> tuple[str, int]:
    """Return the drawing of a chart with horizontal bars, and its height."""
    scale, values_shown = _scale(plot)
    parts: list[str] = []
    y = 0
    for row, name in enumerate(plot.names):
        y, label = _name(plot, name, y)
        parts.append(label)
        parts += _stack(plot, scale, row, y) if plot.stacked else _several(plot, scale, row, y)
        y += (_BAR if plot.stacked or len(plot.series) == 1 else _THIN * len(plot.series)) + _BETWEEN
    y -= _BETWEEN
    if values_shown:
        zero = _line(plot, scale, Fraction(0), y, "zero") if scale.low < 0 else ""
        return "".join((zero, *parts)), y
    lines, labels, more = _axis(plot, scale, y)
    return "".join((lines, *parts, labels)), y + more


def dots(plot: Plot) -> tuple[str, int]:
    """Return the drawing of a chart with a row of dots for each name, and its height."""
    scale = scales.numbers(plot.every, from_zero=False)
    parts: list[str] = []
    y = 0
    for row, name in enumerate(plot.names):
        y, label = _name(plot, name, y)
        known = [scale.at(value) for each in plot.series if (value := each.values[row]) is not None]
        middle = y + _THIN // 2
        if len(known) > 1:
            ends = f'x1="{plot.x(min(known))}" x2="{plot.x(max(known))}"'
            parts.append(f'<line class="tie" {ends} y1="{middle}" y2="{middle}"/>')
        parts += [label, *_dots_of(plot, scale, row, middle)]
        y += _THIN + _BETWEEN
    y -= _BETWEEN // 2
    lines, labels, more = _axis(plot, scale, y)
    return "".join((lines, *parts, labels)), y + more


def _dots_of(plot: Plot, scale: Scale, row: int, y: int) -> Iterator[str]:
    for number, each in enumerate(plot.series):
        if (value := each.values[row]) is not None:
            yield series_styles.dot(plot, number, plot.x(scale.at(value)), str(y), row)


def _scale(plot: Plot) -> tuple[Scale, bool]:
    """Return the scale of a chart with bars, and whether the values fit at the bars' ends, so that it needs no axis."""
    if plot.stacked:
        return scales.numbers(plot.every, from_zero=True), False
    low, high = min(*plot.every, Decimal(0)), max(*plot.every, Decimal(0))
    written = max(width(plot.write(each)) for each in plot.every) + _GAP + LETTER
    share = min(Fraction(written, plot.narrowest), Fraction(2, 5))
    span = (Fraction(high) - Fraction(low) or Fraction(1)) / (1 - share * (1 + (low < 0 < high)))
    below = span * share if low < 0 else 0
    start = Fraction(low) - below
    return Scale(start, start + span), True


def _name(plot: Plot, name: str, y: int) -> tuple[int, str]:
    """Return the position below the name of a row, where its bars begin, and the drawing of the name."""
    lines = wrapped(name, plot.narrowest - _MARGIN)
    at = plot.x(Fraction(0))
    written = "".join(text(each, f'x="{at}" y="{y + 14 + _LINE * number}"') for number, each in enumerate(lines))
    return y + _LINE * len(lines) + 1, written


def _several(plot: Plot, scale: Scale, row: int, y: int) -> Iterator[str]:
    """Yield the bars of a row, one below the other, each with its value."""
    height = _BAR if len(plot.series) == 1 else _THIN
    for number, each in enumerate(plot.series):
        value, top = each.values[row], y + number * height
        start = scale.at(Fraction(0))
        end = start if value is None else scale.at(value)
        if value:
            place = f'{plot.span(start, end)} y="{top}" height="{height - (height < _BAR)}"'
            yield f"<rect {place} {series_styles.fill(plot, number, row)}/>"
        place = f'x="{plot.x(end)}" y="{top + height // 2 + 5}" {plot.shift(_GAP)}'
        if value is not None and value < 0:
            place = f'{place.replace(plot.shift(_GAP), plot.shift(-_GAP))} text-anchor="end"'
        yield text("–" if value is None else plot.write(value), f'class="value" {place}')


def _stack(plot: Plot, scale: Scale, row: int, y: int) -> Iterator[str]:
    """Yield the parts of a bar, one after the other; those below zero go in the other direction."""
    ends = {True: Fraction(0), False: Fraction(0)}
    for number, each in enumerate(plot.series):
        if value := each.values[row]:
            start = ends[value > 0]
            ends[value > 0] = end = start + Fraction(value)
            place = plot.span(scale.at(start), scale.at(end))
            yield f'<rect {place} y="{y}" height="{_BAR}" {series_styles.fill(plot, number, row)}/>'


def _axis(plot: Plot, scale: Scale, height: int) -> tuple[str, str, int]:
    """Return the lines at the ticks, the labels below them, and the labels' height in pixels."""
    lines = (_line(plot, scale, tick, height, "zero" if tick == 0 else "grid") for tick in scale.ticks)
    labels, more = below(plot, [scale.at(each) for each in scale.ticks], plot.tick(scale.ticks), height)
    return "".join(lines), labels, more


def _line(plot: Plot, scale: Scale, at: Fraction, height: int, name: str) -> str:
    x = plot.x(scale.at(at))
    return f'<line class="{name}" x1="{x}" x2="{x}" y2="{height}"/>'
