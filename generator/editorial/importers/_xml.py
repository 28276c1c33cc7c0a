"""Reads XML from agencies: no network, no entities of the file's own, bounded in size and depth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any, cast

from lxml import etree

from generator.editorial.importers._lines import Line
from generator.model.problems import Problem, refuse

DEEPEST = 100
"""How deep the elements of a file may be nested."""

MOST = 200_000
"""How many elements a file may have."""

_UTF_16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_LONGEST_TAG = 40  # lines of a tag, with its attributes
_HEAD = 50_000  # bytes in which the first element must begin
_NAME = re.compile(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
_DOWNLOAD = "ask the agency to send it again; if it is like this every time, send us the file"


def root_name(data: bytes) -> str:
    """Return the local name of the first element; empty if this does not begin like XML."""
    encoding = _UTF_16.get(data[:2], "latin-1")
    text = data[:_HEAD].decode(encoding, "replace").removeprefix("\xef\xbb\xbf").lstrip("\ufeff \t\r\n")
    while text.startswith(("<?", "<!")):
        end = "?>" if text.startswith("<?") else "-->" if text.startswith("<!--") else _doctype_end(text)
        _, found, rest = text.partition(end)
        text = rest.lstrip() if found else ""
    name = _NAME.match(text)
    return name[1] if name else ""


def _doctype_end(text: str) -> str:
    """Return the end of a document type declaration; if it contains declarations, these are in brackets."""
    return "]>" if "[" in text.partition(">")[0] else ">"


def parse(data: bytes, path: str) -> etree._Element:
    """Return the root element of a file.

    :raises Problems: if it is not well-formed, is nested too deeply, is too large, or declares entities.
    """
    refuse_entities(data, path)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        line = getattr(error, "position", (0, 0))[0]
        lines = data.split(b"\n")
        refuse(broken(path, error, lines[line - 1] if 0 < line <= len(lines) else b""))
    inside = cast("Any", root.getroottree().docinfo.internalDTD)  # the stubs do not declare its attributes
    if inside is not None and [*inside.iterentities()]:
        refuse(_hostile(path, "the file declares entities of its own, which can make it enormous"))
    measure(root, path)
    resolve(root, path)
    return root


def _hostile(path: str, message: str) -> Problem:
    return Problem(path, 0, 0, message, "ask the agency to send it in another way; do not import the file")


def broken(path: str, error: Exception, source: bytes) -> Problem:
    """Return the problem of a file that is not well-formed; ``source`` is the line on which the parser stopped."""
    line, column = getattr(error, "position", (0, 0))
    why = re.sub(r",? ?\(?<string>.*|, line \d+, column \d+.*", "", str(error), flags=re.DOTALL)
    if "XML_PARSE_HUGE" in why:
        return _hostile(path, "the elements of this file are nested too deeply, or one has far too much text")
    message, quoted = f"this is not well-formed XML: {why}", source.decode(errors="replace")
    return Problem(path, line, column, message, _DOWNLOAD, quoted)


def refuse_entities(data: bytes, path: str) -> None:
    """Refuse a file that declares entities of its own; ``data`` is all of it, or all before its first element.

    :raises Problems: if it does.
    """
    if b"<!ENTITY" in data.replace(b"\0", b""):
        refuse(_hostile(path, "the file declares entities of its own, which can make it enormous"))


def measure(root: etree._Element, path: str) -> None:
    """Refuse elements that are nested too deeply, or too many of them.

    :raises Problems: if they are.
    """
    depth = count = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        if depth > DEEPEST or count > MOST:
            what = f"nested more than {DEEPEST} deep" if depth > DEEPEST else f"more than {MOST:,}"
            refuse(_hostile(path, f"the elements of this file are {what}"))


def resolve(root: etree._Element, path: str) -> None:
    """Replace entities such as ``&eacute;``, which are valid in a file whose DTD declares them, by their characters.

    :raises Problems: if an entity is not the name of a character.
    """
    for entity in [*root.iter(etree.Entity)]:
        name = str(entity.text)
        character = unescape(name)
        if character == name:
            message, fix = f"`{name}` is not the name of a character", "write the character itself"
            refuse(Problem(path, _line_number(entity), 0, message, fix))
        parent, before = entity.getparent(), entity.getprevious()
        assert parent is not None, "an entity is within an element"
        text = character + (entity.tail or "")
        if before is not None:
            before.tail = (before.tail or "") + text
        else:
            parent.text = (parent.text or "") + text
        entity.tail = None
        parent.remove(entity)


class Source:
    """The lines of a file, which problems in its elements quote."""

    def __init__(self, data: bytes) -> None:
        encoding = _UTF_16.get(data[:2], "utf-8")
        self.lines = data.decode(encoding, "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")

    def line(self, element: etree._Element) -> Line:
        """Return the line on which an element begins; the parser knows only where its start tag ends."""
        number, opening = _line_number(element), re.compile(rf"<(?:[\w.-]+:)?{re.escape(local(element))}\b")
        near = (at for at in range(number, max(0, number - _LONGEST_TAG), -1) if opening.search(self._text(at)))
        number = next(near, number)
        return Line(number, self._text(number))

    def _text(self, number: int) -> str:
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""


def _line_number(element: etree._Element) -> int:
    return cast("int | None", element.sourceline) or 1


def text_in(element: etree._Element) -> str:
    """Return the text in an element and below, unchanged."""
    return "".join(map(str, element.itertext()))


def local(element: etree._Element) -> str:
    """Return the name of an element without its namespace; empty for anything else."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: etree._Element | None, *names: str) -> Iterator[etree._Element]:
    """Yield the children with one of the local names, or all without names."""
    for child in element if element is not None else ():
        if (name := local(child)) and (not names or name in names):
            yield child


def find(element: etree._Element | None, path: str) -> etree._Element | None:
    """Return the first element at a path of local names (``head/docdata/urgency``), if there is one."""
    return next(find_all(element, path), None)


def find_all(element: etree._Element | None, path: str) -> Iterator[etree._Element]:
    """Yield the elements at a path of local names."""
    name, _, rest = path.partition("/")
    for child in children(element, name):
        if rest:
            yield from find_all(child, rest)
        else:
            yield child


def words(element: etree._Element | None) -> str:
    """Return the text in an element and below, with single spaces."""
    return " ".join(text_in(element).split()) if element is not None else ""


def text_at(element: etree._Element | None, path: str) -> str:
    """Return the text of the first element at a path that has any."""
    return next(filter(None, map(words, find_all(element, path))), "")


def value_at(element: etree._Element | None, path: str, name: str) -> str:
    """Return an attribute of the first element at a path that has it, by its local name."""
    return next((value for each in find_all(element, path) if (value := attribute(each, name))), "")


def attribute(element: etree._Element, name: str) -> str:
    """Return an attribute by its local name (``lang`` for ``xml:lang``), without white space at its ends."""
    found = (str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name)
    return next(found, "").strip()
