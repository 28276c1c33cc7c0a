"""A file as lines of text: decoded, its line ends made one, its invisible signs seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.problems import Level, Problem, refuse

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_AS_UTF8 = "save the file as UTF-8"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_ASCII_CONTROL = bytes(set(range(32)) - {9, 10, 13}) + b"\x7f"
_OVERRIDE = re.compile("[\u202d\u202e]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file as lines of text, to point at. ``path`` is relative to the site's folder; lines end in a line feed."""

    path: str
    text: str

    def line(self, number: int) -> str:
        """Line ``number``, counted from 1; empty where there is none."""
        lines = self.text.split("\n")
        return lines[number - 1] if 0 < number <= len(lines) else ""

    def problem(self, line: int, column: int, message: str, fix: str, level: Level = "error") -> Problem:
        """A problem of this file, with the line that it stands on."""
        return Problem(self.path, line, column, message, fix, self.line(line), level)


def decoded(data: bytes, path: str) -> Sheet:
    """The text of a file in UTF-8, with or without a byte order mark; CR and CRLF end a line as LF does.

    :raises Problems: where the file is in another encoding.
    """
    if data.startswith(_UTF16):
        refuse(Problem(path, 0, 0, "the file is saved as UTF-16", _AS_UTF8))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        refuse(_not_utf8(data, error.start + 3 * data.startswith(b"\xef\xbb\xbf"), path))
    return Sheet(path, _lines(text) if "\r" in text else text)


def signs(sheet: Sheet) -> Iterator[Problem]:
    """Signs that nobody sees and that do harm: control characters, and what turns the writing around.

    On each line the first of them is named.
    """
    text = sheet.text
    plain = text.isascii()
    if plain and len(text.encode().translate(None, _ASCII_CONTROL)) == len(text):
        return
    for number, line in enumerate(text.split("\n"), 1):
        if found := _CONTROL.search(line):
            message = f"there is an invisible control character here, U+{ord(found.group()):04X}"
            yield sheet.problem(number, found.start() + 1, message, "take it out, or type the words around it anew")
        elif not plain and (found := _OVERRIDE.search(line)):
            message = f"an invisible sign turns the writing around here, U+{ord(found.group()):04X}"
            yield sheet.problem(number, found.start() + 1, message, "take it out unless it is meant", "warning")


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _not_utf8(data: bytes, start: int, path: str) -> Problem:
    """Point at the byte, and show its line as Windows would (cp1252), which is what such files are in mostly."""
    before = _lines(data[:start].decode("utf-8-sig"))
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    rest = re.split(rb"[\r\n]", data[start:], maxsplit=1)[0].decode("cp1252", errors="replace")
    message = f"the file is not in UTF-8: byte {data[start]:02X} here"
    if b"\x00" in data:
        message = "the file is not text in UTF-8"
    return Problem(path, line, column, message, _AS_UTF8, before.rpartition("\n")[2] + rest)
