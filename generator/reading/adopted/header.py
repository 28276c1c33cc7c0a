"""Reads fields line by line: the headers of Pelican, Nikola and MultiMarkdown, and invalid YAML."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from generator.reading.fields.values import FrontMatterEntry, Value

_FIELD = re.compile(r"(?P<indent>[ \t]*)(?P<name>[A-Za-z_][\w .-]{0,40}?)[ \t]*:(?=\s|$)[ \t]*(?P<value>.*)")
OF_NIKOLA = re.compile(r"(?P<comment><!--[ \t]*+\n?[ \t]*+)?\.\.[ \t]+[a-z_]{2,40}:(?:[ \t\n]|\Z)")
"""How a file with Nikola's header begins: ``.. title: ...``, often in an HTML comment."""

_OPENED = re.compile(r"\A[ \t]*+(?:<!--[ \t]*+)?(?:\.\.[ \t]++)?")
_ITEM = re.compile(r"[ \t]*-[ \t]+(?P<value>.*)")
_LISTED = re.compile(r"\[(.*)\]")


def of_nikola(text: str) -> tuple[str, int] | None:
    """Return Nikola's header as lines of fields, and its number of lines; None if there is none.

    See "Metadata fields" in Nikola's handbook. ``-->`` ends a header in a comment, a blank line any other.
    """
    found = OF_NIKOLA.match(text)
    if not found:
        return None
    read = list[str]()
    for line in text.split("\n"):
        if not found["comment"] and not line.strip():
            break
        field, closed, _ = _OPENED.sub("", line).partition("-->")
        read.append(field.rstrip(" \t") if closed else field)
        if found["comment"] and "-->" in line:
            break
    else:
        if found["comment"]:
            return None
    return "\n".join(read), len(read)


def is_field(text: str) -> bool:
    """Whether the first line of a text is a field."""
    return bool(_FIELD.match(text))


def length(lines: Sequence[str]) -> int:
    """Return how many lines a header has. The first line that is blank, or neither a field nor part of one, ends it."""
    for number, line in enumerate(lines):
        if not line.strip() or not (_FIELD.match(line) or _ITEM.match(line) or line[:1] in " \t"):
            return number
    return len(lines)


def fields(block: str, line: int) -> tuple[dict[str, FrontMatterEntry], tuple[FrontMatterEntry, ...]]:
    """Return the fields of a block that begins on ``line``, one per line, and the fields that are superseded.

    A field is superseded if there is another one of the same name below it, or if it is indented, and so inside another
    field. It may still withhold the story.
    """
    entries: dict[str, FrontMatterEntry] = {}
    superseded: list[FrontMatterEntry] = []
    last = ""
    for number, text in enumerate(block.split("\n"), line):
        if item := _ITEM.fullmatch(text):
            if last:
                entries[last] = _with_item(entries[last], _value(item["value"], number))
        elif (found := _FIELD.fullmatch(text)) and found["name"].strip():
            name = found["name"]
            entry = FrontMatterEntry(
                name, number, found.start("name") + 1, _value(found["value"], number, found.start("value") + 1)
            )
            last = "" if found["indent"] else name
            superseded += [entry] if found["indent"] else [entries.pop(name)] if name in entries else []
            if last:
                entries[last] = entry
        elif last and text.strip():
            entries[last] = _continued(entries[last], text.strip())
    return entries, tuple(superseded)


def _value(text: str, line: int, column: int = 1) -> Value:
    text = text.strip()
    if listed := _LISTED.fullmatch(text):
        return Value(line, column, items=tuple(_value(each, line) for each in listed[1].split(",") if each.strip()))
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        return Value(line, column, text[1:-1], quoted=True)
    return Value(line, column, text)


def _with_item(entry: FrontMatterEntry, item: Value) -> FrontMatterEntry:
    if entry.value.is_words and entry.value.text:
        return _continued(entry, item.text)
    return replace(entry, value=replace(entry.value, items=(*(entry.value.items or ()), item)))


def _continued(entry: FrontMatterEntry, text: str) -> FrontMatterEntry:
    if not entry.value.is_words:
        return entry
    return replace(entry, value=replace(entry.value, text=f"{entry.value.text} {text}".strip()))
