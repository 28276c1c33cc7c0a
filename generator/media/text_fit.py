"""Breaks text into lines: finds the largest font size at which a headline fits into a box.

SVG 1.1 does not wrap text. The widths are those of the fonts in generator/media/fonts/, which social cards use.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec
import unicodedata2

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

FONTS = files("generator.media") / "fonts"
"""The folder of the fonts that social cards use."""

_LATIN = "NotoSerif-Bold.ttf"
_SCRIPTS = {"arabic": "NotoNaskhArabic-Bold.ttf", "hebrew": "NotoSerifHebrew-Bold.ttf"}
_RUN = re.compile("(?P<hebrew>[\u0590-\u05ff]+)|(?P<arabic>[\u0600-\u08ff]+)|[^\u0590-\u08ff]+")
_SIZE = 100  # pixels at which widths are measured
_DRAWN = re.compile(
    "[\u0020-\u024f\u0259\u02bb\u02bc\u02c6-\u02dc\u0300-\u0304\u0306-\u0308\u030a-\u030c\u0323-\u0328\u0370-\u04ff"
    "\u0591-\u06ff\u0750-\u077f\u08a0-\u08ff\u1e00-\u1eff\u200c-\u206f\u20a0-\u20bf\u2116\u2122\u2190-\u2193\u2212]*"
)
_STEP = 4  # pixels between the font sizes that are tried


class FittedText(msgspec.Struct, frozen=True):
    """Lines of text, and their font size in pixels."""

    size: int
    lines: tuple[str, ...]


_SUBSTITUTES = {"≤": "<=", "≥": ">=", "≈": "~", "⁄": "/", "∕": "/", "●": "•", "▪": "•", "■": "•"}


@lru_cache(maxsize=4096)
def drawn(text: str) -> str:
    """Return the text as it can be drawn: characters that the fonts lack are replaced with similar ones or left out.

    It is empty if the fonts lack a letter: they have Latin, Greek, Cyrillic, Arabic and Hebrew.
    """
    if _DRAWN.fullmatch(text):
        return text
    made = "".join(map(_drawn_char, unicodedata2.normalize("NFC", text)))
    return "" if "\0" in made else " ".join(made.split())


def undrawn(text: str) -> tuple[str, ...]:
    """Return the characters of a text that the fonts lack, in order and without repetitions."""
    return tuple(dict.fromkeys(char for char in text if not _DRAWN.fullmatch(char) and not _is_invisible(char)))


def _drawn_char(char: str) -> str:
    """Return a character that can be drawn instead of another; NUL if it is a letter that cannot be replaced."""
    similar = char if _DRAWN.fullmatch(char) else _SUBSTITUTES.get(char) or unicodedata2.normalize("NFKC", char)
    if _DRAWN.fullmatch(similar):
        return similar
    return "\0" if unicodedata2.category(char)[0] in "LM" and not _is_invisible(char) else " "


def _is_invisible(char: str) -> bool:
    """Whether a character only changes how the one before it looks."""
    return "\ufe00" <= char <= "\ufe0f" or unicodedata2.category(char) == "Cf"


@lru_cache(maxsize=4096)
def fitted(text: str, width: int, height: int, largest: int, smallest: int, leading: float = 1.15) -> FittedText:
    """``text`` in lines of at most ``width`` pixels and a total ``height``, at the largest font size that fits.

    ``leading`` is the line spacing as a multiple of the font size. Text that does not fit at the ``smallest`` size is
    cut, with an ellipsis. Lines are balanced to similar lengths.
    """
    words = text.split()
    for size in range(largest, smallest - 1, -_STEP):
        lines = _wrapped(words, width / size)
        if len(lines) * size * leading <= height and all(_width(line) * size <= width for line in lines):
            return FittedText(size, _balanced(words, width / size, len(lines)))
    most = max(1, int(height / (smallest * leading)))
    lines = _wrapped([part for word in words for part in _parts(word, width / smallest)], width / smallest)
    return FittedText(smallest, tuple(_cut(lines, most, width / smallest)))


def _wrapped(words: list[str], width: float) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and _width(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _balanced(words: list[str], width: float, count: int) -> tuple[str, ...]:
    """Return the narrowest way to break the text into the same number of lines."""
    best = _wrapped(words, width)
    for step in range(1, 12):
        lines = _wrapped(words, width * (1 - step / 24))
        if len(lines) > count:
            break
        best = lines
    return tuple(best)


def _parts(word: str, width: float) -> list[str]:
    """Return a word, split into parts that each fit on a line."""
    parts = [""]
    for char in word:
        if parts[-1] and _width(parts[-1] + char) > width:
            parts.append("")
        parts[-1] += char
    return parts


def _cut(lines: list[str], most: int, width: float) -> list[str]:
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and _width(f"{last}…") > width:
        last = last[:-1]
    return [*lines[: most - 1], f"{last.rstrip()}…"]


@lru_cache(maxsize=65536)
def _width(text: str) -> float:
    """Return the width of a text as a multiple of its font size."""
    return (
        sum(
            _font(_SCRIPTS.get(found.lastgroup or "", _LATIN)).getlength(found.group()) for found in _RUN.finditer(text)
        )
        / _SIZE
    )


@cache
def _font(name: str) -> FreeTypeFont:
    from PIL.ImageFont import Layout, truetype  # imported here because most builds draw nothing

    return truetype(str(FONTS / name), _SIZE, layout_engine=Layout.BASIC)  # the other engine is not on every machine
