"""Reads WordPress' export (WXR 1.0 to 1.2) item by item, in bounded memory, without entities and network.

https://github.com/WordPress/WordPress/blob/master/wp-admin/includes/export.php writes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from xml.parsers import expat

import msgspec

from generator.model.problems import Problem, refuse

_HEAD = 65_536
_BLOCK = 1 << 18
_DEEPEST = 50
_LONGEST_LINE = 100_000
_LONGEST = 50_000_000  # characters of one item
_SIGN = re.compile(rb"<(?:wp:)?wxr_version|xmlns:wp=[\"']http://wordpress\.org/export/")
_UNSEEN = bytes((*range(9), 11, 12, *range(14, 32)))
_CONTROL = bytes.maketrans(_UNSEEN, b" " * len(_UNSEEN))
_AGAIN = "export it again in WordPress (Tools, Export, All content), and copy it in binary mode"


def is_wxr(source: Path) -> bool:
    """Return whether a file is an export from WordPress."""
    if not source.is_file():
        return False
    with source.open("rb") as stream:
        return bool(_SIGN.search(stream.read(_HEAD)))


class Meta(msgspec.Struct, frozen=True):
    """An item's custom field."""

    name: str
    value: str


class WxrTerm(msgspec.Struct, frozen=True):
    """A category, tag or other term of an item."""

    taxonomy: str
    slug: str
    name: str


class WxrItem(msgspec.Struct, frozen=True):
    """An item as in the file: a post, page, attachment or something else. ``fields`` are by local name."""

    line: int
    body_line: int
    fields: dict[str, str]
    terms: tuple[WxrTerm, ...]
    meta: tuple[Meta, ...]
    comments: int

    def __getitem__(self, name: str) -> str:
        return self.fields.get(name, "")

    def value(self, *names: str) -> str:
        """Return the value of the first custom field with one of the names that is not empty."""
        found = {each.name: each.value for each in reversed(self.meta) if each.value.strip()}
        return next((found[name] for name in names if name in found), "")


class WxrNode(msgspec.Struct, frozen=True):
    """An element of the channel before its items: an author, a category, a tag, the title. By local name."""

    line: int
    name: str
    text: str
    fields: dict[str, str]
    meta: dict[str, str] = {}


def items(source: Path) -> Iterator[WxrItem | WxrNode]:
    """Yield the contents of the channel, in order.

    :raises Problems: if the file is not well-formed XML, or declares entities.
    """
    channel = _Channel(str(source))
    with source.open("rb") as stream:
        try:
            while block := stream.read(_BLOCK):
                channel.feed(block)
                yield from channel.taken()
            channel.feed(b"")
        except expat.ExpatError as error:
            refuse(_broken(str(source), error))
        except (LookupError, ValueError, UnicodeError) as error:  # an unknown encoding
            refuse(Problem(str(source), 1, 0, f"this XML cannot be read: {error}", _AGAIN))
    yield from channel.taken()


def _broken(source: str, error: expat.ExpatError) -> Problem:
    why = expat.errors.messages.get(error.code, "it cannot be read")
    with Path(source).open("rb") as stream:
        line = next(islice(stream, error.lineno - 1, None), b"")[:_LONGEST_LINE].decode(errors="replace")
    message = f"this is not well-formed XML: {why}"
    return Problem(source, error.lineno, error.offset + 1, message, _AGAIN, line.rstrip("\r\n"))


class _Element(msgspec.Struct):
    """An element that is being read: its name, attributes, line, and the pieces of its text."""

    name: str
    attributes: dict[str, str]
    line: int
    text: list[str] = []
    inner: list[_Element] = []
    text_line: int = 0

    @property
    def words(self) -> str:
        return "".join(self.text)

    def parts(self) -> dict[str, str]:
        """Return the texts of the child elements by local name; the first of each."""
        return {each.name: each.words for each in reversed(self.inner)}


class _Channel:
    """The parser, and what it has found since ``taken`` was last called.

    Expat reads the file in blocks and knows the line of everything, also in files of millions of lines. It fetches
    nothing, and declarations of entities are refused, so nothing expands.
    """

    def __init__(self, path: str) -> None:
        self._path, self._found = path, list[WxrItem | WxrNode]()
        self._above, self._size = list[_Element](), 0
        parser = self._parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler, parser.EntityDeclHandler = self._data, self._entity
        parser.StartCdataSectionHandler = self._cdata

    def feed(self, block: bytes) -> None:
        """Read the next block of the file; an empty one ends it. Control characters, which may occur, become spaces."""
        self._parser.Parse(block.translate(_CONTROL), not block)

    def taken(self) -> list[WxrItem | WxrNode]:
        """Return what was found since the last call."""
        found, self._found = self._found, []
        return found

    def _entity(self, *_: object) -> None:
        message = "the file declares entities of its own, which can make it enormous"
        line = self._parser.CurrentLineNumber
        refuse(Problem(self._path, line, 0, message, "export it again; do not move in from this file"))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._above) >= _DEEPEST:
            line = self._parser.CurrentLineNumber
            refuse(Problem(self._path, line, 0, f"elements are nested more than {_DEEPEST} deep", _AGAIN))
        space, _, local = name.rpartition(" ")
        kind = "excerpt" if local == "encoded" and "excerpt" in space else "content" if local == "encoded" else local
        new = _Element(kind, attributes, self._parser.CurrentLineNumber)
        if len(self._above) > 2:
            self._above[-1].inner.append(new)
        self._above.append(new)

    def _cdata(self) -> None:
        if self._above and not self._above[-1].text_line:
            self._above[-1].text_line = self._parser.CurrentLineNumber

    def _data(self, text: str) -> None:
        if len(self._above) > 2:
            self._size += len(text)
            if self._size > _LONGEST:
                message = f"one item has more than {_LONGEST:,} characters"
                refuse(Problem(self._path, self._above[2].line, 0, message, "remove it from the export"))
            self._above[-1].text.append(text)

    def _end(self, _name: str) -> None:
        closed = self._above.pop()
        if len(self._above) == 2:  # rss, channel
            self._found.append(_item(closed) if closed.name == "item" else _node(closed))
            self._size = 0


def _node(element: _Element) -> WxrNode:
    fields = (each.parts() for each in element.inner if each.name == "termmeta")
    meta = {each.get("meta_key", "").strip(): each.get("meta_value", "") for each in fields}
    return WxrNode(element.line, element.name, element.words.strip(), element.parts(), meta)


def _item(element: _Element) -> WxrItem:
    fields, terms, meta, comments, body_line = dict[str, str](), list[WxrTerm](), list[Meta](), 0, 0
    for each in element.inner:
        if each.name == "category":
            given = each.attributes
            terms.append(WxrTerm(given.get("domain", "category"), given.get("nicename", ""), each.words.strip()))
        elif each.name == "postmeta":
            of = each.parts()
            meta.append(Meta(of.get("meta_key", "").strip(), of.get("meta_value", "")))
        elif each.name == "comment":
            comments += 1
        else:
            body_line = (each.text_line or each.line) if each.name == "content" else body_line
            fields.setdefault(each.name, each.words if each.name == "content" else each.words.strip())
    return WxrItem(element.line, body_line, fields, tuple(terms), tuple(meta), comments)
