"""What the styles of a Word document mean (ECMA-376, part 1, section 17.7): headings, quotations, lists, captions.

The name of a built-in style is English in every language of Word (``heading 1``); its id is not (``berschrift1``).
"""

from __future__ import annotations

import re

import msgspec
from lxml import etree

from generator.editorial.importers._xml import attribute, children, value_at

_HEADING = re.compile(r"(?:heading|berschrift|titre|baslik|balk)\D{0,20}([1-6])", re.IGNORECASE)
_LIST = re.compile(r"list (bullet|number|continue)(?: ([2-9]))?", re.IGNORECASE)
_KINDS = {"title": "title", "subtitle": "subtitle", "caption": "caption"}
_DEEPEST = 10  # styles, each based on the next


class Style(msgspec.Struct, frozen=True):
    """The meaning of a style: ``kind`` is ``title``, ``subtitle``, ``caption``, ``quote``, ``h1`` to ``h6``, or ``p``.

    ``number`` and ``level`` are the number of the list that its paragraphs are items of, and the level in that list,
    from 0. ``ordered`` says whether the name of the style makes it a numbered list.
    """

    kind: str = "p"
    number: str = ""
    level: int = 0
    ordered: bool = False


class Styles:
    """The styles of a document, by their ids."""

    def __init__(self, root: etree._Element | None) -> None:
        self._by_id = {attribute(each, "styleId"): each for each in children(root, "style")}

    def __getitem__(self, name: str) -> Style:
        """Return the meaning of a style; if the document does not define it, the meaning of its id."""
        chain = [*self._chain(name)]
        names = [value_at(each, "name", "val") for each in chain] or [name]
        kind = next(filter(None, map(_kind, [*names, name])), "p")
        number = next(filter(None, (value_at(each, "pPr/numPr/numId", "val") for each in chain)), "")
        listed = next(filter(None, map(_LIST.match, names)), None)
        return Style(
            kind,
            number,
            int(listed[2] or 1) - 1 if listed else 0,
            bool(listed and listed[1].casefold() == "number"),
        )

    def _chain(self, name: str) -> list[etree._Element]:
        found = list[etree._Element]()
        while name in self._by_id and len(found) < _DEEPEST:
            found.append(self._by_id[name])
            name = value_at(found[-1], "basedOn", "val")
        return found


def _kind(name: str) -> str:
    if found := _HEADING.search(name):
        return f"h{found[1]}"
    plain = name.casefold()
    return "quote" if "quote" in plain else _KINDS.get(plain, "")
