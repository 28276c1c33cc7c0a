"""Checks the names of blocks and the keys of their values against the layouts that exist."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from generator.engine.definitions import Ask, Query
from generator.model.blocks import Block
from generator.model.problems import Problem
from generator.reading.adopted.inline_markup import BOXES
from generator.reading.blocks.types import TYPES
from generator.reading.inputs import PATHS, SETTINGS
from generator.reading.queries import has_blocks, text_of
from generator.site.block_data import data_of
from generator.site.index import ALL_READ, INDEX
from generator.theme.blocks import FOLDER
from generator.theme.queries import checked, sources_of
from generator.theme.unseen_parts import is_block

Known = Mapping[str, tuple[str, ...] | None]
"""The keys that each block has, by its name; None if its layout may read any."""


def _known(ask: Ask, _: str) -> Known:
    theme = checked(sources_of(ask))[0]
    names = sorted(name.removeprefix(FOLDER).removesuffix(".html") for name in theme.layouts if is_block(name))
    found: dict[str, tuple[str, ...] | None] = {}
    for name in names:
        read, declared = theme.values_of(f"{FOLDER}{name}.html"), TYPES[name].keys if name in TYPES else ()
        found[name] = None if read is None and name not in TYPES else tuple(sorted({*declared, *(read or ())}))
    return found


def _faults(ask: Ask, path: str) -> None:
    text, known = text_of(ask, path), ask(KNOWN_BLOCKS)
    found = [each for block in text.blocks for each in faults(block, path, known)] if text else []
    adopt = ask(SETTINGS).adopt
    ask.report(*(replace(each, level="warning", outcome="dropped") if adopt else each for each in found))
    if text:
        data_of(ask, path, text.blocks)  # reports what is wrong with the data


def faults(block: Block, path: str, known: Known) -> Iterator[Problem]:
    """Yield a problem if the block does not exist, and one for each value whose key it does not have."""
    if block.name not in known:
        yield Problem(path, block.line, block.column, f"there is no block `{block.name}`", _other_name(block, known))
        return
    keys = known[block.name]
    for key, given in block.values.items():
        if keys is not None and key not in keys:
            near = difflib.get_close_matches(key.lower(), keys, 1)
            others = f"it has: {', '.join(keys)}" if keys else "it has none, so remove it"
            fix = f"did you mean `{near[0]}`?" if near else others
            message = f"the block `{block.name}` has no `{key}`"
            yield Problem(path, block.line, max(given.column - len(key) - 1, 0), message, fix)


def _other_name(block: Block, known: Known) -> str:
    near = difflib.get_close_matches(block.name.lower(), known, 1)
    if near:
        return f"did you mean `{near[0]}`?"
    if block.name.lower() in BOXES:
        return "for a box, write `::: facts Title`; --adopt reads stories of other programs"
    return f"use one of: {', '.join(known)}; to add your own, write layouts/{FOLDER}{block.name}.html"


def _checks(ask: Ask, _: str) -> None:
    found = {each.path: each.has_blocks for each in ask(INDEX)}
    if not ask(ALL_READ):
        found |= {path: has_blocks(ask, path) for path in ask(PATHS) if path not in found}
    for path in sorted(path for path in found if found[path]):
        ask(BLOCK_FAULTS, path)


KNOWN_BLOCKS = Query[Known]("known-blocks", Known, _known)
"""The blocks that exist, with their keys. It stays the same if a layout changes only how a block looks."""

BLOCK_FAULTS = Query[None]("block-faults", None, _faults)
"""Reports what is wrong with the blocks of a file, public or not, by its path."""

BLOCK_CHECKS = Query[None]("block-checks", None, _checks)
"""Reports what is wrong with all blocks."""

QUERIES = (KNOWN_BLOCKS, BLOCK_FAULTS, BLOCK_CHECKS)
