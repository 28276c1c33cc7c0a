"""Turns the body of marked-up copy (NITF, XHTML, HTML) into Markdown with the same words.

Elements are recognised by their local names. Markup that is only for machines (names of people, places, money) becomes
plain text. What readers must not see (scripts, notes to editors) is left out; notes to editors are collected. Addresses
are kept if they are on the web or for email.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape

import nh3
from lxml import etree

from generator.editorial.importers._copy import WirePicture
from generator.editorial.importers._markdown_blocks import (
    code,
    code_span,
    inline_text,
    joined,
    link,
    list_item,
    marked,
    one_line,
    paragraph,
    prefixed,
    table_cell,
    table_row,
)
from generator.editorial.importers._xml import DEEPEST, attribute, children, local, text_in, words

_BLOCKS = frozenset(
    (
        *("p", "h1", "h2", "h3", "h4", "h5", "h6", "hl1", "hl2", "ul", "ol", "dl", "dt", "dd", "li", "pre", "hr"),
        *("table", "nitf-table", "tbody", "thead", "tfoot", "tr", "blockquote", "bq", "block", "figure", "media"),
        *(
            "html",
            "body",
            "body.content",
            "body.head",
            "article",
            "section",
            "div",
            "main",
            "header",
            "footer",
            "aside",
        ),
        *("hedline", "abstract", "byline", "dateline", "distributor", "tagline", "center", "address"),
        *("details", "summary"),
    )
)
_DROPPED = frozenset(
    (
        *("script", "style", "head", "title", "template", "iframe", "object", "embed", "audio", "video", "source"),
        *("track", "svg", "math", "canvas", "form", "input", "button", "select", "textarea", "nav", "noscript", "link"),
        *("meta", "body.end", "media-metadata", "media-object", "nitf-table-metadata"),
    )
)
_MISSED = ("iframe", "object", "embed", "audio", "video", "svg")  # readers may miss these, so a note names them
_MARKS = {"em": "*", "i": "*", "cite": "*", "strong": "**", "b": "**", "s": "~~", "del": "~~", "strike": "~~"}
_RAISED = {"sub": "sub", "sup": "sup", "inf": "sub"}


class Body:
    """Collects a body: its Markdown, its pictures, and notes to the desk that are in it."""

    def __init__(self) -> None:
        self.pictures: list[WirePicture] = []
        self.notes: list[str] = []

    def markdown(self, root: etree._Element) -> str:
        """Return the Markdown of everything below ``root``."""
        return "\n\n".join(self.blocks(root))

    def blocks(self, parent: etree._Element) -> Iterator[str]:
        """Yield the blocks below ``parent``; text between them is a paragraph of its own."""
        run = [inline_text(parent.text)]
        for child in parent:
            name = local(child)
            if name in _BLOCKS or name == "note":
                yield from paragraph("".join(run))
                yield from self.block(child, name)
                run = []
            elif name:
                run.append(self.span(child, name))
            run.append(inline_text(child.tail))
        yield from paragraph("".join(run))

    def block(self, element: etree._Element, name: str) -> Iterator[str]:
        """Yield the blocks of one element."""
        match name:
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hl1" | "hl2":
                yield from self._heading(element, max(2, int(name[-1])))
            case "ul" | "ol":
                yield from self._list(element, name)
            case "dl":
                yield from self._definitions(element)
            case "blockquote" | "bq":
                yield from prefixed("\n\n".join(self.blocks(element)), "> ", "> ")
            case "pre":
                yield from code(text_in(element))
            case "hr":
                yield "***"
            case "table" | "nitf-table":
                yield from self._table(element)
            case "figure" | "media":
                self._picture(element)
            case "note":
                self.notes.append(words(element))
            case _:
                yield from self.blocks(element)

    def span(self, element: etree._Element, name: str) -> str:
        """Return the Markdown of an element within a line."""
        if name in _DROPPED:
            self.notes += [f"left out of its text: {name}"] if name in _MISSED else []
            return ""
        if name == "br":
            return "\\\n"
        if name == "img":
            self._image(element)
            return ""
        if name in ("code", "tt", "kbd", "samp"):
            text = text_in(element)
            return (
                code_span(text)
                if all(_around(element))
                else f"<code>{inline_text(text)}</code>"
                if text.strip()
                else ""
            )
        inside = self.spans(element)
        if name == "q":
            return f"“{inside}”"
        if name in _RAISED:
            return f"<{_RAISED[name]}>{inside}</{_RAISED[name]}>" if inside.strip() else inside
        if name == "a":
            return link(inside, attribute(element, "href"))
        return marked(inside, _MARKS.get(name, ""), *_around(element))

    def spans(self, parent: etree._Element) -> str:
        """Return the Markdown of everything within a line."""
        pieces = [inline_text(parent.text)]
        for child in parent:
            name = local(child)
            if name:
                space = " " if name in _BLOCKS else ""
                pieces.append(space + self.span(child, name) + space)
            pieces.append(inline_text(child.tail))
        return "".join(pieces)

    def _heading(self, element: etree._Element, level: int) -> Iterator[str]:
        line = one_line(self.spans(element))
        if line:
            closing = "\\#" if line.endswith("#") else ""  # otherwise it would be read as the end of the heading
            yield f"{'#' * level} {line.removesuffix('#') if closing else line}{closing}"

    def _list(self, element: etree._Element, name: str) -> Iterator[str]:
        start = attribute(element, "start")
        number = int(start) if start.isdecimal() and len(start) < 8 else 1
        items = []
        for at, item in enumerate(children(element), number):
            mark = f"{at}. " if name == "ol" else "- "
            blocks = [*self.blocks(item)] if local(item) == "li" else [*self.block(item, local(item))]
            items += [*prefixed(list_item(blocks), mark, " " * len(mark))]
        yield from joined(items)

    def _definitions(self, element: etree._Element) -> Iterator[str]:
        for each in children(element):
            if local(each) == "dt":
                yield from paragraph(marked(self.spans(each), "**", " ", " "))
            else:
                yield from self.blocks(each)

    def _table(self, element: etree._Element) -> Iterator[str]:
        for caption in element.iter():
            if local(caption) in ("caption", "nitf-table-title"):
                yield from paragraph(self.spans(caption))
        rows = [list(children(row, "td", "th")) for row in element.iter() if local(row) == "tr"]
        cells = [[table_cell(self.spans(cell)) for cell in row] for row in rows if row]
        if not cells:
            return
        width = max(map(len, cells))
        headed = all(local(cell) == "th" for cell in next(filter(None, rows)))
        head, rest = (cells[0], cells[1:]) if headed else ([""] * width, cells)
        yield "\n".join([table_row(each, width) for each in (head, ["---"] * width, *rest)])

    def _picture(self, element: etree._Element) -> None:
        """Keep a picture with its caption and credit: HTML's figure, or NITF's media."""
        caption = " ".join(words(each) for each in element.iter() if local(each) in ("figcaption", "media-caption"))
        credit = " ".join(words(each) for each in element.iter() if local(each) in ("media-producer", "credit"))
        kind = attribute(element, "media-type")
        if kind and kind not in ("image", "photo", "picture", "graphic"):
            self.notes.append(f"left out of its text: {kind}")
            return
        if element.find(".//{*}figcaption//{*}span[@class='credit']") is not None:
            credit = words(element.find(".//{*}figcaption//{*}span[@class='credit']"))
            caption = caption.removesuffix(credit).strip()
        found = [each for each in element.iter() if local(each) in ("img", "media-reference")]
        files = [name for each in found if (name := attribute(each, "src") or attribute(each, "source"))]
        alt = next(filter(None, (attribute(each, "alt") or attribute(each, "alternate-text") for each in found)), "")
        if files:
            self.pictures.append(WirePicture(tuple(files), alt, caption, credit))

    def _image(self, element: etree._Element) -> None:
        if src := attribute(element, "src"):
            self.pictures.append(WirePicture((src,), attribute(element, "alt")))


def _around(element: etree._Element) -> tuple[str, str]:
    """Return the characters before and after an element: a space at the ends of its parent, empty next to markup."""
    parent, previous, following = element.getparent(), element.getprevious(), element.getnext()
    before = previous.tail if previous is not None else (parent.text if parent is not None else None)
    left = before[-1:] if before else "" if previous is not None else " "
    right = element.tail[:1] if element.tail else "" if following is not None else " "
    return left, right


def of_html(html: str, body: Body) -> str:
    """Return the Markdown of HTML, which may be malformed. If it is nested too deeply, only its words are kept."""
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, encoding="utf-8")
    clean = "".join(letter for letter in html if letter >= " " or letter in "\t\n\r")
    root = etree.fromstring(f"<div>{clean}</div>".encode(errors="replace"), parser) if clean.strip() else None
    if root is None:
        return ""
    if _is_too_deep(root) or any("depth" in error.message for error in parser.error_log):
        return "".join(paragraph(inline_text(unescape(nh3.clean(clean, tags=set())))))
    _nest_lists(root)
    return body.markdown(root)


def _nest_lists(root: etree._Element) -> None:
    """Put a list that is directly in another one into the item before it, as word processors mean it."""
    for inner in list(root.iter("ul", "ol")):
        parent, before = inner.getparent(), inner.getprevious()
        if parent is not None and parent.tag in ("ul", "ol") and before is not None and before.tag == "li":
            if len(before):
                before[-1].tail = (before[-1].tail or "") + (inner.tail or "")
            else:
                before.text = (before.text or "") + (inner.tail or "")
            inner.tail = None
            before.append(inner)


def _is_too_deep(root: etree._Element) -> bool:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            return True
    return False
