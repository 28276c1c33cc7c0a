"""Font files: checks whether a file is complete and variable, and reads the weight and style from its name.

Only the header and the table directory of a WOFF2 file are read (W3C WOFF 2.0, section 4): they are not compressed.
Names are those of foundries (``Gazette-BoldItalic``), Fontsource (``gazette-latin-700-italic``) and
google-webfonts-helper (``gazette-v13-latin-700italic``).
"""

from __future__ import annotations

import re
import struct

import msgspec

KIND = ".woff2"
ANY_WEIGHT = 0
"""Stands for every weight: for a variable font, or the only file of a typeface."""

_HEADER = struct.Struct(">4sIIH")  # signature, flavour, length of the file, number of tables
_DIRECTORY = 48  # bytes before the table directory
_VARIATIONS, _GLYPHS, _LOCATIONS, _NAMED = 47, 10, 11, 63  # numbers of tables: fvar, glyf, loca, or that a name follows
_WEIGHTS = {
    **dict.fromkeys(("thin", "hairline"), 100),
    **dict.fromkeys(("extralight", "ultralight"), 200),
    "light": 300,
    **dict.fromkeys(("regular", "book", "roman", "normal"), 400),
    "text": 450,
    "medium": 500,
    **dict.fromkeys(("semibold", "demibold", "semi", "demi"), 600),
    "bold": 700,
    **dict.fromkeys(("extrabold", "ultrabold"), 800),
    **dict.fromkeys(("black", "heavy"), 900),
    **dict.fromkeys(("extrablack", "ultrablack"), 950),
}
_SUBSETS = ["latin", "cyrillic", "greek", "vietnamese", "arabic", "hebrew", "devanagari", "thai", "japanese", "korean"]
_ITALIC = "italic|oblique|ital|obl|it"
_VARIABLE = "variablefont|variable|vf|wght|opsz|wdth|slnt|standard|full"
_WORDS = re.compile(
    rf"(?:[-_.,+\[\]]+|(?P<italic>{_ITALIC})|(?P<variable>{_VARIABLE})"
    rf"|(?P<weight>{'|'.join(sorted(_WEIGHTS, key=len, reverse=True))}|[1-9][05]0)"
    rf"|(?P<subset>(?:{'|'.join(_SUBSETS)})(?:-ext)?)|v\d+)",
)


class Style(msgspec.Struct, frozen=True):
    """What the name of a font file says: its weight from 1 to 1000 (``ANY_WEIGHT`` for a variable font, ``None`` if the
    name does not say), whether it is italic, and which script it covers.
    """

    weight: int | None = None
    italic: bool = False
    subset: str = ""


def style_of(words: str) -> Style | None:
    """Return the style in the part of a file name after the typeface; ``None`` if it is not a known style."""
    weight, italic, subset, at, words = None, False, "", 0, words.lower()
    while at < len(words):
        if not (found := _WORDS.match(words, at)):
            return None
        at = found.end()
        italic = italic or bool(found["italic"])
        subset = found["subset"] or subset
        if found["variable"]:
            weight = ANY_WEIGHT
        elif found["weight"] and weight in (None, 400):  # Fontsource's `700-normal` is upright
            weight = _WEIGHTS.get(found["weight"]) or int(found["weight"])
    return Style(weight, italic, subset)


def is_variable(data: bytes) -> bool:
    """Whether a WOFF2 file is variable. Nearly always, one of its axes is the weight."""
    try:
        return _VARIATIONS in _tables(data)
    except (struct.error, IndexError):
        return False


def missing_bytes(data: bytes) -> int:
    """Return how many bytes of the length in its header a WOFF2 file lacks; 0 if it is complete or has no header."""
    if len(data) < _HEADER.size:
        return 0
    return max(0, int(_HEADER.unpack_from(data)[2]) - len(data))


def _tables(data: bytes) -> set[int]:
    """Return the numbers of the tables in a WOFF2 file (section 4.1)."""
    at, found = _DIRECTORY, set[int]()
    for _ in range(_HEADER.unpack_from(data)[3]):
        number, version = data[at] & 63, data[at] >> 6
        at = _after_number(data, at + (5 if number == _NAMED else 1))
        if (version != 3) if number in (_GLYPHS, _LOCATIONS) else version:
            at = _after_number(data, at)
        found.add(number)
    return found


def _after_number(data: bytes, at: int) -> int:
    """Return where a number of variable length (UIntBase128) ends: each byte but the last has its highest bit set."""
    while data[at] & 128:
        at += 1
    return at + 1
