"""Ghost's posts in Lexical, its format since version 5: a tree of nodes in JSON, as HTML."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from generator.editorial.importers._json_nodes import Node, objects, text_of
from generator.editorial.moving._ghost_cards import Cards
from generator.editorial.moving._markup_writer import element, pull_quote

_FORMATS = ((1, "strong"), (2, "em"), (4, "s"), (8, "u"), (16, "code"), (32, "sub"), (64, "sup"), (128, "mark"))
"""The bits of a text's ``format`` (``lexical/src/LexicalConstants.ts``)."""

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_DEEPEST = 50


def html_of(document: Node, cards: Cards) -> str:
    """Return the HTML of a document: ``{"root": {"children": [...]}}``."""
    root = document.get("root")
    return "".join(_block(each, cards, 0) for each in objects(root.get("children"))) if isinstance(root, dict) else ""


def _block(node: Node, cards: Cards, depth: int) -> str:
    kind = text_of(node, "type")
    if depth > _DEEPEST:
        return escape(_words(node))
    match kind:
        case "paragraph":
            inside = _inline(node, cards, depth)
            return element("p", inside) if inside.strip() else ""
        case "heading" | "extended-heading":
            tag = text_of(node, "tag")
            return element(tag if tag in _HEADINGS else "h2", _inline(node, cards, depth))
        case "quote" | "extended-quote":
            return element("blockquote", element("p", _inline(node, cards, depth)))
        case "aside":
            return pull_quote(_inline(node, cards, depth))
        case "list":
            return _list(node, cards, depth)
        case _ if kind in _INLINE or "children" in node:
            return element("p", _inline({"children": [dict(node)]}, cards, depth))
        case _:
            return cards.html(kind, node)


def _list(node: Node, cards: Cards, depth: int) -> str:
    """Return a list. An item that begins with a list belongs to the item before it."""
    if depth > _DEEPEST:
        return escape(_words(node))
    items = list[str]()
    for item in objects(node.get("children")):
        children = objects(item.get("children"))
        if children and text_of(children[0], "type") == "list":
            inner = "".join(_list(each, cards, depth + 1) for each in children if text_of(each, "type") == "list")
            items[-1:] = [(items[-1] if items else "") + inner]
        else:
            items.append(_inline(item, cards, depth + 1))
    numbered = text_of(node, "listType") == "number" or text_of(node, "tag") == "ol"
    start = text_of(node, "start")
    inside = "".join(element("li", each) for each in items)
    return element("ol", inside, start="" if start == "1" else start) if numbered else element("ul", inside)


def _inline(parent: Node, cards: Cards, depth: int) -> str:
    """Return the text in a block. An element stays open across adjacent texts that have the same mark."""
    html, opened = "", list[str]()
    for node in objects(parent.get("children")):
        marks = _marks(node)
        kept = next(
            (at for at, (a, b) in enumerate(zip(opened, marks, strict=False)) if a != b), min(len(opened), len(marks))
        )
        html += "".join(f"</{each}>" for each in reversed(opened[kept:]))
        html += "".join(f"<{each}>" for each in marks[kept:])
        opened = marks
        html += _span(node, cards, depth)
    return html + "".join(f"</{each}>" for each in reversed(opened))


def _marks(node: Node) -> list[str]:
    bits = node.get("format")
    return [tag for bit, tag in _FORMATS if bits & bit] if isinstance(bits, int) and "text" in node else []


_INLINE = frozenset(("text", "extended-text", "linebreak", "tab", "link", "autolink", "at-link", "tk", "zwnj"))


def _span(node: Node, cards: Cards, depth: int) -> str:
    kind = text_of(node, "type")
    if depth > _DEEPEST:
        return escape(_words(node))
    match kind:
        case "linebreak":
            return "<br>"
        case "link" | "autolink" | "at-link":
            return element("a", _inline(node, cards, depth + 1), href=text_of(node, "url"))
        case "list":
            return _list(node, cards, depth + 1)
        case _ if "children" in node:
            return _inline(node, cards, depth + 1)
        case _ if "text" in node:
            return escape(str(node["text"] or ""))
        case "zwnj":
            return ""
        case _:
            return cards.html(kind, node)


def _words(node: Node) -> str:
    """Return the text in a node and below, at any depth."""
    return " ".join(_texts(node))


def _texts(node: Node) -> Iterator[str]:
    left = [node]
    while left:
        each = left.pop()
        if isinstance(text := each.get("text"), str):
            yield text
        left += reversed(objects(each.get("children")))
