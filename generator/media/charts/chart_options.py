"""The options of a block for its chart: the type, the columns, and how they are divided."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from generator.media.charts.plot import MOST_SERIES
from generator.media.tables.block_options import BlockOptions
from generator.model.chart import ChartType
from generator.model.data_table import Column

TYPES: dict[str, ChartType] = {"bar": "bar", "column": "column", "line": "line", "area": "area", "dot": "dot"}

_EACH = ("true", "yes")


class ChartOptions(msgspec.Struct, frozen=True):
    """What to draw: the ``ys`` over the ``x``. ``series`` and ``panels`` are columns that divide the rows; ``apart``
    gives each of the ``ys`` its own panel.
    """

    kind: ChartType
    x: Column
    ys: tuple[Column, ...]
    series: Column | None = None
    panels: Column | None = None
    apart: bool = False
    stacked: bool = False

    @property
    def measured(self) -> bool:
        """Whether the places along the width are years, dates or numbers, and not names."""
        kinds = ("year", "date", "number") if self.kind in ("line", "area", "dot") else ()
        return self.x.kind in kinds

    @property
    def named(self) -> bool:
        """Whether each row has its own mark, with its name."""
        return self.kind in ("bar", "column") or (self.kind == "dot" and not self.measured)


def wanted(choice: BlockOptions) -> ChartOptions | None:
    """Return the options of a block; None if its chart cannot be drawn, in which case ``choice.misfits`` says why."""
    kind = TYPES.get(choice.text("type") or "bar")
    if kind is None:
        fix = f"choose one of: {', '.join(TYPES)}"
        choice.say("type", f"there are no charts of the type `{choice.text('type')}`", fix)
    apart = choice.text("panels").lower() in _EACH
    x, ys = _x(choice), _ys(choice)
    series, panels = _column(choice, "series"), _column(choice, "panels")
    stacked = choice.yes("stacked")
    if _is_wrong(choice) or kind is None or x is None:
        return None
    found = ChartOptions(kind, x, ys, series, panels, apart, stacked)
    for key, message, fix in _faults(found, choice):
        choice.say(key, message, fix)
    return None if _is_wrong(choice) else found


def _is_wrong(choice: BlockOptions) -> bool:
    return any(each.level == "error" for each in choice.misfits)


def _x(choice: BlockOptions) -> Column | None:
    """Return the column along the width of the chart: by default, the first one that has no numbers."""
    if choice.text("x"):
        return _column(choice, "x")
    columns = [choice.column(name) for name in choice.table.names]
    others = (choice.text("colours"),)
    return next((each for each in columns if each.kind != "number" and each.name not in others), columns[0])


def _ys(choice: BlockOptions) -> tuple[Column, ...]:
    """Return the columns of numbers to draw: by default, all that have no other role."""
    if choice.text("y"):
        return choice.labelled([choice.column(name, numeric="y") for name in choice.names("y")])
    others = (_x(choice), _column(choice, "series"), _column(choice, "panels"))
    columns = [each for name in choice.table.names if (each := choice.column(name)) not in others]
    found = tuple(each for each in columns if each.kind == "number") or tuple(
        each for each in columns if each.kind == "year"
    )
    if not found:
        choice.say("", f"{choice.file} has no column of numbers to draw", "name one with `y=`, and write it in digits")
    return choice.labelled(found)


def _column(choice: BlockOptions, key: str) -> Column | None:
    written = choice.text(key)
    name = choice.named(key, written) if written and (key != "panels" or written.lower() not in _EACH) else ""
    return choice.column(name) if name else None


def _faults(it: ChartOptions, choice: BlockOptions) -> Iterator[tuple[str, str, str]]:
    if len(it.ys) > MOST_SERIES and not it.apart:
        message = f"a chart shows at most {MOST_SERIES} series, and these are {len(it.ys)}"
        yield "y", message, "name fewer columns with `y=`, or write `panels=true`"
    if it.series and len(it.ys) > 1:
        yield "series", "`series` divides one column of numbers, and there are several", "name one with `y=`"
    if it.stacked and it.kind in ("line", "dot"):
        yield "stacked", f"charts of the type {it.kind} cannot be stacked", "use `type=area` or `type=column`"
    if it.stacked and it.apart:
        yield "stacked", "columns with separate panels cannot be stacked", "remove `stacked` or `panels`"
    negative = any(value < 0 for each in it.ys for value in each.values if value is not None)
    if it.stacked and it.kind == "area" and negative:
        yield "stacked", "areas with values below zero cannot be stacked", "use `type=column`"
    if not any(value is not None for each in it.ys for value in each.values):
        yield "y", f"there is no number to draw in {choice.file}", "choose another column with `y=`"
    if it.measured and not any(value is not None for value in it.x.values):
        yield "x", f"`{it.x.name}` has no values in {choice.file}", "choose another column with `x=`"
