"""The built-in types of blocks: one module with a ``TYPE`` for each.

A module declares what may be on the first line of a block, so that mistakes are reported at their place and the files
that the line names are published. Modules are found automatically. The layout of a block is
``layouts/blocks/NAME.html``. A style sheet ``layouts/assets/blocks/NAME.css`` and a script ``NAME.js`` in the same
folder are linked only on pages that have such a block. A module of the same name in ``generator/site/block_data/``
computes what a block needs to know from the rest of the site.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from importlib import import_module

from generator.reading.blocks.types.declared import BlockType

OTHER = BlockType("", argument="any", others="any", body="optional")
"""The type of a block that only a site's own layout knows."""


def _types() -> dict[str, BlockType]:
    found = sorted(each.name for each in pkgutil.iter_modules(__path__))
    modules = [import_module(f"{__name__}.{name}") for name in found if name != "declared"]
    return {each.TYPE.name: each.TYPE for each in modules}


TYPES: Mapping[str, BlockType] = _types()
"""The built-in types of blocks, by name."""
