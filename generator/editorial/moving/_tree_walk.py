"""Walks through a tree of HTML to find elements, which is much faster than Beautiful Soup's search."""

from __future__ import annotations

from collections.abc import Iterator

from bs4.element import Tag


def elements_in(root: Tag) -> Iterator[Tag]:
    """Yield the elements below ``root``, in order."""
    return (each for each in root.descendants if isinstance(each, Tag))


def links_within(root: Tag) -> Iterator[Tag]:
    """Yield the links below an element that lead to a place on the same page."""
    return (
        each
        for each in elements_in(root)
        if each.name == "a" and str(each.get("href") or "")[:1] == "#" != each["href"]
    )
