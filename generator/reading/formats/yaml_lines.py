"""Finds common mistakes on a line of YAML, each with what to write instead."""

from __future__ import annotations

import re

import msgspec

_START = re.compile(r"\s*(?:-\s+)*")
_NAME = re.compile(r"([^\s:\"'\[{#-][^:]*):\s+(?=\S)")
_CLOSED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
_ESCAPE = re.compile(
    r"\\(?:(u[dD][89a-fA-F][0-9a-fA-F]{2})|(?!x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0abtnvfre \"/\\N_LP\t]))"
)
COMMENT = re.compile(r"(?<=[\s\[,{])#")
_TAG = re.compile(r"#(?=\w| \d)[ \w]\w*")
_TYPED = re.compile(r"true|false|yes|no|\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d)?|\[[^\[\]]*\]")
_COLON = re.compile(r":(?=\s|$)")
_PARTS = re.compile(r"[{,]\s*(\w+):\s+([^\s\"'\[{,}][^,}]*)")
_ODD_SPACE = re.compile(r"[ \-]*[^\S \t]|[^:\"']*:[^\S \t]")
_INDICATORS = "@`%*&!,]}|>"
_BRACKETS = {"[": "]", "{": "}"}


class YamlLine(msgspec.Struct, frozen=True):
    """A line as an editor sees it: an optional name, and a value that begins at ``column`` (from 0)."""

    name: str
    value: str
    column: int

    def quoted(self, value: str = "") -> str:
        """Return the fix that puts the value in quotation marks."""
        value = value or self.value
        if len(value) > 120:
            return f"put quotation marks around everything after `{self.name}:`"
        return f"put it in quotes: {self.written(_quoted(value))}"

    def written(self, value: str) -> str:
        """Return the line with another value."""
        return f"`{self.name}: {value}`" if self.name else f"`{value}`"


Mistake = tuple[int, str, str]
"""Column (from 0), message and fix of a mistake on a line."""


def mistake_on(line: str) -> Mistake | None:
    """Return the likeliest mistake on a line; None if none is found."""
    parts = parts_of(line)
    checks = (_quotation, indicator_mistake, _hashtag, _second_colon) if parts else ()
    found = (check(line, parts) for check in checks if parts)
    return _tab(line) or odd_space(line) or next(filter(None, found), None) or _gap(line) or _name(line) or _place(line)


def parts_of(line: str) -> YamlLine | None:
    """Return a line's name and value; None if it has no value."""
    start = _START.match(line)
    column = start.end() if start else 0
    name = _NAME.match(line, column)
    value = line[name.end() if name else column :].rstrip()
    return YamlLine(name[1].rstrip() if name else "", value, name.end() if name else column) if value else None


def _quoted(text: str) -> str:
    """Return ``text`` in YAML quotation marks: single ones if it contains double ones or backslashes."""
    return "'" + text.replace("'", "''") + "'" if re.search(r'["\\]', text) else f'"{text}"'


def _tab(line: str) -> Mistake | None:
    if found := re.match(r" *\t", line):
        return found.end() - 1, "the line begins with a tab, which YAML does not allow", "use spaces instead"
    return None


def odd_space(line: str) -> Mistake | None:
    """Find a special space where YAML needs an ordinary one. They look alike in most editors."""
    if found := _ODD_SPACE.match(line):
        message = (
            f"there is a special space here, U+{ord(line[found.end() - 1]):04X}, which YAML does not read as a space"
        )
        return found.end() - 1, message, "delete it, and press the space bar instead"
    return None


def _quotation(line: str, parts: YamlLine) -> Mistake | None:
    """Find a mistake in a value that begins with a quotation mark."""
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
    """Whether the mark before ``end`` does not close the value: it is inside a word, or opens a quotation."""
    return value[end : end + 1].isalnum() or value[end - 2].isspace()


