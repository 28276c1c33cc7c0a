"""Removes comments from front matter values: as in a body, they are for the newsroom, not for readers.

Comments in other programs' syntax are errors; in adopted copy they are removed with a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import msgspec
from msgspec.structs import replace

from generator.model.patterns import deferred
from generator.model.problems import Level, Problem
from generator.reading.comments.faults import BANG_FAULT, slip_fault
from generator.reading.comments.kinds import BANG, DEFINITION, KINDS, OPENING, SLIP, Closers, CommentKind, opening_in
from generator.reading.fields.values import FrontMatterEntry, Value
from generator.reading.formats.source_text import SourceText

_CODE = re.compile(r"(?P<code>(?<!`)(?P<ticks>`++).*?(?<!`)(?P=ticks)(?!`))", re.DOTALL)
_CODE_OR_OPENING = deferred(f"{_CODE.pattern}|\\\\?{OPENING.pattern}", re.DOTALL)
_GAP = re.compile(r"(?<![ \t])[ \t]++\Z")


def without_comments(text: str) -> str:
    """Remove comments from a text that editors cannot correct, such as the caption embedded in a picture file."""
    parts, at, closers = [], 0, Closers()
    for found in OPENING.finditer(text):
        kind = KINDS[found.lastgroup or ""]
        end = closers.end(kind, text, found.end(), len(text))
        if found.start() >= at and (end != -1 or kind.unclosed != "text"):
            parts.append(text[at : found.start()])
            at = len(text) if end == -1 else end
    return " ".join("".join((*parts, text[at:])).split()) if parts else text


class FieldComments(msgspec.Struct):
    """Removes comments from values. ``problems`` collects faulty ones; text after an unclosed one is removed, too."""

    source: SourceText
    adopt: bool
    problems: list[Problem]
    _unclosed: int = 0

    def without(self, entries: Mapping[str, FrontMatterEntry]) -> dict[str, FrontMatterEntry]:
        """Return the fields, and everything in them, without comments. Code and escaped markers stay, as in a body."""
        return {name: self._entry(each) for name, each in entries.items() if self._named(each)}

    def _entry(self, entry: FrontMatterEntry) -> FrontMatterEntry:
        value = self._value(entry.value)
        return entry if value is entry.value else replace(entry, value=value)

    def _named(self, entry: FrontMatterEntry) -> bool:
        sign = opening_in(entry.name)
        if not sign:
            return True
        fix = "begin the line with `#` instead: that is how a comment begins in front matter"
        self._say(entry, sign.group(), f"`{sign.group()}` does not begin a comment between fields", fix)
        return False

    def _value(self, value: Value) -> Value:
        if value.items is not None:
            return replace(value, items=tuple(self._items(value.items)))
        if value.entries is not None:
            return replace(value, entries=self.without(value.entries))
        return replace(value, text=self._text(value)) if opening_in(value.text) else value

    def _items(self, items: Iterable[Value]) -> Iterator[Value]:
        """Yield the items up to the first unclosed comment, since a comma in it may have split it into items."""
        before = self._unclosed
        for item in items:
            if self._unclosed == before:
                yield self._value(item)

    def _text(self, value: Value) -> str:
        text, at, shown, closers = value.text, 0, "", Closers()
        while sign := _CODE_OR_OPENING.search(text, at):
            shown += text[at : sign.start()]
            at = sign.end()
            if sign["code"] or sign.group().startswith("\\"):
                shown += sign.group().removeprefix("\\")
                continue
            at = self._end(value, sign, closers)
            if at == -1:
                at = sign.end()
                shown += sign.group()
                continue
            if text[at : at + 1] in ("", " ", "\n"):
                shown = _GAP.sub("", shown)
        shown += text[at:]
        return shown if text[:1].isspace() else shown.lstrip()

    def _end(self, value: Value, sign: re.Match[str], closers: Closers) -> int:
        """Return the end of a comment, or of the value if it is not closed; -1 if it is text. Report its faults."""
        kind, written, text = KINDS[sign.lastgroup or ""], sign.group(), value.text
        if kind.name == DEFINITION:
            kind = KINDS[SLIP]
        end = closers.end(kind, text, sign.end(), len(text))
        if end == -1 and kind.unclosed == "text":
            return end
        if end == -1:
            self._say_unclosed(value, kind, written)
            return len(text)
        if kind.treated == "error":
            self._say(value, written, *slip_fault(kind, written))
        elif kind.treated in ("foreign", "warned"):
            fix = f"remove it; if readers should see it, put a backslash before it: `\\{written}`"
            self._say(value, written, f"`{written}` begins a comment of another program, so it is not shown", fix)
        elif BANG in text[sign.end() : end]:
            self._say(value, BANG, *BANG_FAULT)
        return end

    def _say_unclosed(self, value: Value, kind: CommentKind, written: str) -> None:
        self._unclosed += 1
        fix = f"write `{kind.closing}` where it ends; if readers should see it, write `\\{written}`"
        message = f"a comment in this value is never closed with `{kind.closing}`, so the rest is not shown"
        self._say(value, written, message, fix)

    def _say(self, at: Value | FrontMatterEntry, sign: str, message: str, fix: str) -> None:
        level: Level = "warning" if self.adopt else "error"
        number, column = at.line, at.column
        for below in range(at.line, len(self.source.lines) + 1):
            found = self.source.line(below).find(sign, at.column - 1 if below == at.line else 0)
            if found >= 0:
                number, column = below, found + 1
                break
        self.problems.append(self.source.problem(number, column, message, fix, level))
