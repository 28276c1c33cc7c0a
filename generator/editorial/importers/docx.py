"""A document of Word (.docx, ECMA-376) as a draft, word for word, with its pictures.

The headline is the paragraph in the style Title, or else the first one. Inserted text counts as accepted, deleted text
and comments are left out.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping

from lxml import etree

from generator.editorial.importers._copy import Copy, Received, WirePicture
from generator.editorial.importers._files import LONGEST as LARGEST_FILE
from generator.editorial.importers._instants import instant
from generator.editorial.importers._markup import Body
from generator.editorial.importers._text import unprintable
from generator.editorial.importers._xml import attribute, children, find, find_all, local, parse, text_at, words
from generator.media.downloads.archive import entries
from generator.media.downloads.refusal import Refused
from generator.model.problems import Problem, Problems, refuse
from generator.model.settings import Settings
from generator.reading.fields.bylines import names

LONGEST = LARGEST_FILE
_MAIN = "word/document.xml"
_KEPT = re.compile(
    r"word/(?:document\.xml|numbering\.xml|footnotes\.xml|_rels/document\.xml\.rels|media/.*)|docProps/core\.xml"
)
_HEADING = re.compile(r"(?:heading|berschrift|titre|baslik|balk)\D{0,20}([1-6])", re.IGNORECASE)
_FIX = "open it in Word or LibreOffice, save it again, or copy its text into a story"


def recognises(data: bytes) -> bool:
    """Return whether this is an archive with a text of Word in it."""
    return data.startswith(b"PK\3\4") and _MAIN.encode() in data


def read(data: bytes, path: str, settings: Settings) -> Received:
    """Return the draft that a document makes.

    :raises Problems: if it has no text or no date, or is damaged.
    """
    try:
        files = {name: content for name, content in entries(data) if _KEPT.fullmatch(name)}
    except Refused as refused:
        refuse(Problem(path, 0, 0, f"this document {refused.why}", _FIX))
    core = parse(files["docProps/core.xml"], path) if "docProps/core.xml" in files else None
    html, pictures = _Document(files, path).html()
    headline = _headline(html)
    text = Body().markdown(html)
    published = instant(text_at(core, "modified") or text_at(core, "created"), None)
    for wrong, what in ((not headline, "headline"), (not published, "date"), (not text, "text")):
        if wrong:
            refuse(Problem(path, 0, 0, f"this document has no {what}", "add it, or copy its text into a story"))
    if problems := unprintable(f"{headline}\n{text}", path):
        raise Problems(problems)
    assert published, "a document without a date is refused above"
    writers = text_at(core, "creator")
    copy = Copy(
        headline,
        "",
        published,
        (),
        text=text,
        bylines=names(writers) if writers else (),
        pictures=pictures,
        draft=True,
        notes=tuple(_missed(files, path)),
    )
    return Received((copy,))


def _missed(files: Mapping[str, bytes], path: str) -> Iterator[str]:
    """Say what readers of the document see, but not those of the draft."""
    notes = parse(files["word/footnotes.xml"], path) if "word/footnotes.xml" in files else None
    if any(words(each) for each in children(notes, "footnote")):
        yield "its footnotes are not imported"


def _headline(html: etree._Element) -> str:
    """Return the headline, and take its paragraph out of the text."""
    filled = [each for each in html if words(each)]
    title = next((each for each in filled if each.get("class") == "title"), filled[0] if filled else None)
    if title is None:
        return ""
    html.remove(title)
    return words(title)


class _Document:
    """Turns the parts of a document into HTML, which is read as all marked-up copy is."""

    def __init__(self, files: Mapping[str, bytes], path: str) -> None:
        self.files, self.path = files, path
        links = parse(files["word/_rels/document.xml.rels"], path) if "word/_rels/document.xml.rels" in files else None
        self.targets = {attribute(each, "Id"): attribute(each, "Target") for each in children(links)}
        self.pictures: list[WirePicture] = []

    def html(self) -> tuple[etree._Element, tuple[WirePicture, ...]]:
        """Return the text, and the pictures in it."""
        if _MAIN not in self.files:
            refuse(Problem(self.path, 0, 0, "this document is damaged", _FIX))
        root = etree.Element("div")
        self._blocks(find(parse(self.files[_MAIN], self.path), "body"), root)
        return root, tuple(self.pictures)

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
        style = next((attribute(each, "val") for each in find_all(paragraph, "pPr/pStyle")), "")
        heading = _HEADING.search(style)
        if find(paragraph, "pPr/numPr") is not None and not heading:
            last = into[-1] if len(into) and into[-1].tag == "ul" else etree.SubElement(into, "ul")
            made = etree.SubElement(last, "li")
        else:
            quote = "quote" in style.lower()
            name = f"h{heading[1]}" if heading else "blockquote" if quote else "p"
            made = etree.SubElement(into, name, {"class": "title"} if style.lower() == "title" else {})
        for run in self._runs(paragraph):
            made.append(run)

    def _runs(self, parent: etree._Element) -> Iterator[etree._Element]:
        for each in children(parent):
            match local(each):
                case "r":
                    yield self._run(each)
                case "hyperlink":
                    link = etree.Element("a", {"href": self.targets.get(attribute(each, "id"), "")})
                    link.extend(self._runs(each))
                    yield link
                case "ins" | "smartTag" | "fldSimple" | "sdt" | "sdtContent" | "moveTo":
                    yield from self._runs(each)

    def _run(self, run: etree._Element) -> etree._Element:
        made = etree.Element("span")
        inner = made
        for name, tag in (("b", "strong"), ("i", "em"), ("strike", "del")):
            mark = find(run, f"rPr/{name}")
            if mark is not None and attribute(mark, "val") not in ("0", "false", "none"):
                inner = etree.SubElement(inner, tag)
        text = ""
        for each in children(run):
            match local(each):
                case "t":
                    text += each.text or ""
                case "tab":
                    text += " "
                case "br" | "cr":
                    text += "\n"
                case "noBreakHyphen":
                    text += "\N{NON-BREAKING HYPHEN}"
                case "drawing" | "pict":
                    self._picture(each)
        lines = text.split("\n")
        inner.text = lines[0]
        for line in lines[1:]:
            etree.SubElement(inner, "br").tail = line
        return made

    def _picture(self, drawing: etree._Element) -> None:
        alt = next(
            (found for each in drawing.iter() if local(each) == "docPr" and (found := attribute(each, "descr"))), ""
        )
        for each in drawing.iter():
            if local(each) in ("blip", "imagedata"):
                target = self.targets.get(attribute(each, "embed") or attribute(each, "id"), "")
                name = posixpath.normpath(posixpath.join("word", target))
                self.pictures.append(WirePicture((posixpath.basename(name),), alt, data=self.files.get(name, b"")))

    def _table(self, table: etree._Element, into: etree._Element) -> None:
        made = etree.SubElement(into, "table")
        for row in children(table, "tr"):
            line = etree.SubElement(made, "tr")
            for cell in children(row, "tc"):
                box = etree.SubElement(line, "td")
                self._blocks(cell, box)
