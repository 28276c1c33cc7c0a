"""What a type of block declares: its argument, its keys, whether it has text, and which frames it may load."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Literal

import msgspec

from generator.model.blocks import Block
from generator.reading.blocks.lines import BlockFault

Kind = Literal["text", "prose", "picture", "file", "link", "number", "yes", "any"] | tuple[str, ...]
"""The kind of a value. In this order: plain text; text with emphasis, code and links, as in captions; the name of a
picture or another file next to the story, which must exist and is published; an address, as in a Markdown link; a
number; ``true`` or ``false``; a picture or file if the value looks like the name of one, otherwise text. A tuple lists
the words that are allowed.
"""


def _no_faults(_block: Block) -> Iterable[BlockFault]:
    return ()


def _no_fault(_item: str) -> BlockFault | None:
    return None


def _no_frames(_block: Block) -> Iterable[str]:
    return ()


class BlockType(msgspec.Struct, frozen=True):
    """A type of block.

    ``argument`` is the kind of its argument, None if it has none; ``required`` says that there must be one. ``keys``
    are its keys with their kinds, ``needs`` the keys that must be there; ``others`` is the kind of any further keys,
    which only a site's own layout reads. ``offers`` is the key that, if true, makes the argument a file that is
    published. ``body`` says whether there must be text in it. ``pictures`` are the least and the most pictures in it,
    ``items`` and ``headings`` the least list items and headings. ``example`` is shown to editors who made a mistake.
    ``check`` finds other mistakes in a block, ``check_item`` mistakes in the Markdown of an item of its lists, and

    ``frames`` gives the origins of the frames that it may load (``https://player.example``). All three depend only on
    the block itself.
    """

    name: str
    example: str = ""
    argument: Kind | None = None
    required: bool = False
    keys: Mapping[str, Kind] = {}
    needs: tuple[str, ...] = ()
    others: Kind = "text"
    body: Literal["required", "optional", "none"] = "required"
    pictures: tuple[int, int] = (0, 1_000)
    items: int = 0
    headings: int = 0
    offers: str = ""
    check: Callable[[Block], Iterable[BlockFault]] = _no_faults
    check_item: Callable[[str], BlockFault | None] = _no_fault
    frames: Callable[[Block], Iterable[str]] = _no_frames