def indicator_mistake(line: str, parts: YamlLine) -> Mistake | None:
    """Find a mistake in a name or value that begins with a character that is special in YAML."""
    value, column, first = parts.value, parts.column, parts.value[0]
    if parts.name and parts.name[0] in _INDICATORS:
        return line.index(parts.name[0]), f"a name cannot begin with {shown(parts.name[0])}", "remove it"
    if first in _BRACKETS:
        return _bracket(parts, _BRACKETS[first])
    if first in "|>" and not value[1:].strip("-+0123456789 "):
        return None
    if first in _INDICATORS:
        return column, f"unquoted text cannot begin with {shown(first)} in YAML", parts.quoted()
    if parts.name and re.match(r"-\s", value):
        fix = f"write {parts.written(f'[{value[1:].strip()}]')}, or {parts.quoted()}"
        return column, "a list with dashes cannot begin on the line of its name", fix
    if parts.name and re.match(r"\?\s", value):
        return column, "unquoted text cannot begin with `?` in YAML", parts.quoted()
    return None


def _bracket(parts: YamlLine, closing: str) -> Mistake | None:
    value, opening = parts.value, parts.value[0]
    end = value.rfind(closing)
    if end < 0:
        fix = f"close it with `{closing}`, or {parts.quoted()}"
        return None if "#" in value else (parts.column, f"the `{opening}` that opens here is never closed", fix)
    if value[end + 1 :].strip():
        return parts.column, f"there is text after the `{closing}`", parts.quoted()
    return None


def shown(character: str) -> str:
    """Return a character as messages show it."""
    return "a backtick" if character == "`" else f"`{character}`"


def _hashtag(line: str, parts: YamlLine) -> Mistake | None:
    found = COMMENT.search(line)
    return lost_text(found, parts) if found else None


def lost_text(found: re.Match[str], parts: YamlLine) -> Mistake | None:
    """Find text after a ``#`` that YAML reads as a comment, although a hashtag or a number was meant."""
    tag = _TAG.match(found.string, found.start())
    if not tag or not found.string[: found.start()].strip():
        return None
    message = f"`#` begins a comment here, so `{tag.group()}` and what follows are lost"
    in_list = parts.value[0] in _BRACKETS
    fix = f"put it in quotes: `{_quoted(tag.group())}`" if in_list else parts.quoted()
    return found.start(), message, f"{fix}; a comment has a space after its `#`"


def _second_colon(line: str, parts: YamlLine) -> Mistake | None:
    for part in _PARTS.finditer(parts.value) if parts.value[0] == "{" else ():
        if found := _COLON.search(part[2]):
            message = f"the text after `{part[1]}:` contains another colon, which YAML reads as another field"
            fix = f"put it in quotes: `{part[1]}: {_quoted(part[2].strip())}`"
            return parts.column + part.start(2) + found.start(), message, fix
    found = _COLON.search(line, parts.column) if parts.name else None
    if found:
        message = f"the text after `{parts.name}:` contains another colon, which YAML reads as another field"
        return found.start(), message, parts.quoted()
    return None


def _gap(line: str) -> Mistake | None:
    if found := re.match(r"([A-Za-z_-]+):(?=[^\s/])", line):
        fix = f"write `{found[1]}: {line[found.end() :].strip()}`"
        return found.end() - 1, "a space is missing after the colon", fix
    return None


def _name(line: str) -> Mistake | None:
    if found := re.match(r"([A-Za-z_]+)\s*=\s*(.*\S)", line):
        value = found[2] if _CLOSED.fullmatch(found[2]) or _TYPED.fullmatch(found[2]) else _quoted(found[2])
        return found.end(1), "there is an equals sign where a colon belongs", f"write `{found[1]}: {value}`"
    if re.match(r"[^\s#-]", line) and not _COLON.search(line, 1):
        fix = "if it continues the line above, put it there; if the story begins here, close the front matter first"
        return 0, "this line has no `name:` in front", f"{fix}, with a line `---`"
    return None


def _place(line: str) -> Mistake | None:
    """Find a field or item that begins in the wrong column."""
    if line.startswith(" ") and _COLON.search(line):
        fix = "begin a field at the start of its line; put text that contains a colon in quotation marks"
        return len(line) - len(line.lstrip()), "the line is indented, so it belongs to the field above", fix
    if re.match(r"\s*-\s", line):
        fix = "begin all items in the same column, below a line with only the name, such as `tags:`"
        return line.index("-"), "this item does not belong to a list above", fix
    return None
