"""Finds footnotes in HTML, whatever program made it: a link to a note, from which a link leads back."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

_RAISED = ("sup", "span")
_BODIES = ("li", "p", "div", "aside", "dd", "td")
_EMPTY = ("ol", "ul", "section", "div", "aside", "footer")
_MOST = 2_000  # notes of a story


def mark(soup: BeautifulSoup) -> None:
    """Put ``noteref`` where a number leads to a note, and ``footnote``, at the end, for each of the notes."""
    root = soup.body or soup
    known = [str(each.get("data-note")) for each in soup.find_all("footnote")]
    first = max((int(each) for each in known if re.fullmatch(r"[0-9]{1,6}", each)), default=0) + 1
    notes = dict[int, tuple[int, Tag]]()
    for reference, note in [*_pairs(soup)]:
        number = notes.setdefault(id(note), (first + len(notes), note))[0]
        whole = reference.parent if reference.parent is not None and _is_only_child(reference) else reference
        whole.replace_with(soup.new_tag("noteref", attrs={"data-note": str(number)}))
    for at, body in notes.values():
        _move(soup, root, body, at)


def _pairs(soup: BeautifulSoup) -> Iterator[tuple[Tag, Tag]]:
    """Yield each link to a note, with the note."""
    at = {str(each["id"]): each for each in soup.find_all(id=True)}
    at = {str(each["name"]): each for each in soup.find_all("a", attrs={"name": True})} | at
    order = {id(each): number for number, each in enumerate(soup.find_all(True))}
    returns = dict[int, frozenset[str]]()
    for link in soup.find_all("a", href=re.compile(r"\A#."), limit=2 * _MOST):
        target = at.get(str(link["href"])[1:])
        note = _body_of(target) if target is not None else None
        if note is not None and order[id(note)] > order[id(link)]:  # a link back comes after what it leads to
            if id(note) not in returns:
                returns[id(note)] = frozenset(str(each["href"])[1:] for each in _returns(note))
            if returns[id(note)] & _ids(link):
                yield link, note


def _body_of(target: Tag) -> Tag | None:
    """The element that has the words of a note: the one with the id, or the one around it."""
    if target.name in _BODIES:
        return target
    return target.find_parent(_BODIES)


def _ids(link: Tag) -> set[str]:
    """The ids of the place from which a link leads: its own, of what is around it, in it, or just before it."""
    near = (link, link.parent, *link.find_all(True, limit=5), *link.find_previous_siblings(id=True, limit=1))
    return {str(each.get("id") or each.get("name") or "") for each in near if each is not None} - {""}


def _returns(note: Tag) -> list[Tag]:
    """The links in a note that lead back to the text: arrows and numbers, not words."""
    return [
        each
        for each in note.find_all("a", href=re.compile(r"\A#."))
        if not re.search(r"[^\W\d_]{4}", each.get_text()) or "back" in each.get_text().lower()
    ]


def _is_only_child(reference: Tag) -> bool:
    parent = reference.parent
    assert parent is not None, "a reference is in a text"
    others = (each for each in parent.children if each is not reference)
    alone = all(isinstance(each, NavigableString) and each.strip(" []()") == "" for each in others)
    return parent.name in _RAISED and alone


def _move(soup: BeautifulSoup, root: Tag, note: Tag, number: int) -> None:
    """Make a ``footnote`` of a note, at the end; what was around it goes if nothing is left in it."""
    for each in _returns(note):
        each.decompose()
    around: Tag | None = note.parent
    made = soup.new_tag("footnote", attrs={"data-note": str(number)})
    for part in [*note.contents]:
        made.append(part)
    note.decompose()
    root.append(made)
    while around is not None and around.name in _EMPTY and not around.get_text(strip=True) and not around.find("img"):
        outer: Tag | None = around.parent
        before = around.find_previous_sibling(True)
        if isinstance(before, Tag) and before.name == "hr":
            before.decompose()
        around.decompose()
        around = outer
