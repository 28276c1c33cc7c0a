"""Makes the chart of a data file that readers see."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from msgspec.structs import replace

from generator.media.charts import scales, series_styles
from generator.media.charts.chart_options import ChartOptions, wanted
from generator.media.charts.drawing import panel
from generator.media.charts.grouping import PanelRows, groups
from generator.media.charts.lines import Along
from generator.media.charts.number_format import NumberFormat
from generator.media.charts.plot import NARROWEST, OF_PANELS, Plot, totals
from generator.media.charts.scales import Scale
from generator.media.charts.series_colours import Papers, paints
from generator.media.charts.time_axis import time_axis
from generator.media.charts.vertical_axis import all_fit
from generator.media.tables.block_options import BlockOptions
from generator.media.tables.html_table import cells, headings
from generator.model.chart import Chart, ShownTable
from generator.model.colours import PAPERS

_MOST_TICKS = 5  # below a plot


def chart(choice: BlockOptions, rtl: bool, number: int, papers: Papers = PAPERS) -> Chart | None:
    """Return the chart that a block asks for; None if it cannot be drawn.

    ``number`` is the chart's number on its page, for ids. ``papers`` are the background colours that the block's own
    colours are checked against. ``choice.misfits`` then says what is wrong with the block.
    """
    want = wanted(choice)
    found = groups(choice, want) if want else ()
    if want is None or not found or any(each.level == "error" for each in choice.misfits):
        return None
    narrowest = OF_PANELS if len(found) > 1 else NARROWEST
    if want.kind == "column" and any(not _fit(want, each, narrowest) for each in found):
        message = "the names of these columns do not fit below them on a phone, so they are drawn as bars"
        choice.say("type", message, "write `type=bar`, or shorten the names", "warning")
        want = replace(want, kind="bar")
    own = paints(choice, want, found, papers)
    plots = [replace(each, narrowest=narrowest, paints=own) for each in _plots(choice, want, found, rtl, number)]
    xs = _x_axis(want, choice.language)
    panels = tuple(
        panel(want.kind, plot, _along(xs, group) if xs else None, group.title, first=group is found[0])
        for plot, group in zip(plots, found, strict=True)
    )
    return Chart(want.kind, panels, series_styles.key(plots[0], want.kind), _table(choice, want))


def _fit(want: ChartOptions, group: PanelRows, narrowest: int) -> bool:
    """Whether the names of a group fit below its columns. Of years and dates, some labels may be left out."""
    return want.x.kind in ("year", "date", "number") or all_fit(group.names, narrowest)


def _plots(choice: BlockOptions, want: ChartOptions, found: Sequence[PanelRows], rtl: bool, number: int) -> list[Plot]:
    """Return what is drawn in each panel; all panels have the same scale."""
    style = NumberFormat.of(want.ys, choice.language)
    plots = [
        Plot(
            *(each.names, each.series, style.write, style.ticks, (), number),
            *(want.stacked and len(each.series) > 1, rtl),
            title=each.title,
        )
        for each in found
    ]
    every = tuple(each for plot in plots for each in (totals(plot) if plot.stacked else _values(plot)))
    return [replace(each, every=every or (Decimal(0),)) for each in plots]


def _values(plot: Plot) -> list[Decimal]:
    return [value for each in plot.series for value in each.values if value is not None]


def _x_axis(want: ChartOptions, language: str) -> tuple[Scale, Sequence[str]] | None:
    """Return the horizontal axis with the labels of its ticks; None if there are names along it."""
    if not want.measured:
        return None
    if want.x.kind in ("year", "date"):
        return time_axis(want.x, language)
    scale = scales.numbers([each for each in want.x.values if each is not None], from_zero=False, most=_MOST_TICKS)
    return scale, NumberFormat.of([want.x], language).ticks(scale.ticks)


def _along(axis: tuple[Scale, Sequence[str]], group: PanelRows) -> Along:
    scale, labels = axis
    places: list[Fraction | None] = [None if each is None else scale.at(each) for each in group.places]
    return places, [scale.at(each) for each in scale.ticks], labels


def _table(choice: BlockOptions, want: ChartOptions) -> ShownTable:
    """Return the table behind a chart: the columns that it draws, with the rows in its order."""
    columns = {each.name: each for each in (want.x, want.panels, want.series, *want.ys) if each}
    return ShownTable(headings([*columns.values()]), cells([*columns.values()], choice.order(), choice.language))
