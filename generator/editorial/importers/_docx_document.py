"""Converts the text of a Word document (ECMA-376, part 1, section 17) to HTML, with the pictures in their places.

Inserted text counts as accepted; deleted text and comments are left out.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping

from lxml import etree

from generator.editorial.importers._docx_styles import Style, Styles
from generator.editorial.importers._xml import attribute, children, find, find_all, local, parse, value_at, words
from generator.media.downloads.archive import entries
from generator.media.downloads.refusal import RefusedFile
from generator.model.problems import Problem, refuse

MAIN = "word/document.xml"
"""The part of a document that contains its text."""

FIX = "open it in Word or LibreOffice, save it again, or copy its text into a story"
"""What to do about a document that cannot be read."""

_KEPT = re.compile(
    r"word/(?:document\.xml|numbering\.xml|styles\.xml|footnotes\.xml|_rels/document\.xml\.rels|media/.*)|docProps/core\.xml"
)
_MARKS = (("b", "strong"), ("i", "em"), ("strike", "del"))
_OFF = ("0", "false", "none")
_RAISED = {"superscript": "sup", "subscript": "sub"}
_DEEPEST = 8  # levels of a list
_ELEMENTS = {"quote": "blockquote", "title": "p", "subtitle": "p", "caption": "p"}
_SEPARATORS = ("separator", "continuationSeparator")


def parts_of(data: bytes, path: str) -> dict[str, bytes]:
    """Return the parts of a document that are read, by their names.

    :raises Problems: if it is damaged.
    """
    try:
        files = {name: content for name, content in entries(data) if _KEPT.fullmatch(name)}
    except RefusedFile as refused:
        refuse(Problem(path, 0, 0, f"this document {refused.why}", FIX))
    if MAIN not in files:
        refuse(Problem(path, 0, 0, "this document is damaged", FIX))
    return files


class Document:
    """Turns the parts of a document into HTML. The title is a paragraph of the class ``title``.

    ``src`` of a picture is the name of its part. With ``notes``, footnotes are a list at the end, and are linked.
    """

    def __init__(self, parts: Mapping[str, bytes], path: str, notes: bool = False) -> None:
        self.parts, self.path = parts, path
        links = self._part("word/_rels/document.xml.rels")
        self._targets = {attribute(each, "Id"): attribute(each, "Target") for each in children(links)}
        self._styles = Styles(self._part("word/styles.xml"))
        self._numbered = _numbered(self._part("word/numbering.xml"))
        found = children(self._part("word/footnotes.xml"), "footnote") if notes else ()
        self._notes = {attribute(each, "id"): each for each in found if attribute(each, "type") not in _SEPARATORS}
        self._used: list[str] = []

    def _part(self, name: str) -> etree._Element | None:
        return parse(self.parts[name], self.path) if name in self.parts else None

    def html(self) -> etree._Element:
        """Return the text.

        :raises Problems: if it is not well-formed.
        """
        root = etree.Element("div")
        self._blocks(find(self._part(MAIN), "body"), root)
        if self._used:
            below = etree.SubElement(root, "ol", {"class": "footnotes"})
            for number in self._used:
                self._note(number, below)
        return root

    def _blocks(self, parent: etree._Element | None, into: etree._Element) -> None:
        for each in children(parent):
            match local(each):
                case "p":
                    self._paragraph(each, into)
                case "tbl":
                    self._table(each, into)
                case "sdt":
                    self._blocks(find(each, "sdtContent"), into)

    def _paragraph(self, paragraph: etree._Element, into: etree._Element) -> None:
        style = self._styles[value_at(paragraph, "pPr/pStyle", "val")]
        if (in_list := _list_of(paragraph, style)) and style.kind == "p":
            made = etree.SubElement(self._list(in_list, style.ordered, into), "li")
        elif style.kind == "caption" and (figure := _figure_above(into)) is not None:
            made = etree.SubElement(figure, "figcaption")
        else:
            made = etree.SubElement(into, _ELEMENTS.get(style.kind, style.kind))
            if style.kind in ("title", "subtitle"):
                made.set("class", style.kind)
        for run in self._runs(paragraph):
            made.append(run)

    def _list(self, in_list: tuple[str, int], ordered: bool, into: etree._Element) -> etree._Element:
        """Return the list that an item belongs to: within the last item of the list above it, if it is indented."""
        number, level = in_list
        name = "ol" if ordered or (number, str(level)) in self._numbered else "ul"
        parent = into
        for _ in range(min(level, _DEEPEST)):
            last = parent[-1] if len(parent) and parent[-1].tag in ("ul", "ol") else None
            if last is None or not len(last):
                break
            parent = last[-1]
        return parent[-1] if len(parent) and parent[-1].tag == name else etree.SubElement(parent, name)

    def _runs(self, parent: etree._Element) -> Iterator[etree._Element]:
        for each in children(parent):
            match local(each):
                case "r":
                    yield self._run(each)
                case "hyperlink":
                    link = etree.Element("a", {"href": self._targets.get(attribute(each, "id"), "")})
                    link.extend(self._runs(each))
                    yield link
                case "ins" | "smartTag" | "fldSimple" | "sdt" | "sdtContent" | "moveTo":
                    yield from self._runs(each)

    def _run(self, run: etree._Element) -> etree._Element:
        made = etree.Element("span")
        inner = made
        for name, tag in _MARKS:
            mark = find(run, f"rPr/{name}")
            if mark is not None and attribute(mark, "val") not in _OFF:
                inner = etree.SubElement(inner, tag)
        if raised := _RAISED.get(value_at(run, "rPr/vertAlign", "val")):
            inner = etree.SubElement(inner, raised)
        for each in children(run):
            self._piece(each, inner)
        return made

    def _piece(self, piece: etree._Element, into: etree._Element) -> None:
        match local(piece):
            case "t":
                _append(into, piece.text or "")
            case "tab":
                _append(into, " ")
            case "br" | "cr":
                etree.SubElement(into, "br")
            case "noBreakHyphen":
                _append(into, "\N{NON-BREAKING HYPHEN}")
            case "drawing" | "pict" | "object":
                self._picture(piece, into)
            case "AlternateContent":
                for each in find_all(piece, "Choice/drawing"):
                    self._picture(each, into)
            case "footnoteReference":
                self._reference(attribute(piece, "id"), into)

    def _reference(self, number: str, into: etree._Element) -> None:
        if number in self._notes and number not in self._used:
            self._used.append(number)
            raised = etree.SubElement(into, "sup")
            link = etree.SubElement(raised, "a", {"href": f"#note-{number}", "id": f"reference-{number}"})
            link.text = str(len(self._used))

    def _note(self, number: str, into: etree._Element) -> None:
        item = etree.SubElement(into, "li", {"id": f"note-{number}"})
        for paragraph in children(self._notes[number], "p"):
            made = etree.SubElement(item, "p")
            for run in self._runs(paragraph):
                made.append(run)
        etree.SubElement(item, "a", {"href": f"#reference-{number}"}).text = "↩"

    def _picture(self, drawing: etree._Element, into: etree._Element) -> None:
        alt = next(
            (found for each in drawing.iter() if local(each) == "docPr" and (found := attribute(each, "descr"))), ""
        )
        for each in drawing.iter():
            if local(each) in ("blip", "imagedata"):
                target = self._targets.get(attribute(each, "embed") or attribute(each, "id"), "")
                name = posixpath.normpath(posixpath.join("word", target))
                etree.SubElement(into, "img", {"src": name} | ({"alt": alt} if alt else {}))

    def _table(self, table: etree._Element, into: etree._Element) -> None:
        made = etree.SubElement(into, "table")
        for row in children(table, "tr"):
            line = etree.SubElement(made, "tr")
            name = "th" if find(row, "trPr/tblHeader") is not None else "td"
            for cell in children(row, "tc"):
                span = value_at(cell, "tcPr/gridSpan", "val")
                self._blocks(cell, etree.SubElement(line, name, {"colspan": span} if span else {}))


def _list_of(paragraph: etree._Element, style: Style) -> tuple[str, int] | None:
    """Return the list of a paragraph and the level in it, from the paragraph or its style.

    List 0 means that the paragraph is not in a list (section 17.9.18).
    """
    own = find(paragraph, "pPr/numPr")
    number = value_at(paragraph, "pPr/numPr/numId", "val") or style.number
    if number == "0" or (own is None and not number and not style.ordered):
        return None
    level = value_at(paragraph, "pPr/numPr/ilvl", "val")
    return number, int(level) if level.isdecimal() and len(level) < 3 else style.level


def _figure_above(into: etree._Element) -> etree._Element | None:
    """Return the paragraph above as a figure if it has only a picture; otherwise ``None``."""
    above = into[-1] if len(into) else None
    if above is None or above.tag != "p" or words(above) or above.find(".//img") is None:
        return None
    above.tag = "figure"
    return above


def _append(element: etree._Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _numbered(numbering: etree._Element | None) -> frozenset[tuple[str, str]]:
    """Return the numbers of lists and those of their levels that are numbered (section 17.9)."""
    formats = {
        attribute(each, "abstractNumId"): {
            attribute(level, "ilvl")
            for level in children(each, "lvl")
            if value_at(level, "numFmt", "val") not in _UNNUMBERED
        }
        for each in children(numbering, "abstractNum")
    }
    return frozenset(
        (attribute(each, "numId"), level)
        for each in children(numbering, "num")
        for level in formats.get(value_at(each, "abstractNumId", "val"), ())
    )


_UNNUMBERED = ("bullet", "none", "")
