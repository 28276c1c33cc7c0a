"""Reads and changes HTML in forms that only one program understands: text in attributes, players, widgets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

import msgspec
from lxml import etree

from generator.editorial.importers._json_nodes import Node
from generator.editorial.importers._xml import DEEPEST
from generator.editorial.moving._markup_writer import with_ends


def tree_of(html: str) -> etree._Element:
    """Return an element that contains HTML, which may be malformed."""
    clean = "".join(letter for letter in html if letter >= " " or letter in "\t\n\r")
    root = _parsed(f"<html><body>{clean}</body></html>")
    body = root.find("body") if root is not None else None
    return body if body is not None else etree.Element("body")


def _parsed(html: str) -> etree._Element | None:
    parser = etree.HTMLParser(no_network=True, huge_tree=False, encoding="utf-8", remove_pis=True)
    found = etree.fromstring(with_ends(html).encode(errors="replace"), parser)
    is_whole = not any("depth" in each.message for each in parser.error_log)
    return found if is_whole else None


def document_of(html: str) -> etree._Element | None:
    """Return the root of a complete HTML document; None if it is empty or nested too deeply."""
    clean = "".join(letter for letter in html if letter >= " " or letter in "\t\n\r")
    return _parsed(clean) if clean.strip() else None


def html_in(element: etree._Element) -> str:
    """Return the HTML within an element."""
    parts = (etree.tostring(each, encoding="unicode", method="html") for each in element)
    return escape(element.text or "", quote=False) + "".join(parts)


def of_class(root: etree._Element, *names: str) -> list[etree._Element]:
    """Return the elements that have one of the classes, in order; of nested ones, only the outermost."""
    found, wanted = dict[etree._Element, None](), set(names)
    for each in root.iter(etree.Element):
        if each.get("class") and classes(each) & wanted and not any(parent in found for parent in _above(each)):
            found[each] = None
    return [*found]


def _above(element: etree._Element) -> Iterator[etree._Element]:
    yield from (each for _, each in zip(range(DEEPEST), element.iterancestors(), strict=False))


def classes(element: etree._Element) -> set[str]:
    """Return the classes of an element."""
    return set(str(element.get("class") or "").split())


def first(element: etree._Element, *names: str) -> etree._Element | None:
    """Return the first element below ``element`` with one of the names."""
    return next((each for each in element.iter(*names) if each is not element), None)


def drop(element: etree._Element) -> None:
    """Remove an element, but keep the text after it."""
    parent = element.getparent()
    if parent is not None:
        _keep_tail(element, parent, element.tail or "")
        element.tail = None
        parent.remove(element)


def _keep_tail(element: etree._Element, parent: etree._Element, tail: str) -> None:
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail


def replace(element: etree._Element, html: str) -> None:
    """Replace an element by HTML."""
    parent, new = element.getparent(), tree_of(html)
    if parent is None:
        return
    tail, at = element.tail or "", parent.index(element)
    element.tail = None
    _keep_tail(element, parent, new.text or "")
    for number, each in enumerate([*new]):
        parent.insert(at + number, each)
    end = element.getprevious() if len(parent) > 1 else None
    if end is not None:
        end.tail = (end.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def drop_all(elements: Iterable[etree._Element]) -> int:
    """Remove elements; return how many there were."""
    found = [*elements]
    for each in found:
        drop(each)
    return len(found)


def data_in(element: etree._Element) -> Node:
    """Return the JSON in an element's ``data-attrs``, as Substack writes it; empty if there is none."""
    try:
        return msgspec.json.decode(str(element.get("data-attrs") or ""), type=dict[str, object])
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return {}
