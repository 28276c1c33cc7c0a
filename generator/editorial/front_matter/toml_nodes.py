"""Finds the position of each value of TOML front matter."""

from __future__ import annotations

import re

from generator.editorial.front_matter.nodes import AmbiguousEdit, Node

_KEY = r"""(?:[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')"""
_NAME = re.compile(rf"({_KEY})(?P<more>[ \t]*+\.)?")
_EQUALS = re.compile(r"[ \t]*+=[ \t]*+")
_HEADER = re.compile(rf"\[(?P<several>\[?)[ \t]*+(?P<name>{_KEY})[ \t]*+\]")
_SPACE = re.compile(r"(?:[ \t\n]++|#[^\n]*+)*+")
_TEXT = re.compile(r'"""(?:[^"\\]|\\(?s:.)|"(?!""))*+"{3,5}|\'\'\'(?:[^\']|\'(?!\'\'))*+\'{3,5}|' + _KEY)
_BARE = re.compile(r"[^,\]}#\n]++")


def root(text: str, start: int, end: int) -> Node:
    """Return the fields between two offsets in a text that is known to be valid."""
    found = Node(start, start, "block", [], [])
    table, at = found, _SPACE.match(text, start).end()  # type: ignore[union-attr]
    while at < end:
        if text[at] == "[":
            table, at = _headed(text, at, found)
        else:
            at = _entry(text, at, table)
        if table.style == "unclear":  # fields below it belong to an unclear table
            break
        if at < end:
            at = _SPACE.match(text, at, end).end()  # type: ignore[union-attr]
    return found


def _headed(text: str, at: int, found: Node) -> tuple[Node, int]:
    """Return the table whose header is at an offset, and the end of the header."""
    header = _HEADER.match(text, at)
    if not header:
        _mark_unclear(found)
        return Node(at, at, "unclear"), at
    end = header.end() + len(header["several"])
    table = Node(at, end, "table", [], [])
    name = Node(header.start("name"), header.end("name"))
    if not header["several"]:
        found.keys.append(name)
        found.values.append(table)
        return table, end
    written = [text[each.start : each.end].strip("\"'") for each in found.keys]
    if (wanted := header["name"].strip("\"'")) in written:
        several = found.values[written.index(wanted)]
        several.values.append(table)
    else:
        found.keys.append(name)
        found.values.append(Node(at, end, "tables", [], [table]))
    return table, end


def _mark_unclear(found: Node) -> None:
    """Mark every table as unclear: one with dots in its name may belong to any of them."""
    for each in found.values:
        if each.style in ("table", "tables"):
            each.style = "unclear"


def _entry(text: str, at: int, table: Node) -> int:
    """Add the name and value at an offset to a table; return the end of the value."""
    name = _NAME.match(text, at)
    if not name:
        raise AmbiguousEdit
    dotted, end = bool(name["more"]), name.end(1)
    while name and name["more"]:
        name = _NAME.match(text, _SPACE.match(text, name.end()).end())  # type: ignore[union-attr]
    equals = _EQUALS.match(text, name.end(1)) if name else None
    if not equals:
        raise AmbiguousEdit
    value = _value(text, equals.end())
    table.keys.append(Node(at, end))
    table.values.append(Node(value.start, value.end, "unclear") if dotted else value)
    table.end = max(table.end, value.end) if table.style == "table" else table.end
    return value.end


def _value(text: str, at: int) -> Node:
    if text[at] == "[":
        return _in_brackets(text, at, "]")
    if text[at] == "{":
        return _in_brackets(text, at, "}")
    found = (_TEXT if text[at] in "\"'" else _BARE).match(text, at)
    if not found:
        raise AmbiguousEdit
    return Node(at, at + len(found[0].rstrip(" \t")))


def _in_brackets(text: str, at: int, closing: str) -> Node:
    found, here = Node(at, at, "flow", [], []), at + 1
    while True:
        here = _SPACE.match(text, here).end()  # type: ignore[union-attr]
        if text[here] == closing:
            found.end = here + 1
            return found
        if text[here] == ",":
            here += 1
        elif closing == "}":
            here = _entry(text, here, found)
        else:
            found.values.append(_value(text, here))
            here = found.values[-1].end
