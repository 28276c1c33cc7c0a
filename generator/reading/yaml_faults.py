"""Explains what is wrong on a line of YAML in terms that its author understands, and what to write instead.

YAML's own message gives the position where its parser gave up, which is seldom where the fault is. So this
module searches the lines around that position for the mistakes that editors make.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from generator.reading.values import TOO_DEEP, Fault, Value

PLAIN = 'write each field as `name: "value"` on a line of its own'
_START = re.compile(r"\s*(?:-\s+)*")
_NAME = re.compile(r"([^\s:\"'\[{#-][^:]*):\s+(?=\S)")
_CLOSED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
_ESCAPE = re.compile(
    r"\\(?:(u[dD][89a-fA-F][0-9a-fA-F]{2})|(?!x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0abtnvfre \"/\\N_LP\t]))"
)
_COMMENT = re.compile(r"(?<=[\s\[,{])#")
_TAG = re.compile(r"#(?=\w| \d)[ \w]\w*")
_COLON = re.compile(r":(?=\s|$)")
_SIGNS = "@`%*&!,]}|>"
_BRACKETS = {"[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as an editor sees it: an optional name, and a value that begins at ``column`` (from 0)."""

    name: str
    value: str
    column: int

    def quoted(self, value: str = "") -> str:
        """The fix that puts the value in quotation marks."""
        value = value or self.value
        if len(value) > 120:
            return f"put quotation marks around everything after `{self.name}:`"
        return f"put it in quotes: {self.written(_quoted(value))}"

    def written(self, value: str) -> str:
        """The line with another value."""
        return f"`{self.name}: {value}`" if self.name else f"`{value}`"


Seen = tuple[int, str, str] | None
"""Column (from 0), message and fix of a fault found on a line."""


def explained(error: yaml.MarkedYAMLError, block: str) -> Fault:
    """The fault behind a YAML error, found on the likeliest line."""
    if "nesting depth" in str(error.problem):  # libyaml's own limit, which nested brackets reach before ours
        return Fault(error.problem_mark.line + 1 if error.problem_mark else 1, 0, *TOO_DEEP)
    lines = block.split("\n")
    for number in _suspects(error, lines):
        if seen := _seen(lines[number]):
            return Fault(number + 1, seen[0] + 1, seen[1], seen[2])
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 0)
    return Fault(line, column, "this cannot be read as YAML", PLAIN)


def _suspects(error: yaml.MarkedYAMLError, lines: list[str]) -> Iterator[int]:
    """Line numbers (from 0): where the failed construct began, where it failed, then the lines before it."""
    marks = [error.context_mark] if error.context and "mapping" not in error.context else []
    places = [min(mark.line, len(lines) - 1) for mark in (*marks, error.problem_mark) if mark]
    yield from places
    before = [number for number in range(max(places, default=0)) if lines[number].strip()]
    yield from before[-1:]
    yield from before


def _seen(line: str) -> Seen:
    parts = _parts(line)
    looks = (_quotation, _sign, _hashtag, _second_colon) if parts else ()
    found = (look(line, parts) for look in looks if parts)
    return _tab(line) or next(filter(None, found), None) or _gap(line) or _name(line) or _place(line)


def _parts(line: str) -> _Line | None:
    start = _START.match(line)
    column = start.end() if start else 0
    name = _NAME.match(line, column)
    value = line[name.end() if name else column :].rstrip()
    return _Line(name[1].rstrip() if name else "", value, name.end() if name else column) if value else None


def _quoted(text: str) -> str:
    """``text`` in the YAML quotation marks that suit it."""
    return "'" + text.replace("'", "''") + "'" if re.search(r'["\\]', text) else f'"{text}"'


def _tab(line: str) -> Seen:
    if found := re.match(r" *\t", line):
        return found.end() - 1, "the line begins with a tab, which YAML does not allow", "use spaces instead"
    return None


def _quotation(line: str, parts: _Line) -> Seen:
    """Faults in a value that begins with a quotation mark."""
    value, column = parts.value, parts.column
    if value[0] not in "\"'":
        return None
    closed = _CLOSED.match(value)
    if not closed:
        fix = f"close it: {parts.written(_quoted(value[1:]))}" if len(value) < 120 else "close it where the text ends"
        return column, "the quotation mark that opens here is never closed", fix
    escape = _ESCAPE.search(closed.group()) if value[0] == '"' else None
    if escape and escape.group(1):
        return column + escape.start(), f"`{escape.group()}` is half a character", "write the character itself instead"
    if escape:
        fix = parts.quoted(closed.group()[1:-1])
        return column + escape.start(), "a backslash has a special meaning in double quotes", fix
    rest = value[closed.end() :].lstrip()
    if rest and rest[0] not in "#,]}":
        inner = value[1:-1] if value[-1] == value[0] and _opens_again(value, closed.end()) else value
        return column + closed.end(), "there is text after the closing quotation mark", parts.quoted(inner)
    return None


def _opens_again(value: str, end: int) -> bool:
    """Whether the mark before ``end`` closes nothing: it is within a word, or opens a quotation in the value."""
    return value[end : end + 1].isalnum() or value[end - 2].isspace()


