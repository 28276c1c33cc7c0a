"""Reads a feed of any size entry by entry: without the network or the feed's own entities, each entry limited."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import IO

import msgspec
from lxml import etree
from msgspec.structs import replace

from generator.editorial.importers._xml import broken, local, measure, refuse_entities, resolve, root_name
from generator.model.problems import Problems, refuse

HEAD = 50_000
"""The first element of a feed must begin within this number of bytes."""

_AGAIN = "export or save it again; do not edit the file"
_ENTRIES = frozenset(("item", "entry"))
_LONGEST_LINE = 1_000  # bytes of a line that are quoted


class Entry(msgspec.Struct, frozen=True):
    """An entry, the line on which it ends, and the elements that describe its feed: the root, and RSS's ``channel``."""

    element: etree._Element
    line: int
    above: tuple[etree._Element, ...]


def names_root(start: bytes) -> str:
    """Return the name of the root element, given the first bytes of a file."""
    return root_name(start[:HEAD])


def entries(file: IO[bytes], path: str) -> Iterator[Entry]:
    """Yield the entries of a feed. Each is valid until the next one is read.

    :raises Problems: if it is not well-formed, or declares entities.
    """
    try:
        yield from _read(file, path)
    except Problems as found:  # advice for agencies is of no use here
        raise Problems([replace(each, fix=_AGAIN) for each in found.problems]) from None


def _read(file: IO[bytes], path: str) -> Iterator[Entry]:
    refuse_entities(file.read(HEAD), path)
    file.seek(0)
    parser = etree.iterparse(
        file,
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        yield from _entries(parser, path)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        refuse(broken(path, error, _line(file, getattr(error, "position", (0, 0))[0])))


def _entries(parser: etree.iterparse, path: str) -> Iterator[Entry]:
    above, open_ = list[etree._Element](), list[etree._Element]()
    for event, element in parser:
        if event == "start":
            open_.append(element)
            continue
        open_.pop()
        if local(element) == "channel":
            above.append(element)  # RSS 1.0: it ends before the items
        if local(element) in _ENTRIES and not any(local(each) in _ENTRIES for each in open_):
            measure(element, path)
            resolve(element, path)
            line = element.sourceline or 1
            yield Entry(element, int(line), (*reversed(open_), *above))
            _forget(element)


def _forget(element: etree._Element) -> None:
    """Free the memory of an entry and of those before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and (before := element.getprevious()) is not None and local(before) in _ENTRIES:
        parent.remove(before)


def _line(file: IO[bytes], number: int) -> bytes:
    file.seek(0)
    return next(islice(file, number - 1, number), b"")[:_LONGEST_LINE].rstrip(b"\r\n") if number else b""
