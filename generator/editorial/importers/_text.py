"""Bytes -> the text of a piece of copy, or why it cannot be read."""

from __future__ import annotations

import codecs

import unicodedata2

from generator.model.problems import Problem, refuse

LARGEST = 1_000_000
"""The largest file, in bytes, that is taken for a story."""

_SAVE = 'open the file in an editor and save it again as "UTF-8"'
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # they make text read otherwise than it is
_STRAY = "\u2028\u2029\ufeff\ufffe\uffff"


def decode(data: bytes, path: str) -> str:
    """The text of a file: UTF-8 with or without a byte order mark, every line ending a line feed.

    :raises Problems: where the file is empty, too large or not UTF-8.
    """
    if len(data) > LARGEST:
        fix = "check that it holds one story, and split it if it holds more"
        refuse(Problem(path, 0, 0, f"the file is larger than {LARGEST:,} bytes", fix))
    if data.startswith(_UTF_16):
        refuse(Problem(path, 0, 0, "the file is saved as UTF-16", _SAVE))
    try:
        text = plain(data.decode())
    except UnicodeDecodeError as error:
        refuse(_foreign(data, error.start, path))
    if not text.strip():
        refuse(Problem(path, 0, 0, "the file is empty", "take it away, or ask the agency for the copy again"))
    return text


def plain(text: str) -> str:
    """``text`` without a byte order mark, its lines ended by line feeds alone."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _foreign(data: bytes, at: int, path: str) -> Problem:
    """The problem of the first byte that is not UTF-8, ``at`` bytes into the file."""
    before = data[:at].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    head, _, start = before.rpartition(b"\n")
    line = before.count(b"\n") + 1
    rest = data[at:].replace(b"\r", b"\n").split(b"\n", 1)[0]
    message = f"the file is not UTF-8: byte 0x{data[at]:02X} is no letter in it"
    source = (start + rest).decode(errors="replace")
    column = len(start.removeprefix(codecs.BOM_UTF8 if not head else b"").decode()) + 1
    return Problem(path, line, column, message, f"{_SAVE}; check the accents and quotation marks", source)


def unprintable(text: str, path: str) -> list[Problem]:
    """One problem for each kind of character that copy must not hold, at its first place."""
    lines = text.split("\n")
    found = []
    for letter in sorted(set(text) - {"\n", "\t"}):
        wrong = _wrong(letter)
        if wrong:
            number = next(number for number, line in enumerate(lines, 1) if letter in line)
            source, times = lines[number - 1], text.count(letter)
            more = f" (and in {times - 1} more places)" if times > 1 else ""
            message = f"{wrong[0]}, U+{ord(letter):04X}{more}"
            found.append(Problem(path, number, source.index(letter) + 1, message, wrong[1], source))
    return found


def _wrong(letter: str) -> tuple[str, str] | None:
    """What is wrong with a character, and the fix."""
    if letter in _TURNING:
        return "a hidden character turns the direction of the text", "delete it; right-to-left letters need none"
    if letter == "\N{REPLACEMENT CHARACTER}":
        return "a letter was lost before the copy came here", "write the letter that belongs here"
    if letter in _STRAY:
        return "a hidden character that does not belong in copy", "delete it, or put an ordinary line break"
    if unicodedata2.category(letter) in {"Cc", "Cs"}:
        return "a control character stands in the text", "delete it"
    return None