def _sign(line: str, parts: _Line) -> Seen:
    """Faults in a name or value that begins with a character that is special in YAML."""
    value, column, sign = parts.value, parts.column, parts.value[0]
    if parts.name and parts.name[0] in _SIGNS:
        return line.index(parts.name[0]), f"a name cannot begin with {_shown(parts.name[0])}", "take it out"
    if sign in _BRACKETS:
        return _bracket(parts, _BRACKETS[sign])
    if sign in "|>" and not value[1:].strip("-+0123456789 "):
        return None
    if sign in _SIGNS:
        return column, f"unquoted text cannot begin with {_shown(sign)} in YAML", parts.quoted()
    if parts.name and re.match(r"-\s", value):
        fix = f"write {parts.written(f'[{value[1:].strip()}]')}, or {parts.quoted()}"
        return column, "a list with dashes cannot begin on the line of its name", fix
    if parts.name and re.match(r"\?\s", value):
        return column, "unquoted text cannot begin with `?` in YAML", parts.quoted()
    return None


def _bracket(parts: _Line, closing: str) -> Seen:
    value, sign = parts.value, parts.value[0]
    end = value.rfind(closing)
    if end < 0:
        fix = f"close it with `{closing}`, or {parts.quoted()}"
        return None if "#" in value else (parts.column, f"the `{sign}` that opens here is never closed", fix)
    if value[end + 1 :].strip():
        return parts.column, f"there is text after the `{closing}`", parts.quoted()
    return None


def _shown(sign: str) -> str:
    return "a backtick" if sign == "`" else f"`{sign}`"


def _hashtag(line: str, parts: _Line) -> Seen:
    found = _COMMENT.search(line)
    return _lost(found, parts) if found else None


def _lost(found: re.Match[str], parts: _Line) -> Seen:
    """Text after a ``#`` that YAML reads as a comment, although a hashtag or a number was meant."""
    tag = _TAG.match(found.string, found.start())
    if not tag or not found.string[: found.start()].strip():
        return None
    message = f"`#` begins a comment here, so `{tag.group()}` and what follows are lost"
    in_list = parts.value[0] in _BRACKETS
    fix = f"put it in quotes: `{_quoted(tag.group())}`" if in_list else parts.quoted()
    return found.start(), message, f"{fix}; a comment has a space after its `#`"


def _second_colon(line: str, parts: _Line) -> Seen:
    found = _COLON.search(line, parts.column) if parts.name else None
    if found:
        message = f"the text after `{parts.name}:` contains another colon, which YAML reads as another field"
        return found.start(), message, parts.quoted()
    return None


def _gap(line: str) -> Seen:
    if found := re.match(r"([A-Za-z_-]+):(?=[^\s/])", line):
        fix = f"write `{found[1]}: {line[found.end() :].strip()}`"
        return found.end() - 1, "a space is missing after the colon", fix
    return None


def _name(line: str) -> Seen:
    if found := re.match(r"([A-Za-z_]+)\s*=\s*(.*\S)", line):
        value = found[2] if _CLOSED.fullmatch(found[2]) else _quoted(found[2])
        return found.end(1), "there is an equals sign where a colon belongs", f"write `{found[1]}: {value}`"
    if re.match(r"[^\s#-]", line) and not _COLON.search(line, 1):
        fix = "if it continues the line above, put it there; if the story begins here, close the front matter first"
        return 0, "this line has no `name:` in front", f"{fix}, with a line `---`"
    return None


def _place(line: str) -> Seen:
    """A line that begins in the wrong column."""
    if line.startswith(" ") and _COLON.search(line):
        fix = "begin a field at the start of its line; put text that contains a colon in quotation marks"
        return len(line) - len(line.lstrip()), "the line is indented, so it belongs to the field above", fix
    if re.match(r"\s*-\s", line):
        fix = "begin all items in the same column, below a line with only the name, such as `tags:`"
        return line.index("-"), "this item does not belong to a list above", fix
    return None


def sign(block: str, line: int, column: int) -> Fault:
    """A fault for a value that begins like an alias, an anchor or a tag."""
    text = block.split("\n")[line - 1]
    parts = _parts(text)
    if parts and parts.column == column - 1 and (seen := _sign(text, parts)):
        return Fault(line, column, seen[1], seen[2])
    found = _shown(text[column - 1 : column])
    return Fault(line, column, f"unquoted text cannot begin with {found} in YAML", "put it in quotation marks")


def lost_to_comments(block: str, spans: list[tuple[int, int]]) -> Iterator[Fault]:
    """Hashtags outside all scalars, whose positions are ``spans``: YAML silently drops them and what follows."""
    if "#" not in block:
        return
    start = 0
    for number, line in enumerate(block.split("\n"), 1):
        outside = (found for found in _COMMENT.finditer(line) if not _within(spans, start + found.start()))
        comment, parts = next(outside, None), _parts(line)
        if comment and parts and (seen := _lost(comment, parts)):
            yield Fault(number, seen[0] + 1, seen[1], seen[2])
        start += len(line) + 1


def _within(spans: list[tuple[int, int]], place: int) -> bool:
    """Whether ``place`` is within one of ``spans``, which are sorted and do not overlap."""
    before = bisect_right(spans, (place, sys.maxsize))
    return before > 0 and place < spans[before - 1][1]


def not_fields(value: Value) -> Fault:
    """A fault for a block that is a list or plain text."""
    what = "a list" if value.items is not None else "text without a `name:`"
    if found := re.match(r"([A-Za-z_-]+):(?=\S)", value.text):
        fix = f"put a space after `{found[0]}`"
    else:
        fix = 'write fields here, such as `title: "..."`; if the story begins here, give it front matter first'
    return Fault(value.line, value.column, f"the front matter is {what}, not fields", fix)
