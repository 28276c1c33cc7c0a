"""Comments of HTML in the values of front matter: like those in a body they are for the desk, not for readers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from generator.model.problems import Level, Problem
from generator.reading.comment_kinds import COMMENT, KINDS
from generator.reading.source_text import Sheet
from generator.reading.values import Entry, Value

_SIGN = re.compile(r"(?P<code>(`+)(?!`).*?(?<!`)\2(?!`))|(?P<escaped>\\<!--)|(?P<comment><!--)", re.DOTALL)
_GAP = re.compile(r"[ \t]+\Z")


@dataclass(slots=True)
class FieldComments:
    """Takes comments out of values. ``problems`` says which are never closed; what follows them is left out, too."""

    sheet: Sheet
    adopt: bool
    problems: list[Problem]

    def without(self, entries: Mapping[str, Entry]) -> dict[str, Entry]:
        """The fields, and all that is in them, without comments. As in a body, what is code or escaped is none."""
        return {
            name: replace(each, value=self._value(each.value)) for name, each in entries.items() if self._named(each)
        }

    def _named(self, entry: Entry) -> bool:
        if "<!--" not in entry.name:
            return True
        fix = "begin the line with `#` instead: that is how a comment begins in front matter"
        self._say(entry, "`<!--` does not begin a comment between fields", fix)
        return False

    def _value(self, value: Value) -> Value:
        if value.items is not None:
            return replace(value, items=tuple(self._items(value.items)))
        if value.entries is not None:
            return replace(value, entries=self.without(value.entries))
        return replace(value, text="".join(self._pieces(value))) if "<!--" in value.text else value

    def _items(self, items: Iterable[Value]) -> Iterator[Value]:
        """Each item; after a comment that is never closed none, since a comma in it may have cut it in two."""
        unclosed = len(self.problems)
        for item in items:
            if len(self.problems) == unclosed:
                yield self._value(item)

    def _pieces(self, value: Value) -> Iterator[str]:
        text, at, shown = value.text, 0, ""
        while sign := _SIGN.search(text, at):
            shown += text[at : sign.start()]
            at = sign.end()
            if not sign["comment"]:
                shown += sign.group().removeprefix("\\") if sign["escaped"] else sign.group()
                continue
            at = KINDS[COMMENT].end(text, at, len(text))
            if at < 0:
                self._say_unclosed(value)
                at = len(text)
            if text[at : at + 1] in ("", " ", "\n"):
                shown = _GAP.sub("", shown)
        yield shown.lstrip() if not value.text[:1].isspace() else shown
        yield text[at:]

    def _say_unclosed(self, value: Value) -> None:
        fix = "write `-->` where it ends; if readers are to see the sign, write `\\<!--`"
        self._say(value, "a comment in this value is never closed with `-->`, so the rest is not shown", fix)

    def _say(self, at: Value | Entry, message: str, fix: str) -> None:
        level: Level = "warning" if self.adopt else "error"
        line = self.sheet.line(at.line)
        column = max(line.find("<!--", at.column - 1) + 1, at.column)
        self.problems.append(self.sheet.problem(at.line, column, message, fix, level))
