"""Blocks in a story's text, ``::: facts What we know``: their values in the file, and what their layouts receive.

The HTML of a body has a mark at the beginning of a block and another at its end, with the block's content between them.
So the words of a block are where every reader of the body expects them. The layouts of blocks are applied when a page
is made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import msgspec
from markdown_it.common.utils import escapeHtml
from markupsafe import Markup

from generator.model.formatting import Span
from generator.model.urls import Address


class BlockValue(msgspec.Struct, frozen=True, array_like=True):
    """A value on the first line of a block, and the column in which it begins (from 1; 0 if it is missing).

    If it names a file or is an address, ``href`` is its target: an address on another site, or a placeholder (see
    ``Mention``); empty if it was refused. ``is_picture`` says that it is shown, not linked to. ``spans`` are the
    formatted parts of a caption or credit, whose ``text`` is plain.
    """

    text: str = ""
    column: int = 0
    href: str = ""
    is_picture: bool = False
    spans: tuple[Span, ...] = ()

    @property
    def mark(self) -> str:
        """The address, escaped for HTML."""
        return escapeHtml(self.href)


class Block(msgspec.Struct, frozen=True, array_like=True):
    """A block as written in its file: its name, argument and values by key, with the place of its first line.
    ``argument`` is the text between its name and the first key.

    """

    name: str
    line: int
    column: int
    argument: BlockValue = BlockValue()
    values: Mapping[str, BlockValue] = {}

    @property
    def given(self) -> tuple[BlockValue, ...]:
        """Its argument and all its values."""
        return self.argument, *self.values.values()

    @property
    def marks(self) -> tuple[str, ...]:
        """The placeholders of the files and addresses that it names (see ``Mention``)."""
        links = (escapeHtml(span.mark) for each in self.given for span in each.spans if span.mark)
        return (*(each.mark for each in self.given if each.href), *links)


class BlockItem(msgspec.Struct, frozen=True):
    """An item of a list in a block. ``lead`` is the bold text at its beginning, and ``body`` the rest.
    ``date`` is the lead if that is a date: ``2026``, ``2026-11`` or ``2026-11-30``.
    """

    lead: Markup
    body: Markup
    date: str = ""


class BlockSection(msgspec.Struct, frozen=True):
    """A heading in a block as HTML, its ``id`` and level, and the content below it.
    The section before the first heading has an empty heading.
    """

    heading: Markup
    anchor: str
    level: int
    body: Markup


class ShownBlock(msgspec.Struct, frozen=True):
    """A block as its layout receives it.

    ``argument`` and ``values`` are as written, or addresses for links and pictures, depending on the type of block.
    ``body`` is the HTML of its content; ``items`` are the items of the lists in it, ``pictures`` the figures, and
    ``sections`` the headings with the content below each. ``number`` counts the blocks of a story that readers see,
    from 1. ``elsewhere`` is true where there are no style sheets and scripts: in feeds, in the text edition, in the
    search and on other sites. ``data`` is what Broadsheet computes for this type of block; None for most types.
    ``language`` and ``direction`` are those of the story.
    """

    name: str
    number: int
    argument: str
    values: dict[str, str]
    body: Markup
    items: tuple[BlockItem, ...]
    pictures: tuple[Markup, ...]
    sections: tuple[BlockSection, ...]
    elsewhere: bool
    language: str
    direction: str
    data: object = None


class BlockNeeds(msgspec.Struct, frozen=True):
    """What the blocks of a page need in its head: style sheets, scripts and frames.

    ``styles`` and ``scripts`` are names in layouts/assets/, ``frames`` the origins of the frames that the blocks may
    load, and ``names`` the names of the blocks.
    """

    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    frames: tuple[Address, ...] = ()
    names: tuple[str, ...] = ()


PREFIX = "block:"
"""The beginning of the ``id`` of an element that marks a block, after the prefix of placeholders."""

_MARKS = re.compile(
    r'<div id="broadsheet:block:(?P<begins>\d{1,6})">\n?'
    r'|<i id="broadsheet:block:(?P<ends>\d{1,6})"></i>(?P<left>(?:</[a-z][a-z0-9]*+>)*?)</div>\n?'
)
"""``left`` are the end tags of elements that raw HTML above a block left open, which nh3 has repeated in the block."""


def begin(number: int, prefix: str) -> str:
    """Return the mark at the beginning of a block. ``prefix`` is that of placeholders."""
    return f'<div id="{prefix}{PREFIX}{number}">\n'


def end(number: int, prefix: str) -> str:
    """Return the mark at the end of a block."""
    return f'<i id="{prefix}{PREFIX}{number}"></i></div>\n'


def has_blocks(html: str) -> bool:
    """Whether the HTML of a body has blocks."""
    return 'id="broadsheet:block:' in html


def filled(html: str, made: Callable[[int, str, int], str]) -> str:
    """Replace each block in the HTML of a body with what ``made`` returns, innermost blocks first.

    ``made`` receives the number of a block in its file, the HTML in it, and how many blocks began before it. A mark
    without a counterpart, which can occur only with trusted HTML, is removed.
    """
    open_blocks: list[tuple[int, int, list[str]]] = []
    pieces: list[str] = []
    at = begun = 0
    for mark in _MARKS.finditer(html):
        pieces.append(html[at : mark.start()])
        at = mark.end()
        if mark["begins"]:
            open_blocks.append((int(mark["begins"]), begun, pieces))
            begun, pieces = begun + 1, []
        elif any(number == int(mark["ends"]) for number, _, _ in open_blocks):
            while open_blocks:
                number, before, outer = open_blocks.pop()
                is_meant = number == int(mark["ends"])
                inner = "".join((*pieces, mark["left"] if is_meant else ""))
                outer.append(made(number, inner, before) if is_meant else inner)
                pieces = outer
                if is_meant:
                    break
    pieces.append(html[at:])
    while open_blocks:
        _, _, outer = open_blocks.pop()
        outer.append("".join(pieces))
        pieces = outer
    return "".join(pieces)


def without_marks(html: str) -> str:
    """Return the HTML of a body with the content of its blocks, but without their marks."""
    return _MARKS.sub(lambda mark: mark["left"] or "", html) if has_blocks(html) else html


def numbers_in(html: str) -> list[int]:
    """Return the numbers of the blocks that begin in a part of a body's HTML."""
    return [int(mark["begins"]) for mark in _MARKS.finditer(html) if mark["begins"]]
