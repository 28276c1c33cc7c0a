"""The lines of text on social cards: found in an SVG, and drawn with FreeType if they need no shaping.

FreeType takes a tenth of the time that resvg takes. But it knows neither the order of right-to-left scripts, nor joined
letters, nor combining marks, so resvg draws lines with these. Letters are kerned as resvg kerns them (see
``tools/kerning.py``); ligatures such as ﬁ are not used.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from html import unescape
from typing import TYPE_CHECKING

import msgspec

from generator.media.text_fit import FONTS

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

_FONT = "NotoSerif-Bold"
_UNITS = 1000  # units of the font in one font size
_TEXT = re.compile(
    r'<text x="(\d{1,4})" y="(\d{1,4}(?:\.\d+)?)" font-size="([1-9]\d{0,2})" fill="(#[0-9a-f]{6})" '
    r'text-anchor="(start|end)">([^<]*)</text>\s*'
)
_SIMPLE = re.compile(
    "[\u0020-\u007e\u00a0-\u00ac\u00ae-\u024f\u0259\u02bb\u02bc\u02c6-\u02dc\u0370-\u0482\u048a-\u04ff"
    "\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2116\u2122\u2190-\u2193\u2212]*"
)
"""Text that needs no shaping."""


class CardLine(msgspec.Struct, frozen=True):
    """A line of text: where its baseline starts (or ends, if ``ends``), its font size in pixels, and its colour.

    ``markup`` is the line in SVG, in white.
    """

    x: int
    y: int
    size: int
    colour: str
    ends: bool
    text: str
    markup: str

    @property
    def is_simple(self) -> bool:
        """Whether the line needs no shaping."""
        return _SIMPLE.fullmatch(self.text) is not None


def without_lines(svg: str) -> tuple[str, tuple[CardLine, ...]]:
    """Return the SVG without the lines of text at its end, and these lines; no lines if it ends with anything else."""
    end = svg.rstrip().removesuffix("</svg>")
    found: list[CardLine] = []
    start = len(end)
    for match in reversed([*_TEXT.finditer(end)]):
        if match.end() != start:
            break
        start = match.start()
        found.insert(0, _line(match))
    return f"{end[:start]}</svg>", tuple(found)


def _line(match: re.Match[str]) -> CardLine:
    x, y, size, colour, anchor, text = match.groups()
    plain = re.sub(" +", " ", unescape(text)).strip(" ")
    white = match[0].replace(f'"{colour}"', '"#ffffff"', 1)
    return CardLine(int(x), round(float(y)), int(size), colour, anchor == "end", plain, white)


def ink(lines: Sequence[CardLine], size: tuple[int, int]) -> Image:
    """Return a picture that is white where there is text, and black elsewhere; ``size`` is in pixels.

    The text must be simple (see ``is_simple``).
    """
    from PIL.Image import new

    picture = new("L", size)
    for line in lines:
        places = _places(line.text)
        start = line.x - places[-1] * line.size / _UNITS if line.ends else line.x
        for char, place in zip(line.text, places, strict=False):
            x, quarter = divmod(round((start + place * line.size / _UNITS) * 4), 4)
            glyph, left, top = _glyph(char, line.size, quarter)
            picture.paste(255, (x + left, line.y + top), glyph)
    return picture


def _places(text: str) -> list[int]:
    """Return where each letter of a text starts, and where the last one ends, in the font's units."""
    places, kerning = [0], _kerning()
    for at, char in enumerate(text):
        closer = kerning.get(char, {}).get(text[at + 1], 0) if at + 1 < len(text) else 0
        places.append(places[-1] + _advance(char) + closer)
    return places


@cache
def _kerning() -> Mapping[str, Mapping[str, int]]:
    """Return the kerning of each pair, by the left letter and the right letter, in the font's units."""
    found: dict[str, dict[str, int]] = {}
    rows: dict[str, dict[str, int]] = {}
    for line in (FONTS / f"{_FONT}.kern").read_text("utf-8").split("\n")[:-1]:
        lefts, rights, distance = line.split("\t")
        if lefts not in rows:
            rows[lefts] = {}
            found.update(dict.fromkeys(lefts, rows[lefts]))
        rows[lefts].update(dict.fromkeys(rights, int(distance)))
    return found


@cache
def _advance(char: str) -> int:
    return round(_font(_UNITS).getlength(char))


@lru_cache(maxsize=2048)
def _glyph(char: str, size: int, quarter: int) -> tuple[Image, int, int]:
    """Return a letter, moved to the right by quarters of a pixel, and its offset from the point where it starts."""
    from PIL.Image import new
    from PIL.ImageDraw import Draw

    left, top, right, bottom = map(int, _font(size).getbbox(char, anchor="ls"))
    glyph = new("L", (right - left + 2, bottom - top + 2))
    Draw(glyph).text((1 + quarter / 4 - left, 1 - top), char, 255, _font(size), anchor="ls")
    return glyph, left - 1, top - 1


@cache
def _font(size: int) -> FreeTypeFont:
    from PIL.ImageFont import Layout, truetype

    return truetype(str(FONTS / f"{_FONT}.ttf"), size, layout_engine=Layout.BASIC)
