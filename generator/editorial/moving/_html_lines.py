"""Finds out where elements of HTML are on their lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bs4 import Comment
from bs4.element import NavigableString, PageElement, Tag

from generator.editorial.moving._elements import BLOCKS


def _blank(each: PageElement) -> bool:
    return isinstance(each, Comment) or (isinstance(each, NavigableString) and not each.strip(" \t\r\n\f"))


def content_before(el: PageElement) -> PageElement | None:
    """Return the node before an element in its parent, ignoring white space and comments."""
    return next((each for each in el.previous_siblings if not _blank(each)), None)


def content_after(el: PageElement) -> PageElement | None:
    """Return the node after an element in its parent, ignoring white space and comments."""
    return next((each for each in el.next_siblings if not _blank(each)), None)


def _outwards(el: PageElement) -> Iterator[tuple[PageElement, Any]]:
    """Yield an element and the inline elements around it, each with its parent, up to a block."""
    parent = el.parent
    while parent is not None:
        yield el, parent
        if parent.name in BLOCKS:
            return
        el, parent = parent, parent.parent


def _is_edge(each: PageElement | None) -> bool:
    return isinstance(each, Tag) and (each.name == "br" or each.name in BLOCKS)


def begins_line(el: PageElement, past_empty: bool = False) -> bool:
    """Return whether a node begins its line. With ``past_empty``, elements without text may come before it."""
    for each, _ in _outwards(el):
        before = content_before(each)
        while past_empty and before is not None and not _is_edge(before) and not before.get_text(strip=True):
            before = content_before(before)
        if before is not None:
            return _is_edge(before)
    return True


def ends_line(el: PageElement) -> bool:
    """Return whether nothing follows a node in its block."""
    for each, _ in _outwards(el):
        if (after := content_after(each)) is not None:
            return isinstance(after, Tag) and after.name in BLOCKS
    return True
