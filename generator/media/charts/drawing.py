"""Draws one panel of a chart, whatever its type."""

from __future__ import annotations

from generator.media.charts import series_styles
from generator.media.charts.bars import bars, dots
from generator.media.charts.columns import columns
from generator.media.charts.lines import Along, evenly, lines, scatter
from generator.media.charts.plot import Plot
from generator.model.chart import ChartType, Drawing, Panel

HEIGHT = 280
"""The height in pixels of the plot of a chart with a vertical axis."""

LOW = 140
"""The height of the plot if there are several panels."""


def panel(kind: ChartType, plot: Plot, along: Along | None, title: str = "", first: bool = True) -> Panel:
    """Return one panel of a chart. ``along`` has the positions of years, dates or numbers; names are evenly spaced.

    Only the ``first`` panel of a chart has the definitions that all panels use.
    """
    tall, gutter = LOW if title else HEIGHT, 0
    match kind:
        case "bar":
            drawn, height = bars(plot)
        case "dot" if along:
            drawn, height, gutter = scatter(plot, along, tall)
        case "dot":
            drawn, height = dots(plot)
        case "column":
            drawn, height, gutter = columns(plot, tall)
        case _:
            drawn, height, gutter = lines(plot, along or evenly(plot.names), tall, kind == "area")
    return Panel(
        title,
        Drawing(f"{series_styles.patterns(plot, kind == 'area') if first else ''}{drawn}"),
        height,
        min(gutter, 12),
    )
