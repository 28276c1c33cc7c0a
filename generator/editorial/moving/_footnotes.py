"""Finds footnotes in HTML from any program: a link leads to a note, and a link in the note leads back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from generator.editorial.moving._tree_walk import elements_in, links_within

_RAISED = ("sup", "span")
_BODIES = ("li", "p", "div", "aside", "dd", "td")
_MOST = 2_000  # notes of a story
_FEW = 5  # nodes around a reference


def mark(soup: BeautifulSoup) -> None:
    """Turn each link to a note into a ``noteref`` element, and each note into a ``footnote`` element.

    Elements are renamed in place, since moving one takes Beautiful Soup time in proportion to its siblings.
    """
    known = [str(each.get("data-note")) for each in elements_in(soup) if each.name == "footnote"]
    first = max((int(each) for each in known if re.fullmatch(r"[0-9]{1,6}", each)), default=0) + 1
    notes = dict[int, tuple[int, Tag]]()
    for reference, note in [*_pairs(soup)]:
        number = notes.setdefault(id(note), (first + len(notes), note))[0]
        parent = reference.parent
        _turn_into(parent if parent is not None and _is_alone(reference, parent) else reference, "noteref", number)
    for number, note in notes.values():
        for each in _returns(note):
            _turn_into(each, "span", 0)
        note.name, note.attrs = "footnote", {"data-note": str(number)}
    for around in {id(note.parent): note.parent for _, note in notes.values()}.values():
        _unwrap_notes(around)


def _turn_into(element: Tag, name: str, number: int) -> None:
    element.clear()
    element.name, element.attrs = name, {"data-note": str(number)} if number else {}


def _pairs(soup: BeautifulSoup) -> Iterator[tuple[Tag, Tag]]:
    """Yield each link to a note, with the note."""
    links = [*islice(links_within(soup), 2 * _MOST)]
    if not links:
        return
    every = [*elements_in(soup)]
    at = {str(each["name"]): each for each in every if each.name == "a" and "name" in each.attrs}
    at |= {str(each["id"]): each for each in every if "id" in each.attrs}
    order = {id(each): number for number, each in enumerate(every)}
    returns = dict[int, frozenset[str]]()
    for link in links:
        target = at.get(str(link["href"])[1:])
        note = _body_of(target) if target is not None else None
        if note is not None and order[id(note)] > order[id(link)]:  # a link back comes after its target
            if id(note) not in returns:
                returns[id(note)] = frozenset(str(each["href"])[1:] for each in _returns(note))
            if returns[id(note)] & _ids(link):
                yield link, note


def _body_of(target: Tag) -> Tag | None:
    """Return the element that contains the text of a note: the one with the id, or the one around it."""
    if target.name in _BODIES:
        return target
    return target.find_parent(_BODIES)


def _ids(link: Tag) -> set[str]:
    """Return the ids of the place of a link: its own, and those of the elements around, in and just before it."""
    near = (link, link.parent, *link.find_all(True, limit=5), *link.find_previous_siblings(id=True, limit=1))
    return {str(each.get("id") or each.get("name") or "") for each in near if each is not None} - {""}


def _returns(note: Tag) -> list[Tag]:
    """Return the links in a note that lead back to the text: those on arrows and numbers, not on words."""
    return [
        each
        for each in links_within(note)
        if not re.search(r"[A-Za-z\u00c0-\u1fff]{4}", each.get_text()) or "back" in each.get_text().lower()
    ]


def _is_alone(reference: Tag, parent: Tag) -> bool:
    """Return whether a superscript element contains nothing but a reference and brackets."""
    if parent.name not in _RAISED or len(parent.contents) > _FEW:
        return False
    others = (each for each in parent.children if each is not reference)
    return all(isinstance(each, NavigableString) and each.strip(" []()") == "" for each in others)


def _unwrap_notes(around: Tag | None) -> None:
    """Turn a list that contains only notes into a ``div``, and remove the rule above it."""
    inside = [each for each in around.children if isinstance(each, Tag)] if around is not None else []
    if around is None or any(each.name != "footnote" for each in inside):
        return
    if around.name in ("ol", "ul"):
        around.name = "div"
    for each in (around, around.parent):
        before = each.find_previous_sibling(True) if each is not None else None
        if isinstance(before, Tag) and before.name == "hr":
            before.name = "span"
