"""Removes what browsers hide in HTML, since readers of the old site did not see it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from bs4 import BeautifulSoup
from bs4.element import Tag

from generator.editorial.moving._tree_walk import elements_in
from generator.reading.comments.hidden_html import is_hidden

_ATTRIBUTES = ("hidden", "style", "class", "aria-hidden", "type", "width", "height")
_DROPPED_NAME = "template"
"""The name of an element that is dropped without a note."""


def drop_hidden(soup: BeautifulSoup) -> Iterator[tuple[str, int]]:
    """Remove each hidden element; yield a description of its content, with its line, or 0 if that is not known."""
    for each in [each for each in elements_in(soup) if any(name in each.attrs for name in _ATTRIBUTES)]:
        if not is_hidden(each.name, _attributes_of(each)) or any(up.name == _DROPPED_NAME for up in each.parents):
            continue
        what, line = _description(each), str(each.get("data-line") or "")
        each.name = _DROPPED_NAME
        each.clear()
        if what:
            yield f"{what} that browsers hide", int(line) if line.isdecimal() else 0


def _description(element: Tag) -> str:
    count = len(element.get_text(" ").split())
    if count:
        return f"{count:,} words" if count > 1 else "a word"
    return "a picture" if element.name == "img" or element.find("img") else ""


def _attributes_of(tag: Tag) -> str:
    """Return the attributes of a tag as HTML."""
    pairs = ((name, " ".join(value) if isinstance(value, list) else str(value)) for name, value in tag.attrs.items())
    return "".join(f' {name}="{escape(value)}"' for name, value in pairs)
