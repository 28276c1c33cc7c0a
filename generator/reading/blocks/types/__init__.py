"""The types of blocks that ship: one module for each that declares anything about it, with a ``TYPE``.

A module here declares what may be on the first line of a block, so that mistakes are found where they are, and what it
names beside the story is published. It is found automatically. The look of a block is ``layouts/blocks/NAME.html``; a
style sheet ``layouts/assets/blocks/NAME.css`` and a script ``NAME.js`` beside it are linked only on pages that have
such a block. What a block needs to know from the rest of the site is computed by a module of the same name in
``generator/site/block_data/``.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from importlib import import_module

from generator.reading.blocks.types.declared import BlockType

OTHER = BlockType("", argument="any", others="any", body="optional")
"""A block of which only a site's own layout knows anything."""


def _types() -> dict[str, BlockType]:
    found = sorted(each.name for each in pkgutil.iter_modules(__path__))
    modules = [import_module(f"{__name__}.{name}") for name in found if name != "declared"]
    return {each.TYPE.name: each.TYPE for each in modules}


TYPES: Mapping[str, BlockType] = _types()
"""The types of blocks that ship, by their names."""
