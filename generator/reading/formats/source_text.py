"""Decodes a file into lines of text with uniform line ends, and checks it for invisible characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.model.problems import Level, Outcome, Problem, refuse

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_AS_UTF8 = "save the file as UTF-8: in many editors under Save As, Encoding"
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
"""Characters that do not belong in text. Surrogates are not listed, since they cannot be decoded."""

_OVERRIDE = re.compile("[\u202d\u202e]")


@dataclass(frozen=True, slots=True)
class SourceText:
    """A file as lines of text. ``path`` is relative to the site's folder; lines end with a line feed."""

    path: str
    text: str
    lines: list[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lines", self.text.split("\n"))

    def line(self, number: int) -> str:
        """Return line ``number``, counted from 1; empty if there is none."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def problem(
        self, line: int, column: int, message: str, fix: str, level: Level = "error", outcome: Outcome = ""
    ) -> Problem:
        """Return a problem in this file, with its source line."""
        return Problem(self.path, line, column, message, fix, self.line(line), level, outcome)


def decoded(data: bytes, path: str) -> SourceText:
    """Decode a file in UTF-8, with or without a byte order mark. Lines may end with LF, CR or CRLF.

    :raises Problems: if the file is in another encoding.
    """
    if data.startswith(_UTF16) or b"\0" in data[:2]:
        refuse(Problem(path, 0, 0, "the file is saved as UTF-16", _AS_UTF8))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        refuse(_not_utf8(data, error.start + 3 * data.startswith(b"\xef\xbb\xbf"), path))
    return SourceText(path, _lines(text) if "\r" in text else text)


@dataclass(frozen=True, slots=True)
class InvisibleCharacter:
    """A harmful invisible character, ``offset`` characters into a text."""

    sign: str
    offset: int
    message: str
    fix: str = "remove it, or retype the text around it"


def hidden(text: str) -> InvisibleCharacter | None:
    """Return the first harmful invisible character in ``text``; ``None`` if there is none.

    Control characters break feeds (XML 1.0, section 2.2); the two direction overrides make text
    look like other text (UAX #9; Trojan Source, Boucher and Anderson 2021).
    """
    if text.replace("\n", "").isprintable():  # much faster than the searches below
        return None
    if found := CONTROL.search(text):
        character = found.group()
        message = f"there is an invisible control character here, U+{ord(character):04X}"
        return InvisibleCharacter(character, found.start(), message)
    if not text.isascii() and (found := _OVERRIDE.search(text)):
        character = found.group()
        message = f"an invisible character overrides the writing direction here, U+{ord(character):04X}"
        return InvisibleCharacter(character, found.start(), message)
    return None


def hidden_signs(source: SourceText, body: int) -> Iterator[Problem]:
    """Yield a problem for the first hidden character on each line. From line ``body`` on, overrides are warnings."""
    if not hidden(source.text):
        return
    for number, line in enumerate(source.lines, 1):
        if found := hidden(line):
            level: Level = "warning" if number >= body and _OVERRIDE.match(found.sign) else "error"
            yield source.problem(number, found.offset + 1, found.message, found.fix, level)


def unmerged(source: SourceText, what: str = "story") -> Iterator[Problem]:
    """Yield a problem for each unresolved merge conflict. ``what`` is the kind of file, for messages."""
    if "\n=======\n" not in source.text:
        return
    begun, parted = 0, False
    for number, line in enumerate(source.lines, 1):
        if line.startswith("<<<<<<< "):
            begun, parted = number, False
        elif line == "=======":
            parted = begun > 0
        elif parted and line.startswith(">>>>>>> "):
            message = f"git left two versions of this {what} here"
            fix = "keep one of them, and remove the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`"
            yield source.problem(begun, 1, message, fix)
            begun, parted = 0, False


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _not_utf8(data: bytes, start: int, path: str) -> Problem:
    """Return a problem at the byte. Its line is decoded as Windows-1252, the most common encoding of such files."""
    before = _lines(data[:start].decode("utf-8-sig"))
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    rest = re.split(rb"[\r\n]", data[start:], maxsplit=1)[0].decode("cp1252", errors="replace")
    message = f"the file is not in UTF-8: byte {data[start]:02X} here"
    if b"\x00" in data:
        message = "the file is not text in UTF-8"
    return Problem(path, line, column, message, _AS_UTF8, before.rpartition("\n")[2] + rest)
