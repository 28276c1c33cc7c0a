"""What is wrong on a line of YAML, in the words of the person who wrote it, and what to write instead.

YAML's own message names the place where its grammar gave up, which is seldom the fault. So the lines
about that place are looked at for the faults that editors make.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from generator.reading.values import Fault, Value

PLAIN = 'write each field as `name: "value"` on a line of its own'
_LINE = re.compile(r"(?P<indent>\s*)(?P<dash>(?:-\s+)*)(?:(?P<name>[^\s:\"'\[{#][^:]*?)\s*:\s+)?(?P<value>\S.*?)\s*")
_CLOSED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
_ESCAPE = re.compile(r"\\(?!x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0abtnvfre \"/\\N_LP\t])")
_LOST = re.compile(r"(?<=\S)(?<=[\s\[,{])#(?=\w| ?\d)")
_COLON = re.compile(r":(?=\s|$)")


def quoted(text: str) -> str:
    """``text`` in the quotation marks that suit it in YAML."""
    if not re.search(r'["\\]', text):
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def _in_quotes(name: str | None, text: str) -> str:
    if len(text) > 120:
        return f"put quotation marks around all that follows `{name}:`" if name else "put all of it in quotation marks"
    return f"put it in quotes: `{name}: {quoted(text)}`" if name else f"put it in quotes: `{quoted(text)}`"


def explained(error: yaml.MarkedYAMLError, block: str) -> Fault:
    """YAML's complaint as a fault of the first line, from the likeliest on, on which one can be seen."""
    lines = block.split("\n")
    for number in _suspects(error, lines):
        for look in (_tab, _hashtag, _words_after_quote, _sign_in_front, _second_colon, _no_gap, _no_name, _indented):
            if found := look(lines[number]):
                column, message, fix = found
                return Fault(number + 1, column + 1, message, fix)
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 0)
    return Fault(line, column, "this cannot be read as YAML", PLAIN)


def _suspects(error: yaml.MarkedYAMLError, lines: list[str]) -> Iterator[int]:
    """Line numbers (from 0): where the construct began that failed, where it failed, then those before it."""
    marks = [error.context_mark] if error.context and "mapping" not in error.context else []
    marks.append(error.problem_mark)
    places = [min(mark.line, len(lines) - 1) for mark in marks if mark]
    yield from places
    before = [number for number in range(max(places, default=0)) if lines[number].strip()]
    yield from before[-1:]
    yield from before


Seen = tuple[int, str, str] | None
"""Column (from 0), message and fix of what can be seen on a line."""


def _tab(line: str) -> Seen:
    if found := re.match(r" *\t", line):
        return found.end() - 1, "the line begins with a tab, which YAML does not take", "use spaces in its place"
    return None


def _hashtag(line: str) -> Seen:
    if found := _LOST.search(line):
        word = re.match(r"#\w*", line[found.start() :])
        tag = word.group() if word else "#"
        return found.start(), f"what follows `{tag[0]}` is a comment to YAML, so `{tag}` is lost", _keep_hash(line, tag)
    return None


def _keep_hash(line: str, tag: str) -> str:
    parts = _LINE.fullmatch(line)
    if parts and parts["name"] and parts["value"][0] not in "[{":
        return _in_quotes(parts["name"], parts["value"])
    return f'put it in quotes: `"{tag}"`'


def _words_after_quote(line: str) -> Seen:
    """Faults of a value that begins with a quotation mark."""
    parts = _LINE.fullmatch(line)
    if not parts or parts["value"][0] not in "\"'":
        return None
    value, column = parts["value"], parts.start("value")
    closed = _CLOSED.match(value)
    if not closed:
        fix = f"close it at the end, or {_in_quotes(parts['name'], value)}"
        return column, "the quotation mark that opens here is never closed", fix
    escape = _ESCAPE.search(closed.group()) if value[0] == '"' else None
    if escape:
        fix = _in_quotes(parts["name"], closed.group()[1:-1])
        return column + escape.start(), "a backslash means something else between double quotes", fix
    rest = value[closed.end() :]
    if rest.strip() and not rest.lstrip().startswith(("#", ",", "]", "}")):
        inner = value[1:-1] if value[0] == value[-1] and value[0] not in value[1:-1].strip("st ") else value
        return column + closed.end(), "words follow the closing quotation mark", _in_quotes(parts["name"], inner)
    return None


