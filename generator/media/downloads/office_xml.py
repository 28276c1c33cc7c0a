"""Examines one XML part of a document: names of people, changes, hidden text, and paths on somebody's computer.

Expat reads it, whatever its encoding and prefixes. Entities are refused (CWE-776), so nothing grows and nothing is
loaded.
"""

from __future__ import annotations

import re
from functools import lru_cache
from xml.parsers.expat import ExpatError, ParserCreate

from generator.media.downloads import office_parts as parts
from generator.media.downloads.refusal import RefusedFile

INSPECT = "remove it (in Word, Excel and PowerPoint: File, Info, Inspect Document), or export it as PDF"

_IN_EXCEL = (
    "in Excel, choose File, Info, Check for Issues, Inspect Document, and remove “Document Properties and Personal "
    "Information”, which has the path, then save; or export it as CSV or PDF"
)
_LARGEST = 30_000_000  # bytes
_ELEMENTS = 500_000  # in one part
_DEEPEST = 2_000
_PATH = re.compile(r"\b[A-Za-z]:\\\\?\w|\bfile:/|^\\\\\w|^/(?:home|Users)/", re.IGNORECASE)
_NUMBER = re.compile(r"(?=[^\d]{0,12}\d)[\d.,:+TZPYMDHS-]{1,40}|true|false")
_HIDING = re.compile(r"\b(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))\b", re.IGNORECASE)
_NOTHING = ";;;"  # Excel's number format for cells whose value is not shown
_OFF = ("0", "false", "off")
_ON = ("1", "true", "on")
_MAY_BE_HIDDEN = frozenset(("row", "col", "cNvPr", "docPr"))
_SETTINGS = frozenset(("ViewId", "ActiveTable", "VisibleLayers", "PrintableLayers", "LockedLayers", "PageKind"))
_OF_PROPERTIES = frozenset(
    "type version Version lang space transformation baseType Ignorable SelectedStyle StyleName URI uri itemID".split()  # noqa: SIM905
)
_ON_THE_WEB = ("http://", "https://", "mailto:", "tel:", "#")
_SYSTEM_TABLE = "$("  # LibreOffice's own colours: a path in its installation

_WHO = "says who wrote or changed it"
_CHANGED = "has tracked changes or comments in it"
_UNSEEN = "has hidden text, rows, columns, sheets or slides"
_WHERE = "says where it was kept on somebody's computer"


def examine(name: str, data: bytes, document: bool) -> None:
    """Examine a part of a document, or an XML file in an archive; its name is in lower case.

    :raises RefusedFile: if it has anything that its pages do not show, or cannot be read.
    """
    if len(data) > _LARGEST:
        raise RefusedFile(
            f"has more than {_LARGEST // 10**6} MB of text in one part", "split it, or save it as CSV or PDF"
        )
    try:
        _Part(name, document).parser.Parse(data, True)
    except (ExpatError, ValueError, LookupError) as error:
        why = f"has a part ({name[-80:]}) that is not well-formed XML"
        raise RefusedFile(why, "save it again, or export it as PDF") from error


class _Part:
    """The open elements of a part, and the text in the innermost one."""

    def __init__(self, name: str, document: bool) -> None:
        self.name = name
        self.document = document
        self.is_book = name.endswith((".xhtml", ".html", ".htm"))
        self.properties = parts.properties(name)
        self.open: list[str] = []
        self.text: list[str] = []
        self.in_notes = 0
        self.count = 0
        self.setting = ""
        self.of_author = False
        self.author = next((each for end, each in parts.AUTHORS.items() if name.endswith(end)), "")
        self.parser = ParserCreate()
        self.parser.buffer_text = True
        self.parser.ordered_attributes = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text.append
        self.parser.StartDoctypeDeclHandler = self.doctype
        if document:
            self.parser.CommentHandler = self.comment
            self.parser.ProcessingInstructionHandler = self.instruction

    def start(self, name: str, attributes: list[str]) -> None:
        self.judge_text()
        local = _local(name)
        self.open.append(local)
        self.count += 1
        if self.count > _ELEMENTS:
            raise RefusedFile(f"has more than {_ELEMENTS:,} cells or words in one part", "save it as CSV or PDF")
        if len(self.open) > _DEEPEST:
            raise RefusedFile("has parts that are nested too deeply", "export it as PDF")
        pairs = [
            (_local(key), value)
            for key, value in zip(attributes[::2], attributes[1::2], strict=True)
            if value and not key.startswith("xmlns")
        ]
        if local == "absPath" and self.document:
            raise RefusedFile(_WHERE, _IN_EXCEL)
        self.in_notes += local == "notes" and self.document
        for key, value in pairs:
            _check_attribute(key, value)
            if self.properties and not self.is_known(local, key, value):
                raise _property(local)
        attrs = dict(pairs)
        self.setting = attrs.get("name", "") if attrs.get("type") in ("string", "base64Binary") else ""
        self.of_author = self.name.endswith(".opf") and "refines" in attrs and attrs.get("property") in parts.OF_AUTHORS
        _check_person(local, attrs)
        if self.document:
            _check_element(local, attrs, self.is_book)
            if self.is_unseen(local, attrs, attributes):
                raise RefusedFile(_UNSEEN, INSPECT)
            if local == "fldSimple":
                _check_field(attrs.get("instr", ""))
        if self.name.endswith(".svg") and local == "metadata":
            raise _property(local)

    def end(self, _: str) -> None:
        self.judge_text()
        self.in_notes -= self.open.pop() == "notes"

    def is_known(self, local: str, key: str, value: str) -> bool:
        """Whether an attribute of properties says nothing about people."""
        if self.name.endswith(".opf"):
            return local != "meta" or key != "content" or bool(_NUMBER.fullmatch(value)) or "cover" in value
        return key in _OF_PROPERTIES or bool(_NUMBER.fullmatch(value))

    def is_unseen(self, local: str, attrs: dict[str, str], attributes: list[str]) -> bool:
        """Whether an element hides its content, which depends on the kind of document and on the elements around it."""
        if self.is_book:  # lists of an e-book's parts, which its readers' programs show in their own way, are hidden
            return "hidden" in attributes[::2] and local != "nav"
        of_row = local == "hidden" and self.open[-2:-1] == ["trPr"] and attrs.get("val") not in _OFF
        of_form = local == "hidden" and "value" in attrs
        return of_row or of_form or (local == "script" and not self.name.endswith(".svg"))

    def judge_text(self) -> None:
        """Check the text since the last element began or ended."""
        if not self.text:
            return
        text = "".join(self.text).strip()
        self.text.clear()
        if not text:
            return
        local = self.open[-1]
        of_people = any(map(_is_of_people, self.open[-2:])) and self.author not in self.open[-2:]
        if of_people and text.lower() not in parts.PROGRAMS:
            raise RefusedFile(_WHO, INSPECT)
        if self.in_notes and local != "page-number":
            raise RefusedFile("has speaker notes", INSPECT)
        if self.setting and self.setting not in _SETTINGS and not text.startswith(_SYSTEM_TABLE):
            raise _property(self.setting)
        if local == "instrText":
            _check_field(text)
        if (self.properties or local == "instrText") and _PATH.search(text):
            raise RefusedFile(_WHERE, INSPECT)
        if self.properties and text.lower() not in parts.PROGRAMS:
            numbers, words = self.properties
            if not (local in words or self.of_author or (local in numbers and _NUMBER.fullmatch(text))):
                raise _property(local)

    def comment(self, text: str) -> None:
        if text.strip():
            raise RefusedFile(_CHANGED, INSPECT)

    def instruction(self, target: str, _: str) -> None:
        if target not in ("xml-stylesheet", "mso-application"):
            raise _property(target)

    def doctype(self, _: str, __: str | None, ___: str | None, has_declarations: bool) -> None:
        if has_declarations:
            raise RefusedFile(f"has declarations in a part ({self.name[-80:]})", "save it again, or export it as PDF")


