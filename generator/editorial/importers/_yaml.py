"""Turns text into a YAML scalar that every YAML parser reads back unchanged."""

from __future__ import annotations

import re

_PLAIN = re.compile(r"[^\W\d_](?:[\w ,.;()/!?&%'‘’“”–—…-]*[\w.)!?%'’”…])?")
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"})
_NAMED = {'"': '\\"', "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}


def scalar(text: str) -> str:
    r"""Return ``text`` unquoted if no parser can misread it, otherwise in double quotes (YAML 1.2, 7.3.1).

    >>> print(scalar("Ferry strike ends"), scalar("NO"), scalar('The "Elm": lost'))
    Ferry strike ends "NO" "The \"Elm\": lost"
    """
    if _PLAIN.fullmatch(text) and text.casefold() not in _WORDS:
        return text
    return '"' + "".join(map(_quoted, text)) + '"'


def _quoted(letter: str) -> str:
    if letter in _NAMED:
        return _NAMED[letter]
    if letter == " " or (letter.isprintable() and letter != "\ufeff"):
        return letter
    code = ord(letter)
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"
