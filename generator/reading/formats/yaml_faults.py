"""Explains faults in YAML in terms that editors understand, with what to write instead.

The parser's own message gives the position at which it gave up, which is seldom where the fault is. So this module
searches the lines around that position for common mistakes.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator

import yaml

from generator.reading.fields.values import TOO_DEEP, FieldFault, Value
from generator.reading.formats.yaml_lines import (
    COMMENT,
    indicator_mistake,
    lost_text,
    mistake_on,
    odd_space,
    parts_of,
    shown,
)

_PARENT = re.compile(r"[\w-]+:\s*")
_CHILD = re.compile(r"\s+[\w-]+:(?:\s|$)")

PLAIN = 'write each field as `name: "value"` on a line of its own'


def explained(error: yaml.MarkedYAMLError, block: str) -> FieldFault:
    """Return the fault behind a YAML error, from the likeliest line."""
    if "nesting depth" in str(error.problem):  # nested brackets reach libyaml's own limit first
        return FieldFault(error.problem_mark.line + 1 if error.problem_mark else 1, 0, *TOO_DEEP)
    lines = block.split("\n")
    for number in _suspects(error, lines):
        if uneven := _uneven(lines, number):
            return uneven
        if mistake := mistake_on(lines[number]):
            return FieldFault(number + 1, mistake[0] + 1, mistake[1], mistake[2])
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 0)
    return FieldFault(line, column, "this cannot be read as YAML", PLAIN)


def _suspects(error: yaml.MarkedYAMLError, lines: list[str]) -> Iterator[int]:
    """Yield line numbers (from 0): where the failed construct began, where it failed, then the lines before it."""
    marks = [error.context_mark] if error.context and "mapping" not in error.context else []
    places = [min(mark.line, len(lines) - 1) for mark in (*marks, error.problem_mark) if mark]
    yield from places
    before = [number for number in range(max(places, default=0)) if lines[number].strip()]
    yield from before[-1:]
    yield from before


def _uneven(lines: list[str], number: int) -> FieldFault | None:
    """Return a fault if the indentation of a line differs from that of the first line below the same field."""
    indents = [len(line) - len(line.lstrip(" ")) if line.strip() else 0 for line in lines[: number + 1]]
    above = next((n for n in range(number - 1, -1, -1) if lines[n].strip() and not indents[n]), -1)
    if not indents[number] or not _PARENT.fullmatch(lines[above] if above >= 0 else ""):
        return None
    first = next(n for n in range(above + 1, number + 1) if indents[n])
    if not _CHILD.match(lines[first]) or not _CHILD.match(lines[number]):
        return None
    before = next(n for n in range(number - 1, above - 1, -1) if lines[n].strip())
    deeper = indents[number] > indents[before] and not lines[before].rstrip().endswith(":")
    if number == first or not (indents[number] < indents[first] or deeper):
        return None
    spaces = "1 space" if indents[first] == 1 else f"{indents[first]} spaces"
    message = f"the lines below `{lines[above].strip()}` are not indented by the same number of spaces"
    return FieldFault(number + 1, indents[number] + 1, message, f"begin this line with {spaces}, like line {first + 1}")


def indicator(block: str, line: int, column: int) -> FieldFault:
    """Return the fault for a value that begins like an alias, an anchor or a tag."""
    text = block.split("\n")[line - 1]
    parts = parts_of(text)
    if parts and parts.column == column - 1 and (mistake := indicator_mistake(text, parts)):
        return FieldFault(line, column, mistake[1], mistake[2])
    found = shown(text[column - 1 : column])
    return FieldFault(line, column, f"unquoted text cannot begin with {found} in YAML", "put it in quotation marks")


def lost_to_comments(block: str, spans: list[tuple[int, int]]) -> Iterator[FieldFault]:
    """Yield a fault for each hashtag that YAML takes for a comment, so that the rest of the line is lost.
    ``spans`` are the positions of all scalars; hashtags inside them are safe.
    """
    if "#" not in block:
        return
    start = 0
    for number, line in enumerate(block.split("\n"), 1):
        outside = (found for found in COMMENT.finditer(line) if not _within(spans, start + found.start()))
        comment, parts = next(outside, None), parts_of(line)
        if comment and parts and (mistake := lost_text(comment, parts)):
            yield FieldFault(number, mistake[0] + 1, mistake[1], mistake[2])
        start += len(line) + 1


def _within(spans: list[tuple[int, int]], place: int) -> bool:
    """Whether ``place`` is within one of ``spans``, which are sorted and do not overlap."""
    before = bisect_right(spans, (place, sys.maxsize))
    return before > 0 and place < spans[before - 1][1]


def not_fields(value: Value) -> FieldFault:
    """Return the fault for front matter that is a list or plain text."""
    what = "a list" if value.items is not None else "text without a `name:`"
    if mistake := odd_space(value.text):
        return FieldFault(value.line, value.column + mistake[0], mistake[1], mistake[2])
    if found := re.match(r"([A-Za-z_-]+):(?=\S)", value.text):
        fix = f"put a space after `{found[0]}`"
    else:
        fix = 'write fields here, such as `title: "..."`; if the story begins here, give it front matter first'
    return FieldFault(value.line, value.column, f"the front matter is {what}, not fields", fix)
