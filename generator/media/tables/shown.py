"""Makes the table that readers see of a data file."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from generator.media.tables.choice import Choice
from generator.model.chart import Heading, ShownTable
from generator.text.columns import cell, shown

MOST_ROWS = 1_000
"""The most rows that a page shows."""

KEYS = ("columns", "labels", "sort", "total", "rows", "decimal")


def shown_table(choice: Choice, total: str) -> ShownTable:
    """The table as its block wants it; ``total`` is the word before sums.

    What is wrong with the block is in the misfits of the choice.
    """
    names = choice.names("columns") or choice.table.names
    if len(choice.table.rows) > MOST_ROWS:
        message = f"{choice.file} has {len(choice.table.rows):,} rows; a page shows at most {MOST_ROWS:,}"
        choice.say("", message, "keep the rows that matter, and offer the whole file as a download")
    order = choice.order()[:MOST_ROWS]
    summed = choice.names("total")
    first = choice.whole("rows") or len(order)
    rows = table_rows(choice, names, order)
    labels = headings(choice, names)
    return ShownTable(labels, rows[:first], rows[first:], _total(choice, names, summed, total) if summed else ())


def table_rows(choice: Choice, names: Sequence[str], order: Sequence[int]) -> tuple[tuple[str, ...], ...]:
    """The cells of some columns as readers see them, in the order of the rows."""
    columns = [choice.column(name) for name in names]
    return tuple(tuple(cell(each, row, choice.language) for each in columns) for row in order)


def headings(choice: Choice, names: Sequence[str]) -> tuple[Heading, ...]:
    """The headings of some columns: their names, or what ``labels`` has instead."""
    written = [each.strip() for each in choice.text("labels").split(",")] if choice.text("labels") else list(names)
    if len(written) != len(names):
        message = f"`labels` has {len(written)} headings for {len(names)} columns"
        choice.say("labels", message, "write one for each column, with commas between them")
        written = list(names)
    return tuple(
        Heading(label, choice.column(name).kind in ("number", "year"))
        for label, name in zip(written, names, strict=True)
    )


def _total(choice: Choice, names: Sequence[str], summed: Sequence[str], word: str) -> tuple[str, ...]:
    """The last row: the sums of some columns, and the word before them."""
    cells = []
    for name in names:
        column = choice.column(name, numeric="total" if name in summed else "")
        values = [each for each in column.values if each is not None]
        is_sum = name in summed and column.kind == "number"
        cells.append(shown(column, sum(values, Decimal(0)), choice.language) if is_sum else "")
    for name in summed:
        if name not in names:
            choice.say("total", f"`{name}` is not among the columns of this table", "add it to `columns`")
    empty = next((place for place, each in enumerate(cells) if not each), None)
    if empty is not None:
        cells[empty] = word
    return tuple(cells)
