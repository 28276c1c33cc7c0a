"""Turns what somebody pastes from a word processor, an email or a web page into Markdown.

If it were pasted as plain text, links and emphasis would be lost, and Microsoft Word's paragraphs would run together.
"""

from __future__ import annotations

import re

import msgspec
from lxml import etree

from generator.editorial.importers._markup import Body, of_html

_ITEM = re.compile(r"\bMsoListParagraph", re.ASCII)
_NUMBER = re.compile(r"\s*[0-9A-Za-z]{1,4}[.)]", re.ASCII)
_IGNORED = re.compile(r"mso-list:\s*Ignore", re.ASCII | re.IGNORECASE)
_BOLD = re.compile(r"font-weight:\s*(?:bold|[6-9]00)", re.ASCII | re.IGNORECASE)
_PLAIN = re.compile(r"font-weight:\s*(?:normal|[1-4]00)", re.ASCII | re.IGNORECASE)
_ITALIC = re.compile(r"font-style:\s*italic", re.ASCII | re.IGNORECASE)
_MOST_TAGS = 5_000  # tags of HTML that is too deep for lxml: the time that other parsers take is quadratic
_TABLE_PARTS = frozenset(("caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "td", "th"))


class Pasted(msgspec.Struct, forbid_unknown_fields=True):
    """The HTML in the clipboard."""

    html: str


class PastedText(msgspec.Struct, frozen=True):
    """The Markdown of what was pasted, and notes on what it leaves out."""

    markdown: str
    left_out: tuple[str, ...]


def as_markdown(pasted: Pasted) -> PastedText:
    """Return the Markdown of HTML from the clipboard."""
    body = Body()
    text = of_html(_tidied(pasted.html), body)
    pictures = ("pictures: drop each on the form instead",) if body.pictures else ()
    return PastedText(text.strip("\n"), (*pictures, *dict.fromkeys(body.notes)))


def _tidied(html: str) -> str:
    """Return HTML with elements for lists and emphasis: Microsoft Word and Google Docs use only styles for them."""
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    clean = "".join(letter for letter in html if letter >= " " or letter in "\t\n\r")
    root = etree.fromstring(f"<div>{clean}</div>".encode(errors="replace"), parser) if clean.strip() else None
    if root is None or any("depth" in error.message for error in parser.error_log):
        return html if html.count("<") < _MOST_TAGS else ""
    for element in list(root.iter("b", "strong", "span")):
        _mark(element)
    for element in list(root.iter("p")):
        if _ITEM.search(element.get("class", "")):
            _list(element)
    etree.strip_tags(root, "span", "font")  # so that emphasis is next to text, and is written with asterisks
    for element in list(root.iter("table")):
        _head(element)
    for element in list(root.iter("ul", "ol", "dl", "table", "figure", "figcaption")):
        if element.tag.startswith("fig") or _has_loose_words(element):
            element.tag = "div"
    return etree.tostring(root, encoding="unicode", method="html")


def _head(table: etree._Element) -> None:
    """Make the first row the head of a table without one: word processors mark none, and Markdown requires one."""
    first = next(table.iter("tr"), None)
    if first is not None and not any(True for _ in table.iter("th")):
        for cell in first.findall("td"):
            cell.tag = "th"


def _has_loose_words(element: etree._Element) -> bool:
    """Whether a list or table has words outside its items and cells, where they would be lost."""
    parts = [*dict.fromkeys((element, *element.iter("tbody", "thead", "tfoot", "tr")))]
    loose = (words for part in parts for words in (part.text, *(each.tail for each in part)))
    is_mixed = element.tag == "table" and any(each.tag not in _TABLE_PARTS for part in parts for each in part)
    return is_mixed or any(words and words.strip() for words in loose)


def _mark(element: etree._Element) -> None:
    """Give an element the tag that its style stands for."""
    style = element.get("style", "")
    if _IGNORED.search(style):
        return
    is_bold, is_italic = bool(_BOLD.search(style)), bool(_ITALIC.search(style))
    if element.tag != "span":
        element.tag = "span" if _PLAIN.search(style) else element.tag
    elif is_bold:
        element.tag = "strong"
    elif is_italic:
        element.tag = "em"


def _list(item: etree._Element) -> None:
    """Turn a paragraph into a list item, in the list of the item before it if there is one."""
    marker = "".join(
        "".join(map(str, each.itertext())) for each in item.iter("span") if _IGNORED.search(each.get("style", ""))
    )
    for each in list(item.iter("span")):
        if _IGNORED.search(each.get("style", "")):
            _drop(each)
    name, before, parent = "ol" if _NUMBER.match(marker) else "ul", item.getprevious(), item.getparent()
    if parent is None:
        return
    if before is None or before.tag != name or not before.get("data-list"):
        before = etree.Element(name, {"data-list": "1"})
        item.addprevious(before)  # in any number of them, unlike an insertion at an index
    before.tail, item.tail = item.tail, None
    item.tag = "li"
    before.append(item)


def _drop(element: etree._Element) -> None:
    """Remove an element, but keep the text after it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)