def _check_person(local: str, attrs: dict[str, str]) -> None:
    if local == "meta" and attrs.get("content") and _is_of_people(attrs.get("name", "")):
        raise RefusedFile(_WHO, INSPECT)
    outside = local == "Relationship" and attrs.get("TargetMode") == "External"
    if outside and not attrs.get("Target", "").lower().startswith(_ON_THE_WEB):
        raise RefusedFile(_WHERE, INSPECT)


def _check_field(instructions: str) -> None:
    if found := parts.FIELDS.match(instructions):
        raise _property(found[0].strip())


def _check_element(local: str, attrs: dict[str, str], of_a_book: bool) -> None:
    if _is_change(local) and not of_a_book and not (local == "annotation" and "encoding" in attrs):  # MathML's own
        raise RefusedFile(_CHANGED, INSPECT)
    if _is_hidden(local, attrs):
        raise RefusedFile(_UNSEEN, INSPECT)
    if local == "permStart" and "ed" in attrs:
        raise RefusedFile(_WHO, INSPECT)
    if local == "definedName" and "comment" in attrs:
        raise RefusedFile(_CHANGED, INSPECT)
    if local in parts.NOTES:
        raise _property(local)


def _is_hidden(local: str, attrs: dict[str, str]) -> bool:
    return (
        (local in parts.HIDDEN and attrs.get("val") not in _OFF)
        or (local == "sheet" and attrs.get("state", "visible") != "visible")
        or (local in _MAY_BE_HIDDEN and attrs.get("hidden") in _ON)
        or (local == "sld" and attrs.get("show") in _OFF)
        or (local == "sheetFormatPr" and attrs.get("zeroHeight") in _ON)
        or (local == "numFmt" and attrs.get("formatCode") == _NOTHING)
        or attrs.get("display") in ("none", "false", "condition")
        or attrs.get("is-hidden") in _ON
        or ("style" in attrs and bool(_HIDING.search(attrs["style"])))
        or attrs.get("visibility") in ("collapse", "filter", "hidden")
    )


def _check_attribute(key: str, value: str) -> None:
    if _is_of_people_in_attributes(key):
        raise RefusedFile(_WHO, INSPECT)
    if ("\\" in value or "/" in value) and key != "formatCode" and _PATH.search(value):
        raise RefusedFile(_WHERE, INSPECT)


def _property(name: str) -> RefusedFile:
    return RefusedFile(f"has notes besides its pages ({name[:40]}) that readers could find", INSPECT)


@lru_cache(4096)
def _local(name: str) -> str:
    return name.rpartition(":")[2]


@lru_cache(4096)
def _is_change(local: str) -> bool:
    return local in parts.CHANGES or local.endswith("Change") or local.startswith(parts.CHANGES_BEGIN)


@lru_cache(4096)
def _is_of_people(local: str) -> bool:
    return any(each in local.lower() for each in parts.PEOPLE)


@lru_cache(4096)
def _is_of_people_in_attributes(key: str) -> bool:
    return any(each in key.lower() for each in parts.PEOPLE_IN_ATTRIBUTES)
