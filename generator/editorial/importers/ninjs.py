"""ninjs 1 to 3: news in JSON (https://iptc.org/standards/ninjs/), also as Broadsheet itself publishes it.

The versions differ in spelling (``pubstatus``, ``pubStatus``) and in what is a list (``headline``, ``headlines``), so
names are read in lower case, and both forms are understood.
"""

from __future__ import annotations

import msgspec

from generator.editorial.importers._copy import Received, WireCopy, WirePicture
from generator.editorial.importers._item import copy_of
from generator.editorial.importers._json_nodes import Node, nodes, text_of
from generator.editorial.importers._lines import Line
from generator.editorial.importers._ninjs_item import has_body, is_event, item_of, picture_of
from generator.model.problems import Problem, Problems, refuse
from generator.model.settings import Settings

_FIELDS = (b'"uri"', b'"headline', b'"type"', b'"versioncreated"', b'"versionCreated"', b'"associations"')


def recognises(data: bytes) -> bool:
    """Return whether this is JSON with at least one of the names that items have."""
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return start in (b"{", b"[") and any(field in data for field in _FIELDS)


def read(data: bytes, path: str, settings: Settings) -> Received:
    """Return the stories and pictures in the file: one item, or a list of items.

    :raises Problems: with every reason why they cannot be imported.
    """
    copies, pictures, skipped, problems = list[WireCopy](), list[WirePicture](), list[str](), list[Problem]()
    items = _decoded(data, path)
    for item in items:
        kind = text_of(item, "type") or "text"
        kind = "text" if kind == "composite" and has_body(item) else kind
        line = _line(data, item)
        if kind in ("picture", "graphic"):
            pictures.append(picture_of(item))
        elif kind != "text" or is_event(item):
            skipped.append("event" if is_event(item) else kind)
        else:
            try:
                copies.append(copy_of(item_of(item, line, settings), path, settings))
            except Problems as found:
                problems += found.problems
    if problems:
        raise Problems(problems)
    return Received(tuple(copies), tuple(pictures), (), tuple(skipped))


def _decoded(data: bytes, path: str) -> tuple[Node, ...]:
    try:
        found = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except msgspec.DecodeError as error:
        end = str(len(data.rstrip())) if "truncated" in str(error) else ""
        at = end or str(error).rpartition("byte ")[2].rstrip(")")
        before = data[: int(at)] if at.isdecimal() else b""
        line = before.count(b"\n") + 1
        source = data.split(b"\n")[line - 1].decode(errors="replace")
        column = len(before.rpartition(b"\n")[2].decode(errors="replace")) + 1
        fix = "ask the agency to send it again"
        refuse(
            Problem(path, line, column, "this is not valid JSON: something is missing or misspelt here", fix, source)
        )
    except (RecursionError, ValueError):
        fix = "ask the agency to send it in another way; do not import the file"
        refuse(Problem(path, 0, 0, "the values in this file are nested too deeply, or it is not UTF-8", fix))
    items = nodes(found if isinstance(found, list) else [found])
    if not items:
        refuse(Problem(path, 1, 0, "this has no news item", "ask the agency to send it again"))
    return items


def _line(data: bytes, item: Node) -> Line:
    """Return the line on which an item's identifier is, or the first line."""
    uri = text_of(item, "uri").encode()
    at = data.find(uri) if uri else 0
    number = data.count(b"\n", 0, max(at, 0)) + 1
    return Line(number, data.split(b"\n")[number - 1].decode(errors="replace").rstrip("\r"))
