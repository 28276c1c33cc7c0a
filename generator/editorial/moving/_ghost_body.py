"""The text of a Ghost post as HTML: from Lexical, from Mobiledoc, or from the HTML that Ghost rendered."""

from __future__ import annotations

import re

import msgspec

from generator.editorial.importers._json_nodes import Node, text_of
from generator.editorial.moving import _ghost_lexical, _ghost_mobiledoc
from generator.editorial.moving._ghost_cards import BREAK, Cards
from generator.editorial.moving._markup_writer import of_markdown

_BEGIN = re.compile(r"<!--\s*+kg-gated-block:begin([^<>]*+)>")
_END = re.compile(r"<!--\s*+kg-gated-block:end\b[^<>]*+>")
_BREAK = re.compile(r"<!--\s*+members-only\s*+-->")
_MARKS = re.compile(r"<!--\s*+kg-card-(?:begin|end):[^<>]*+>")
_FORMATS = (("lexical", "root"), ("mobiledoc", "sections"))
_READERS = {"lexical": _ghost_lexical.html_of, "mobiledoc": _ghost_mobiledoc.html_of}


class Text(msgspec.Struct, frozen=True):
    """A text as HTML, the parts of it that readers of the site did not see, and those that cannot be kept."""

    html: str
    withheld: tuple[str, ...] = ()
    unkept: tuple[str, ...] = ()


def text_of_post(post: Node, members: bool) -> Text:
    """Return the text of a post. ``members`` keeps the parts for members, for a post that is withheld as a whole."""
    cards = Cards(members)
    html = _public(_html(post, cards), cards).replace("__GHOST_URL__", "")
    above, found, below = _parted(html)
    if found and not members:
        words = len(re.sub(r"<[^<>]*+>", " ", below).split())
        cards.withheld += [f"{words} words below its members-only break"] if words else []
        html = above
    return Text(_BREAK.sub("", html), tuple(cards.withheld), tuple(cards.unkept))


def _parted(html: str) -> tuple[str, bool, str]:
    found = _BREAK.search(html)
    return (html[: found.start()], True, html[found.end() :]) if found else (html, False, "")


def _html(post: Node, cards: Cards) -> str:
    for name, inside in _FORMATS:
        written = text_of(post, name)
        document = _document(written)
        if written and inside not in document:
            cards.unkept.append(f"its text in {name.capitalize()} is damaged, so that in HTML is used")
        elif written:
            return _READERS[name](document, cards)
    return text_of(post, "html") or of_markdown(text_of(post, "markdown"))


def _document(written: str) -> Node:
    try:
        return msgspec.json.decode(written, type=dict[str, object]) if written else {}
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return {}


def _public(html: str, cards: Cards) -> str:
    """Return HTML without the blocks that Ghost shows only to members; an unclosed one extends to the end."""
    pieces, at = list[str](), 0
    for begin in _BEGIN.finditer(html):
        if begin.start() < at or cards.members or "nonMember:true" in begin[1].replace(" ", ""):
            continue
        end = _END.search(html, begin.end())
        pieces.append(html[at : begin.start()])
        cards.withheld.append("a part for members")
        at = end.end() if end else len(html)
    pieces.append(html[at:])
    return _MARKS.sub("", _END.sub("", _BEGIN.sub("", "".join(pieces))))


assert _BREAK.fullmatch(BREAK), "both are the same break"
