"""The data that blocks need from the rest of the site: one module for each type of block that needs any.

A module has the name of its type of block, and a function ``data(ask, path, block)``: a pure function of what it asks
for, whose value the layout receives as ``block.data``. The value is a ``msgspec.Struct``, or None if there is no data.
The function reports faults with ``ask.report``, at ``block.line`` of the file ``path``; it is called for drafts, too.
The data must not include anything that readers may not know, so the function asks only for what is public.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Mapping
from importlib import import_module

from generator.engine.definitions import Ask, Query
from generator.model.blocks import Block
from generator.reading.queries import text_of

Compute = Callable[[Ask, str, Block], object]
"""Computes the data of a block, given the path of its file."""

DATA: Mapping[str, Compute] = {
    each.name: import_module(f"{__name__}.{each.name}").data for each in pkgutil.iter_modules(__path__)
}
"""The function that computes the data of each type of block that has any, by the name of the type."""


def _block_data(ask: Ask, path: str) -> tuple[object, ...]:
    text = text_of(ask, path)
    blocks = text.blocks if text else ()
    return tuple(DATA[each.name](ask, path, each) if each.name in DATA else None for each in blocks)


BLOCK_DATA = Query[tuple[object, ...]]("block-data", tuple[object, ...], _block_data, stored=False)
"""The data of each block in a file, by the path of the file; None for blocks without any."""


def data_of(ask: Ask, path: str, blocks: tuple[Block, ...]) -> tuple[object, ...]:
    """The data of each block in the file ``path``; ``blocks`` are the blocks of that file."""
    return ask(BLOCK_DATA, path) if any(each.name in DATA for each in blocks) else (None,) * len(blocks)