_BRACKETS = {"[": "]", "{": "}"}


def _sign_in_front(line: str) -> Seen:
    """Faults of a value that begins with a sign that means something to YAML."""
    parts = _LINE.fullmatch(line)
    if not parts:
        return None
    value, column, sign = parts["value"], parts.start("value"), parts["value"][0]
    fix = _in_quotes(parts["name"], value)
    if sign in _BRACKETS:
        closing = value.find(_BRACKETS[sign])
        if closing < 0:
            fix = f"close it with `{_BRACKETS[sign]}`, or {fix}"
            return column, f"the `{sign}` that opens here is never closed", fix
        return (column, f"words follow the `{_BRACKETS[sign]}`", fix) if value[closing + 1 :].strip() else None
    if sign in "@`%*&!,]}" or (sign in "|>" and value[1:].strip("-+0123456789 ")):
        return column, f"words cannot begin with `{sign}` in YAML", fix
    if parts["name"] and re.match(r"[-?]\s", value):
        return column, f"words cannot begin with `{sign}` in YAML; nor can a list begin on this line", fix
    return None


def _second_colon(line: str) -> Seen:
    parts = _LINE.fullmatch(line)
    if not parts or not parts["name"]:
        return None
    if found := _COLON.search(line, parts.start("value")):
        message = f"the words after `{parts['name']}:` hold another colon, which YAML takes for another field"
        return found.start(), message, _in_quotes(parts["name"], parts["value"])
    return None


def _no_gap(line: str) -> Seen:
    if found := re.match(r"([A-Za-z_-]+):(?=[^\s/])", line):
        name, rest = found[1], line[found.end() :].strip()
        return found.end() - 1, "a space is missing after the colon", f"write `{name}: {rest}`"
    return None


def _no_name(line: str) -> Seen:
    if line[:1].strip() and not line.startswith(("- ", "#")) and not _COLON.search(line):
        fix = "if the story begins here, close the front matter above with a line `---`; else write `name: value`"
        return 0, "this line has no `name:` in front", fix
    return None


def _indented(line: str) -> Seen:
    if line.startswith(" ") and _COLON.search(line):
        fix = "begin a field at the start of its line; put words that hold a colon in quotation marks"
        return len(line) - len(line.lstrip()), "the line is indented, so it belongs to the field above", fix
    return None


def sign(block: str, line: int, column: int) -> Fault:
    """A value that begins as an alias, an anchor or a tag does."""
    text = block.split("\n")[line - 1]
    if seen := _sign_in_front(text):
        return Fault(line, seen[0] + 1, seen[1], seen[2])
    sign = text[column - 1 : column]
    return Fault(line, column, f"words cannot begin with `{sign}` in YAML", "put them in quotation marks")


def lost_to_comments(block: str, spans: list[tuple[int, int]]) -> Iterator[Fault]:
    """Hashtags outside every scalar: YAML drops them and what follows, and says nothing."""
    if "#" not in block:
        return
    start = 0
    for number, line in enumerate(block.split("\n")):
        seen = _hashtag(line)
        if seen and not any(first <= start + seen[0] < last for first, last in spans):
            yield Fault(number + 1, seen[0] + 1, seen[1], seen[2])
        start += len(line) + 1


def not_fields(value: Value) -> Fault:
    what = "a list" if value.items is not None else "words without a `name:`"
    if found := re.match(r"([A-Za-z_-]+):(?=\S)", value.text):
        fix = f"put a space after `{found[0]}`"
    else:
        fix = 'write fields there, as in `title: "..."`; if the story begins here, give it front matter first'
    return Fault(value.line, value.column, f"the front matter is {what}, not fields", fix)
