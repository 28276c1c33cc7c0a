"""Font files: whether one is whole and variable, and the weight and style that its maker put into its name.

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
"""Means every weight: that of a variable font, or of the only file of a typeface."""

_HEADER = struct.Struct(">4sIIH")  # signature, flavour, length of the file, number of tables
_DIRECTORY = 48  # bytes before the table directory
_VARIATIONS, _GLYPHS, _LOCATIONS, _NAMED = 47, 10, 11, 63  # numbers of tables: fvar, glyf, loca, and one with its name
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
    """What the name of a font file says: its weight from 1 to 1000 (``ANY_WEIGHT`` for a variable font, ``None`` if it
    says nothing), whether it is italic, and which letters it has.
    """

    weight: int | None = None
    italic: bool = False
    subset: str = ""


def style_of(words: str) -> Style | None:
    """The style in the part of a file's name that comes after the typeface's; ``None`` if it is not a known one."""
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
    """Whether a WOFF2 file has axes, of which the weight is nearly always one."""
    try:
        return _VARIATIONS in _tables(data)
    except (struct.error, IndexError):
        return False


def missing_bytes(data: bytes) -> int:
    """How many bytes a WOFF2 file lacks of those that its header announces; 0 if it is whole or has no header."""
    if len(data) < _HEADER.size:
        return 0
    return max(0, int(_HEADER.unpack_from(data)[2]) - len(data))


def _tables(data: bytes) -> set[int]:
    """The numbers of the tables in a WOFF2 file (section 4.1)."""
    at, found = _DIRECTORY, set[int]()
    for _ in range(_HEADER.unpack_from(data)[3]):
        number, version = data[at] & 63, data[at] >> 6
        at = _after_number(data, at + (5 if number == _NAMED else 1))
        if (version != 3) if number in (_GLYPHS, _LOCATIONS) else version:
            at = _after_number(data, at)
        found.add(number)
    return found


def _after_number(data: bytes, at: int) -> int:
    """Where a number of variable length ends (UIntBase128): each byte but its last has the highest bit set."""
    while data[at] & 128:
        at += 1
    return at + 1
