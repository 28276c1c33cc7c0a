"""Makes the table of a data file that readers see."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from generator.media.tables.block_options import BlockOptions
from generator.model.chart import ColumnHeading, ShownTable
from generator.model.data_table import Column
from generator.text.columns import cell, shown

MOST_ROWS = 1_000
"""The most rows that a page shows."""


def shown_table(choice: BlockOptions) -> ShownTable:
    """Return the table that a block asks for. ``choice.misfits`` then says what is wrong with the block."""
    names = choice.names("columns") or choice.table.names
    if len(choice.table.rows) > MOST_ROWS:
        message = f"{choice.file} has {len(choice.table.rows):,} rows; a page shows at most {MOST_ROWS:,}"
        choice.say("", message, "keep the rows that matter, and offer the full file as a download")
    columns = choice.labelled([choice.column(name) for name in names])
    rows = cells(columns, choice.order()[:MOST_ROWS], choice.language)
    first, summed = choice.whole("rows") or len(rows), choice.names("total")
    last = _total(choice, names, summed) if summed else ()
    return ShownTable(headings(columns), rows[:first], rows[first:], last)


def cells(columns: Sequence[Column], order: Sequence[int], language: str) -> tuple[tuple[str, ...], ...]:
    """Return the cells of some columns as readers see them, in the order of the rows."""
    return tuple(tuple(cell(each, row, language) for each in columns) for row in order)


def headings(columns: Sequence[Column]) -> tuple[ColumnHeading, ...]:
    """Return the headings of some columns. Years do not count as numbers: they name their rows."""
    return tuple(ColumnHeading(each.name, each.kind == "number") for each in columns)


def _total(choice: BlockOptions, names: Sequence[str], summed: Sequence[str]) -> tuple[str, ...]:
    """Return the last row: the sums of some columns, and empty cells below the others."""
    for name in summed:
        if name not in names:
            choice.say("total", f"`{name}` is not among the columns of this table", "add it to `columns`")
    columns = [choice.column(name, numeric="total" if name in summed else "") for name in names]
    return tuple(
        _sum(each, choice.language) if each.name in summed and each.kind == "number" else "" for each in columns
    )


def _sum(column: Column, language: str) -> str:
    return shown(column, sum((each for each in column.values if each is not None), Decimal(0)), language)
