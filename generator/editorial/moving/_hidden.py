"""Takes away what browsers hide in HTML: readers of the old site did not see it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from bs4 import BeautifulSoup
from bs4.element import Tag

from generator.editorial.moving._tree_walk import elements_in
from generator.reading.comments.hidden_html import is_hidden

_ATTRIBUTES = ("hidden", "style", "class", "aria-hidden", "type", "width", "height")
_NOTHING = "template"
"""An element of which nothing is left, and that nobody misses."""


def drop_hidden(soup: BeautifulSoup) -> Iterator[tuple[str, int]]:
    """Take away each element that is hidden, and yield what was in it, with its line if that is known."""
    for each in [each for each in elements_in(soup) if any(name in each.attrs for name in _ATTRIBUTES)]:
        if not is_hidden(each.name, _written(each)) or any(up.name == _NOTHING for up in each.parents):
            continue
        what, line = _inside(each), str(each.get("data-line") or "")
        each.name = _NOTHING
        each.clear()
        if what:
            yield f"{what} that browsers hide", int(line) if line.isdecimal() else 0


def _inside(element: Tag) -> str:
    count = len(element.get_text(" ").split())
    if count:
        return f"{count:,} words" if count > 1 else "a word"
    return "a picture" if element.name == "img" or element.find("img") else ""


def _written(tag: Tag) -> str:
    """The attributes as they are in HTML."""
    pairs = ((name, " ".join(value) if isinstance(value, list) else str(value)) for name, value in tag.attrs.items())
    return "".join(f' {name}="{escape(value)}"' for name, value in pairs)
