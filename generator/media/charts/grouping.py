"""Divides the rows of a data file into the panels and series of a chart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import msgspec

from generator.media.charts.chart_options import ChartOptions
from generator.media.charts.plot import MOST_SERIES, Series
from generator.media.tables.block_options import BlockOptions
from generator.model.data_table import Column
from generator.text.columns import cell

_MOST_PANELS = 24
_MOST_NAMES = {"bar": 60, "column": 60}
_MOST_POINTS = 2_000


class PanelRows(msgspec.Struct, frozen=True):
    """The data of one panel: names or positions along the width, and the series over them."""

    title: str
    names: tuple[str, ...]
    places: tuple[Decimal | None, ...]
    series: tuple[Series, ...]


def groups(choice: BlockOptions, want: ChartOptions) -> tuple[PanelRows, ...]:
    """Return the panels of a chart; a single one without a title if it is not divided."""
    found = tuple(_groups(choice, want, _rows(choice, want)))
    if want.stacked and want.kind == "area":
        _warn_about_gaps(choice, found)
    for key, message, fix in _excess(want, found):
        choice.say(key, message, fix)
    return found


def _warn_about_gaps(choice: BlockOptions, found: Sequence[PanelRows]) -> None:
    """Warn about missing values that stacked areas need."""
    for each in found:
        for series in each.series if len(each.series) > 1 else ():
            if None in series.values:
                where = f"`{series.name}` has no value at `{each.names[series.values.index(None)]}`"
                fix = f"complete {choice.file}, or use `type=column`, where it is left out"
                choice.say("stacked", f"{where}, so readers see it fall to zero there", fix, "warning")
                return


def _rows(choice: BlockOptions, want: ChartOptions) -> Sequence[int]:
    """Return the rows in the order in which they are drawn: for lines, by their years, dates or numbers."""
    order = choice.order()
    if not want.measured:
        return order
    values = want.x.values
    there = [row for row in order if values[row] is not None]
    if len(there) < len(order):
        line = choice.table.lines[next(row for row in order if values[row] is None)]
        message = f"{len(order) - len(there)} rows have no `{want.x.name}`, so they are not drawn"
        choice.say("x", f"{message}; the first is in line {line}", f"complete them in {choice.file}", "warning")
    return there if want.kind == "dot" else sorted(there, key=lambda row: values[row] or Decimal(0))


def _groups(choice: BlockOptions, want: ChartOptions, rows: Sequence[int]) -> Iterator[PanelRows]:
    if want.apart:
        for each in want.ys:
            yield _group(choice, want, rows, each.name, (each,))
        return
    if not want.panels:
        yield _group(choice, want, rows, "", want.ys)
        return
    titles = [cell(want.panels, row, choice.language) for row in range(len(want.panels.written))]
    divided: dict[str, list[int]] = {}
    for row in rows:
        divided.setdefault(titles[row], []).append(row)
    if len(divided) > _MOST_PANELS:
        fix = "choose a column with fewer names, or keep only the rows that matter"
        choice.say("panels", _too_many_panels(len(divided)), fix)
        return
    for title, own in divided.items():
        yield _group(choice, want, own, title or "–", want.ys)


def _group(
    choice: BlockOptions, want: ChartOptions, rows: Sequence[int], title: str, ys: Sequence[Column]
) -> PanelRows:
    if want.series:
        return _by_series(choice, want, rows, title, ys[0], want.series)
    names = tuple(cell(want.x, row, choice.language) or "–" for row in rows)
    series = tuple(Series(each.name, tuple(each.values[row] for row in rows)) for each in ys)
    return PanelRows(title, names, tuple(want.x.values[row] if want.x.values else None for row in rows), series)


def _by_series(
    choice: BlockOptions, want: ChartOptions, rows: Sequence[int], title: str, y: Column, column: Column
) -> PanelRows:
    """Return a panel in which rows with the same name in a column are one series."""
    everyone = dict.fromkeys(cell(column, row, choice.language) for row in range(len(column.written)))
    names = {row: cell(want.x, row, choice.language) or "–" for row in rows}
    known: dict[tuple[str, str], Decimal | None] = {}
    for row in rows:
        place = cell(column, row, choice.language), names[row]
        if place in known:
            message = f"{choice.file} has two rows for `{place[1]}` and `{place[0]}`"
            choice.say("series", f"{message}; the second is in line {choice.table.lines[row]}", "keep one of them")
        known[place] = y.values[row]
    along = {name: row for row, name in reversed(names.items())}
    order = dict.fromkeys(names.values())
    places = tuple(want.x.values[along[name]] if want.x.values else None for name in order)
    series = tuple(Series(each or "–", tuple(known.get((each, name)) for name in order)) for each in everyone)
    return PanelRows(title, tuple(order), places, series)


def _too_many_panels(number: int) -> str:
    return f"a chart has at most {_MOST_PANELS} panels, and these are {number:,}"


def _excess(want: ChartOptions, found: Sequence[PanelRows]) -> Iterator[tuple[str, str, str]]:
    if len(found) > _MOST_PANELS:
        yield "panels", _too_many_panels(len(found)), "name fewer columns with `y=`"
    if any(len(each.series) > MOST_SERIES for each in found):
        message = f"a chart shows at most {MOST_SERIES} series, and these are {len(found[0].series)}"
        yield "series", message, "write `panels=` instead of `series=`, or show fewer of them"
    most = _MOST_NAMES.get(want.kind, _MOST_POINTS if want.measured or want.kind != "dot" else _MOST_NAMES["bar"])
    if any(len(each.names) > most for each in found):
        longest = max(len(each.names) for each in found)
        message = f"a chart of the type {want.kind} shows at most {most:,} rows, and these are {longest:,}"
        yield "", message, "keep the rows that matter, or show them as a table"
