"""The text of IPTC 7901 and ANPA 1312: characters, control characters, and lines that make up paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from generator.model.problems import Problem, refuse
from generator.model.settings import Settings

SOH, STX, ETX, EOT, SYN = "\x01", "\x02", "\x03", "\x04", "\x16"
_LAYOUT = {
    ord(character): None
    for character in "\0\x05\x06\x07\x0b\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x7f"
}
_WIDEST = 100  # characters of a line that may have been wrapped by the sender
_TRADE = str.maketrans({"\x1c": " ", "\x1d": " ", "\x1e": " ", "\x1f": " ", "\b": " "})


def decoded(data: bytes) -> str:
    """Return the text of a message: UTF-8, or Windows-1252, both of which contain ISO 646."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = data.decode("latin-1").translate(_WINDOWS)
    return text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")


_WINDOWS = {
    code: character
    for code in range(0x80, 0xA0)
    if (character := bytes([code]).decode("cp1252", "replace")) != "\N{REPLACEMENT CHARACTER}"
}


def messages(text: str, path: str) -> Sequence[tuple[int, str, str, str]]:
    """Return each message of a file: its line, its header, its text, and what follows the text.

    :raises Problems: if one is not complete.
    """
    found, at = [], text.find(SOH)
    while at >= 0:
        following = text.find(SOH, at + 1)
        whole = text[at + 1 : following if following >= 0 else len(text)]
        line = text.count("\n", 0, at) + 1
        header, start, rest = whole.partition(STX)
        body, end, after = rest.partition(ETX)
        if not (start and end):
            missing = "STX, the start of its text" if not start else "ETX, the end of its text"
            fix = "it was cut off on its way: ask the agency to send it again"
            refuse(Problem(path, line, 0, f"this message has no control character {missing}", fix))
        found.append((line, header, body, after.partition(EOT)[0].strip()))
        at = following
    return found


def clean(text: str) -> str:
    """Return text without the control characters that were meant for printers, and with spaces for separators."""
    return text.translate(_LAYOUT).translate(_TRADE)


def paragraphs(lines: Iterable[str]) -> tuple[str, ...]:
    """Return the paragraphs in lines that the sender wrapped.

    A paragraph begins after a blank line, with white space, or after a line that is too long to have been wrapped.
    """
    found, open_ = list[str](), False
    for line in lines:
        words = " ".join(line.split())
        begins = not open_ or line[:1] in " \t" or len(line) > _WIDEST
        if words and begins:
            found.append(words)
        elif words:
            found[-1] += f" {words}"
        open_ = bool(words) and len(line) <= _WIDEST
    return tuple(found)


_DATELINE = re.compile(r"([^()\n]{2,60})\(([^()\n]{2,30})\)\s*+(?:[-_–—=]++\s++)?")


def dateline(text: tuple[str, ...], settings: Settings) -> tuple[str, str, tuple[str, ...]]:
    """Return the dateline, the agency, and the text without them, if it begins with both: ``PORT ELM (NCW) - ...``."""
    found = _DATELINE.match(text[0]) if text else None
    if not found or not settings.agency(found[2]) or len(found[1].split()) > 6:
        return "", found[2] if found else "", text
    return found[1].strip(" ,"), found[2], tuple(filter(None, (text[0][found.end() :], *text[1:])))


KILL = re.compile(
    r"\b(?:KILL(?:,? KILL)++|(?:MANDATORY|BULLETIN|STORY) KILL|KILL (?:NOTICE|ADVISORY))\b"
    r"|^\W{0,9}KILL(?:\W{0,9}$|\s{0,9}[:/–—])"
)
"""Matches the beginning, in capitals, of the keywords or headline of a notice that withdraws a story."""
