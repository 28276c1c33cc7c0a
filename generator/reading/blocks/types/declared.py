"""What a type of block declares: its argument, its keys, whether it has text, and which frames its pages may load."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Literal

import msgspec

from generator.model.blocks import Block
from generator.reading.blocks.lines import BlockFault

Kind = Literal["text", "prose", "picture", "file", "link", "number", "yes", "any"] | tuple[str, ...]
"""What a value is: plain text; text with emphasis, code and links, as in captions; the name of a picture or another
file beside the story, which is published and may not be missing; an address as in a link of Markdown; a number;
``true`` or ``false``; one of several words. A value of the kind ``any`` is a picture or file if it looks like the name
of one.
"""


def _no_faults(_block: Block) -> Iterable[BlockFault]:
    return ()


def _no_fault(_item: str) -> BlockFault | None:
    return None


def _no_frames(_block: Block) -> Iterable[str]:
    return ()


class BlockType(msgspec.Struct, frozen=True):
    """A type of block.

    ``argument`` is what its argument is, and None if it has none; ``required`` says that there must be one, and
    ``needs`` names keys without which it makes no sense. ``keys`` are those it has; ``others`` is the kind of any
    further ones, which only a site's own layout reads. ``offers`` is the key that, if true, makes the argument a file
    that is published. ``body`` says whether there must be text in it; ``pictures`` how many pictures, at least and at
    most, ``items`` and ``headings`` how many items of lists and headings at least. ``example`` is shown to editors who
    made a mistake.

    ``check`` finds what else is wrong with a block, ``check_item`` with the Markdown of an item of its lists, and
    ``frames`` gives the origins of the frames that it may load (``https://player.example``); all are pure functions of
    what the file says.
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
