"""Decodes the bytes of wire copy, or says why they cannot be read."""

from __future__ import annotations

import codecs

import unicodedata2

from generator.model.problems import Problem, refuse

LARGEST = 1_000_000
"""The size limit for a file, in bytes."""

_SAVE = 'open the file in an editor and save it again as "UTF-8"'
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_TEXT = bytes({*range(32, 127), *range(128, 256), *b"\t\n\r\f\x1a\x1b"})  # bytes that text in some encoding may have
_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # they make text look different from what it is
_STRAY = "\u2028\u2029\ufeff\ufffe\uffff"


def decode(data: bytes, path: str) -> str:
    """Return the text of a file in UTF-8, with or without a byte order mark. Every line ending becomes a line feed.

    :raises Problems: if the file is empty, too large or not UTF-8.
    """
    if len(data) > LARGEST:
        fix = "check that it contains one story, and split it if it contains more"
        refuse(Problem(path, 0, 0, f"the file is larger than {LARGEST:,} bytes", fix))
    if data.startswith(_UTF_16):
        refuse(Problem(path, 0, 0, "the file is saved as UTF-16", _SAVE))
    if b"\0" in data or _is_binary(data):
        fix = "remove it from the copy; put pictures and documents next to the story in content/"
        refuse(Problem(path, 0, 0, "this is not text", fix))
    try:
        text = plain(data.decode())
    except UnicodeDecodeError as error:
        refuse(_foreign(data, error.start, path))
    if not text.strip():
        refuse(Problem(path, 0, 0, "the file is empty", "delete it, or ask the agency to send the copy again"))
    return text


def _is_binary(data: bytes) -> bool:
    """Return whether too many bytes are control characters for this to be text in any encoding."""
    start = data[:4096]
    return len(start.translate(None, _TEXT)) * 20 > len(start)


def plain(text: str) -> str:
    """Return ``text`` without a byte order mark, with line feeds as line endings."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _foreign(data: bytes, at: int, path: str) -> Problem:
    """Return the problem for the first byte that is not UTF-8, ``at`` bytes into the file."""
    before = data[:at].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    head, _, start = before.rpartition(b"\n")
    line = before.count(b"\n") + 1
    rest = data[at:].replace(b"\r", b"\n").split(b"\n", 1)[0]
    message = f"the file is not UTF-8: byte 0x{data[at]:02X} is not valid here"
    source = (start + rest).decode(errors="replace")
    column = len(start.removeprefix(codecs.BOM_UTF8 if not head else b"").decode()) + 1
    return Problem(path, line, column, message, f"{_SAVE}; check the accents and quotation marks", source)


def unprintable(text: str, path: str) -> list[Problem]:
    """Return one problem for each character that wire copy must not contain, at its first position."""
    lines = text.split("\n")
    found = []
    for letter in sorted(set(text) - {"\n", "\t"}):
        wrong = _wrong(letter)
        if wrong:
            number = next(number for number, line in enumerate(lines, 1) if letter in line)
            source, times = lines[number - 1], text.count(letter)
            more = f" (and {times - 1} more)" if times > 1 else ""
            message = f"{wrong[0]}, U+{ord(letter):04X}{more}"
            found.append(Problem(path, number, source.index(letter) + 1, message, wrong[1], source))
    return found


def _wrong(letter: str) -> tuple[str, str] | None:
    """Return what is wrong with a character, and the fix."""
    if letter in _TURNING:
        return "a hidden character reverses the direction of the text", "delete it; right-to-left text does not need it"
    if letter == "\N{REPLACEMENT CHARACTER}":
        return "a character was lost before the copy arrived", "write the character that belongs here"
    if letter in _STRAY:
        return "a hidden character that does not belong in copy", "delete it, or use an ordinary line break"
    if unicodedata2.category(letter) in {"Cc", "Cs"}:
        return "there is a control character in the text", "delete it"
    return None
