"""How series are told apart without colours: the hatching of areas, the dashes of lines, the shapes of dots."""

from __future__ import annotations

from generator.media.charts.plot import Plot
from generator.model.chart import ChartType, Drawing, Key

_HATCHES = ("", "M0 8 8 0", "M0 4H8", "M0 0 8 8M0 8 8 0", "M4 0V8M0 4H8", "M4 4h.1")
_SHAPES = (
    *("M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0", "M-4-4H4V4H-4z", "M0-5 5 4H-5z", "M0-6 5 0 0 6-5 0z", "M0 5-5-4H5z"),
    "M-5-2H-2V-5H2V-2H5V2H2V5H-2V2H-5z",
)
DASHES = ("", "7 3", "2 3", "9 3 2 3", "14 4", "5 2 1 2 1 2")


def fill(plot: Plot, series: int) -> str:
    """The attributes of an area of a series: its class and, for all but the first of several, its hatching."""
    part = ("part",) if plot.stacked else ()
    names = part if series else (*part, "s1")
    classes = f'class="{" ".join(names)}"' if names else ""
    return f'{classes} fill="url(#{_id(plot, series)})"'.strip() if series else classes


def patterns(plot: Plot, stretched: bool = False) -> str:
    """The definitions of the hatching of all series; ``stretched`` for areas, whose drawing is made narrower."""
    if len(plot.series) < 2:
        return ""
    more = ' patternTransform="scale(2.5 1)"' if stretched else ""
    return f"<defs>{''.join(_pattern(plot, each, more) for each in range(1, len(plot.series)))}</defs>"


def _pattern(plot: Plot, series: int, more: str) -> str:
    area = f'<rect class="s{series + 1}" width="8" height="8"/><path class="hatch" d="{_HATCHES[series]}"/>'
    unit = f'width="8" height="8" patternUnits="userSpaceOnUse"{more}'
    return f'<pattern id="{_id(plot, series)}" {unit}>{area}</pattern>'


def _id(plot: Plot, series: int) -> str:
    return f"chart-{plot.number}-{series + 1}"


def dash(series: int) -> str:
    """The attribute for the dashes of a line."""
    return f' stroke-dasharray="{DASHES[series]}"' if DASHES[series] else ""


def dot(plot: Plot, series: int, x: str, y: str) -> str:
    """A dot in the shape of its series."""
    return f'<svg x="{x}" y="{y}"><path class="s{series + 1}" d="{_SHAPES[series]}"/></svg>'


def key(plot: Plot, kind: ChartType) -> tuple[Key, ...]:
    """The key of a chart; empty if there is only one series."""
    if len(plot.series) < 2:
        return ()
    return tuple(Key(each.name, Drawing(_swatch(plot, kind, number))) for number, each in enumerate(plot.series))


def _swatch(plot: Plot, kind: ChartType, series: int) -> str:
    if kind in ("bar", "column", "area"):
        return f'<rect {fill(plot, series)} width="100%" height="16"/>'
    line = f'<line class="line s{series + 1}" x2="100%" y1="8" y2="8"{dash(series)}/>' if kind == "line" else ""
    return line + dot(plot, series, "50%", "8")
