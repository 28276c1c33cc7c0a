"""Where a new correction goes in a file, and how YAML and TOML write it. All other bytes stay as they are."""

from __future__ import annotations

import re
from datetime import datetime

import msgspec

from generator.model.corrections import CorrectionKind
from generator.reading.fields.values import Entry, Value
from generator.reading.formats import front_matter
from generator.reading.formats.source_text import SourceText
from generator.reading.formats.unquoted_text import in_quotes

_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_EMPTY = re.compile(r"""~|null\b|""|''|\{\s*\}""", re.IGNORECASE)
_FIELD = "corrections"


class NewCorrection(msgspec.Struct, frozen=True):
    """A new correction: its time, its kind and its text."""

    at: datetime
    kind: CorrectionKind
    text: str

    def lines(self, sign: str, first: str = "", indent: str = "") -> list[str]:
        """Its fields, each on a line of its own; ``first`` is before the first one, ``indent`` before the others."""
        parts = (
            ("at", self.at.isoformat()),
            ("kind", self.kind if sign == ":" else in_quotes(self.kind)),
            ("text", in_quotes(self.text)),
        )
        return [f"{first if name == 'at' else indent}{name}{sign} {value}" for name, value in parts]

    def inline(self, sign: str) -> str:
        """It as a mapping in braces."""
        parts = (("at", in_quotes(self.at.isoformat())), ("kind", in_quotes(self.kind)), ("text", in_quotes(self.text)))
        return f"{{{', '.join(f'{name}{sign} {value}' for name, value in parts)}}}"


def with_correction(source: SourceText, data: bytes, new: NewCorrection) -> bytes | None:
    """The bytes of a file with a new correction in its front matter; ``None`` if there is no place for it."""
    parts = front_matter.read(source)
    if not parts.front:
        return None
    entry = next((each for each in parts.front.entries.values() if each.name.casefold() == _FIELD), None)
    end, sign = parts.first_line - 1, parts.front.sign
    if sign == ":":
        if entry is None:
            indent = " " * (min((each.column for each in parts.front.entries.values()), default=1) - 1)
            return _inserted(data, end, [f"{indent}{_FIELD}:", *_of_list(new, f"{indent}  ")])
        return _in_yaml(source, data, entry, new)
    if entry is None or source.line(entry.line).lstrip().startswith("[["):
        return _inserted(data, end, [f"[[{entry.name if entry else _FIELD}]]", *new.lines(sign)])
    if empty := _empty(source, entry):
        return _inserted(data, entry.line, [f"{empty[0]}[{new.inline(sign)}]{empty[1]}"], replacing=1)
    return _in_brackets(source, data, entry.value, new, sign)


def _in_yaml(source: SourceText, data: bytes, entry: Entry, new: NewCorrection) -> bytes | None:
    """The file with the correction as the first of the list that an entry of YAML has."""
    value, listed = entry.value, _of_list(new, " " * (entry.column + 1))
    if not value.text and value.is_words and not value.quoted:
        return _inserted(data, entry.line + 1, listed)
    if empty := _empty(source, entry):
        return _inserted(data, entry.line, [f"{empty[0].rstrip()}{empty[1]}", *listed], replacing=1)
    if source.line(value.line)[value.column - 1 :].startswith("-"):
        return _inserted(data, value.line, _of_list(new, source.line(value.line)[: value.column - 1]))
    return _in_brackets(source, data, value, new, ":")


def _empty(source: SourceText, entry: Entry) -> tuple[str, str] | None:
    """What is on the line of an entry before and after a value that means nothing; ``None`` if there is no such one."""
    value, line = entry.value, source.line(entry.line)
    written = _EMPTY.match(line, value.column - 1) if value.is_empty and value.line == entry.line else None
    return (line[: written.start()], line[written.end() :]) if written else None


def _of_list(new: NewCorrection, indent: str) -> list[str]:
    return new.lines(":", f"{indent}- ", f"{indent}  ")


def _in_brackets(source: SourceText, data: bytes, value: Value, new: NewCorrection, sign: str) -> bytes | None:
    """The file with the correction as the first of a list in brackets."""
    line = source.line(value.line)
    if not line[value.column - 1 :].startswith("[") or value.items is None:
        return None
    before, after = line[: value.column], line[value.column :]
    written = f"{before}{new.inline(sign)}{', ' if value.items else ''}{after}"
    return _inserted(data, value.line, [written], replacing=1)


def _inserted(data: bytes, number: int, lines: list[str], replacing: int = 0) -> bytes:
    """The bytes of a file with other lines before line ``number``, instead of some of those that follow.

    They end as the first line of the file does. A byte order mark is not part of the first line.
    """
    written = _LINE.findall(data)
    added = [line.encode() + (_end(written[0]) or b"\n") for line in lines]
    if replacing:
        added[-1] = lines[-1].encode() + _end(written[number - 1])
    return b"".join([*written[: number - 1], *added, *written[number - 1 + replacing :]])


def _end(line: bytes) -> bytes:
    """How a line ends: with LF, CR, CRLF, or not at all."""
    return line[len(line.rstrip(b"\r\n")) :]
