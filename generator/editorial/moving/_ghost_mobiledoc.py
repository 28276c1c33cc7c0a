"""Ghost's posts in Mobiledoc (bustle/mobiledoc-kit, version 0.3), its format before Lexical, as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from generator.editorial.importers._json_nodes import Node
from generator.editorial.moving._ghost_cards import Cards
from generator.editorial.moving._markup_writer import element, figure, pull_quote, void

_MARKUP, _IMAGE, _LIST, _CARD = 1, 2, 3, 10
_TEXT, _ATOM = 0, 1
_BLOCKS = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"))
_MARKS = frozenset(("b", "strong", "i", "em", "a", "code", "u", "sub", "sup", "s", "del", "strike"))


def html_of(document: Node, cards: Cards) -> str:
    """Return the HTML of a document."""
    return "".join(_section(each, document, cards) for each in _rows(document, "sections"))


def _section(section: Sequence[object], document: Node, cards: Cards) -> str:
    match section:
        case [int(kind), str(tag), list(markers), *_] if kind == _MARKUP:
            inside = _markers(markers, document)
            return _block(tag.lower(), inside) if inside.strip() else ""
        case [int(kind), str(address), *_] if kind == _IMAGE:
            return figure([void("img", src=address)], "")
        case [int(kind), str(tag), list(items), *_] if kind == _LIST:
            inside = "".join(element("li", _markers(each, document)) for each in items if isinstance(each, list))
            return element("ol" if tag.lower() == "ol" else "ul", inside)
        case [int(kind), int(number), *_] if kind == _CARD:
            return _card(number, document, cards)
        case _:
            cards.unkept.append("a part of the text in a form that is not known")
            return ""


def _block(tag: str, inside: str) -> str:
    if tag in ("aside", "pull-quote"):
        return pull_quote(inside)
    if tag == "blockquote":
        return element("blockquote", element("p", inside))
    return element(tag if tag in _BLOCKS else "p", inside)


def _card(number: int, document: Node, cards: Cards) -> str:
    match _row(document, "cards", number):
        case [str(name), dict(card), *_]:
            return cards.html(name, card)
        case [str(name), *_]:
            return cards.html(name, {})
        case _:
            cards.unkept.append("a card that the export names, but does not have")
            return ""


def _markers(markers: Sequence[object], document: Node) -> str:
    """Return text with marks. Each marker says which marks begin with it, and how many open ones end after it."""
    html, opened = "", list[str]()
    for marker in markers:
        match marker:
            case [int(kind), list(begins), int(ends), value, *_]:
                for number in begins:
                    tag, start = _mark(document, number)
                    html += start
                    opened.append(tag)
                html += _value(kind, value, document)
                for _ in range(min(ends, len(opened))):
                    html += _end(opened.pop())
    return html + "".join(map(_end, reversed(opened)))


def _end(tag: str) -> str:
    return f"</{tag}>" if tag else ""


def _mark(document: Node, number: object) -> tuple[str, str]:
    """Return the element of a mark, and its start tag; both are empty if the mark is not kept."""
    match _row(document, "markups", number):
        case [str(tag), *more] if tag.lower() in _MARKS:
            name = tag.lower()
            given = [str(each) for each in more[0]] if more and isinstance(more[0], list) else []
            values = dict(zip(given[::2], given[1::2], strict=False))
            return name, element(name, "", href=values.get("href", "")).removesuffix(f"</{name}>")
        case _:
            return "", ""


def _value(kind: int, value: object, document: Node) -> str:
    if kind != _ATOM:
        return escape(str(value)) if isinstance(value, str) else ""
    match _row(document, "atoms", value):
        case ["soft-return", *_]:
            return "<br>"
        case [_, str(text), *_]:
            return escape(text)
        case _:
            return ""


def _rows(document: Node, name: str) -> list[list[object]]:
    value = document.get(name)
    return [each for each in value if isinstance(each, list)] if isinstance(value, list) else []


def _row(document: Node, name: str, number: object) -> object:
    value = document.get(name)
    is_one = isinstance(value, list) and isinstance(number, int) and 0 <= number < len(value)
    return value[number] if is_one and isinstance(value, list) and isinstance(number, int) else None
