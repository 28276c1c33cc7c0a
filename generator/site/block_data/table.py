"""The data of ``::: table results.csv``: the rows of a data file next to the story."""

from __future__ import annotations

from generator.engine.definitions import Ask
from generator.model.blocks import Block
from generator.model.chart import ShownTable
from generator.site.block_files import choice_of, report


def data(ask: Ask, path: str, block: Block) -> ShownTable | None:
    """The table that a block shows; None if it cannot be made, which is reported."""
    from generator.media.tables.html_table import shown_table  # imported only if a story has a table

    choice = choice_of(ask, path, block)
    if not choice:
        return None
    table = shown_table(choice)
    report(ask, path, block, choice.misfits)
    return table
