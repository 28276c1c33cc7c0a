"""Breaks text into lines: finds the largest font size at which a headline fits into a box.

SVG 1.1 does not wrap text. The widths are those of the bold serif in generator/media/fonts/, which social cards use;
characters that are not in the table get a generous estimate.
"""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec
import unicodedata2

_ASCII = bytes.fromhex(
    "1a263338385b501d282832381d1f1d1d383838383838383838381e1e383838375c4b43434d413e4d52282849415f4f4f404f"
    "473b414b466b494543291d29382e213c413541392938432322402363433d4041343128433d56413a352c382c38"
)
"""Widths in hundredths of the font size, from the space to the tilde."""

_OTHERS = {"LATIN": 70, "CYRILLIC": 74, "GREEK": 64, "ARABIC": 62, "HEBREW": 55}
_WIDEST = 100
_DRAWN = re.compile(
    "[\u0020-\u024f\u0259\u02bb\u02bc\u02c6-\u02dc\u0300-\u0304\u0306-\u0308\u030a-\u030c\u0323-\u0328\u0370-\u04ff"
    "\u0591-\u06ff\u0750-\u077f\u08a0-\u08ff\u1e00-\u1eff\u200c-\u206f\u20a0-\u20bf\u2116\u2122\u2190-\u2193\u2212]*"
)
_STEP = 4  # pixels between the font sizes that are tried


class Fitted(msgspec.Struct, frozen=True):
    """Lines of text, and their font size in pixels."""

    size: int
    lines: tuple[str, ...]


def drawable(text: str) -> bool:
    """Whether the fonts for social cards have all characters of a text: Latin, Greek, Cyrillic, Arabic, Hebrew."""
    return bool(_DRAWN.fullmatch(text))


@lru_cache(maxsize=4096)
def fitted(text: str, width: int, height: int, largest: int, smallest: int, leading: float = 1.15) -> Fitted:
    """``text`` in lines of at most ``width`` pixels and a total ``height``, at the largest font size that fits.

    ``leading`` is the line spacing as a multiple of the font size. Text that does not fit at the ``smallest`` size is
    cut, with an ellipsis. Lines are balanced to similar lengths.
    """
    words = text.split()
    for size in range(largest, smallest - 1, -_STEP):
        lines = _wrapped(words, width / size)
        if len(lines) * size * leading <= height and all(_width(line) * size <= width for line in lines):
            return Fitted(size, _balanced(words, width / size, len(lines)))
    most = max(1, int(height / (smallest * leading)))
    lines = _wrapped([part for word in words for part in _parts(word, width / smallest)], width / smallest)
    return Fitted(smallest, tuple(_cut(lines, most, width / smallest)))


def _wrapped(words: list[str], width: float) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and _width(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _balanced(words: list[str], width: float, count: int) -> tuple[str, ...]:
    """The narrowest way to break the text into the same number of lines."""
    best = _wrapped(words, width)
    for step in range(1, 12):
        lines = _wrapped(words, width * (1 - step / 24))
        if len(lines) > count:
            break
        best = lines
    return tuple(best)


def _parts(word: str, width: float) -> list[str]:
    """A word, split into parts that each fit on a line."""
    parts = [""]
    for sign in word:
        if parts[-1] and _width(parts[-1] + sign) > width:
            parts.append("")
        parts[-1] += sign
    return parts


def _cut(lines: list[str], most: int, width: float) -> list[str]:
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and _width(f"{last}…") > width:
        last = last[:-1]
    return [*lines[: most - 1], f"{last.rstrip()}…"]


def _width(text: str) -> float:
    """The width of a text as a multiple of its font size."""
    return sum(map(_of_sign, text)) / 100


@lru_cache(maxsize=4096)
def _of_sign(sign: str) -> int:
    if " " <= sign <= "~":
        return _ASCII[ord(sign) - 32]
    if unicodedata2.combining(sign) or unicodedata2.category(sign) == "Cf":
        return 0
    base = unicodedata2.normalize("NFD", sign)[0]
    if base != sign:
        return _of_sign(base)
    return _OTHERS.get(unicodedata2.name(sign, "").partition(" ")[0], _WIDEST)
