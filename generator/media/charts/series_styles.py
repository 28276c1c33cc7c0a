"""Distinguishes series without colours: by the hatching of areas, the dashes of lines, the shapes of dots."""

from __future__ import annotations

from generator.media.charts.plot import MOST_SERIES, Plot
from generator.model.chart import ChartType, Drawing, LegendEntry

_HATCHES = ("", "M0 8 8 0", "M0 4H8", "M0 0 8 8M0 8 8 0", "M4 0V8M0 4H8", "M4 4h.1")
_SHAPES = (
    *("M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0", "M-4-4H4V4H-4z", "M0-5 5 4H-5z", "M0-6 5 0 0 6-5 0z", "M0 5-5-4H5z"),
    "M-5-2H-2V-5H2V-2H5V2H2V5H-2V2H-5z",
)
DASHES = ("", "7 3", "2 3", "9 3 2 3", "14 4", "5 2 1 2 1 2")


def colour(plot: Plot, series: int, row: int | None = None, more: str = "", of: str = "fill") -> str:
    """Return the attributes for the colour of a series, or of the value in a ``row``: its class, after ``more``.

    A colour that the block sets is in the attribute that ``of`` names and, for dark screens, in ``color``, which the
    style sheet then uses. If the block sets colours but not this one, it is grey.
    """
    if plot.paints is None:
        return f'class="{more}s{series + 1}"'
    paint = plot.paint(series, row)
    return f'class="{more}own" {of}="{paint.light}" color="{paint.dark}"' if paint else f'class="{more}s{MOST_SERIES}"'


def fill(plot: Plot, series: int, row: int | None = None) -> str:
    """Return the attributes of an area of a series: its colour or, for all but the first series, its hatching."""
    part = "part " if plot.stacked else ""
    if not series:
        return colour(plot, series, row, part)
    classes = f'class="{part.strip()}" ' if part else ""
    return f'{classes}fill="url(#{_id(plot, series)})"'


def patterns(plot: Plot, stretched: bool = False) -> str:
    """Return the definitions of the hatching of all series; ``stretched`` is for areas, whose drawing is scaled."""
    if len(plot.series) < 2:
        return ""
    more = ' patternTransform="scale(2.5 1)"' if stretched else ""
    return f"<defs>{''.join(_pattern(plot, each, more) for each in range(1, len(plot.series)))}</defs>"


def _pattern(plot: Plot, series: int, more: str) -> str:
    area = f'<rect {colour(plot, series)} width="8" height="8"/><path class="hatch" d="{_HATCHES[series]}"/>'
    unit = f'width="8" height="8" patternUnits="userSpaceOnUse"{more}'
    return f'<pattern id="{_id(plot, series)}" {unit}>{area}</pattern>'


def _id(plot: Plot, series: int) -> str:
    return f"chart-{plot.number}-{series + 1}"


def dash(series: int) -> str:
    """Return the attribute for the dashes of a line."""
    return f' stroke-dasharray="{DASHES[series]}"' if DASHES[series] else ""


def dot(plot: Plot, series: int, x: str, y: str, row: int | None = None) -> str:
    """Return a dot in the shape of its series."""
    return f'<svg x="{x}" y="{y}"><path {colour(plot, series, row)} d="{_SHAPES[series]}"/></svg>'


def key(plot: Plot, kind: ChartType) -> tuple[LegendEntry, ...]:
    """Return the key of a chart; empty if there is only one series."""
    if len(plot.series) < 2:
        return ()
    return tuple(
        LegendEntry(each.name, Drawing(_swatch(plot, kind, number))) for number, each in enumerate(plot.series)
    )


def _swatch(plot: Plot, kind: ChartType, series: int) -> str:
    if kind in ("bar", "column", "area"):
        return f'<rect {fill(plot, series)} width="100%" height="16"/>'
    drawn = colour(plot, series, more="line ", of="stroke")
    line = f'<line {drawn} x2="100%" y1="8" y2="8"{dash(series)}/>' if kind == "line" else ""
    return line + dot(plot, series, "50%", "8")
