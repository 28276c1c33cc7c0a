"""Social cards: pictures for stories in social networks, drawn from an SVG layout with Broadsheet's fonts.   [disk]

A layout ends with the story's photo, if it has one, and lines of text. Everything before them is the backdrop: resvg
draws it once for all cards that share it, and the photo and the lines are drawn on it one by one. If a layout ends with
anything else, resvg draws all of it. It also draws text that needs shaping (Pillow needs a library for this that not
every machine has).
"""

from __future__ import annotations

import re
import zlib
from base64 import b64encode
from collections.abc import Iterator, Sequence
from functools import lru_cache
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING, Any

from generator.media.card_text import CardLine, ink, without_lines
from generator.media.convert import cropped, cut
from generator.media.social_image import HEIGHT, WIDTH
from generator.media.text_fit import FONTS
from generator.model.picture import Shape
from generator.model.problems import Problem, refuse

if TYPE_CHECKING:
    from PIL.Image import Image

PHOTO = "photo:"
"""The placeholder in the layout for the address of the story's picture."""

_FONTS = [str(font) for font in sorted(FONTS.iterdir(), key=str) if font.name.endswith(".ttf")]
_COLOURS = 32  # in a backdrop, or in a card that resvg draws
_SHADES = 7  # of a colour of text, from the colour behind it; with two colours of text, pixels take four bits
_LEVELS = [round(value * _SHADES / 255) for value in range(256)]
_SEEN = [255 if level else 0 for level in _LEVELS]
_QUALITY = 82
_ROOT = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{1}" viewBox="0 {2} {0} {1}" '
    'font-family="Noto Serif, Noto Naskh Arabic, Noto Serif Hebrew" font-weight="700">'
)
_ADDRESS = re.compile(rf"""(?<=href=["']){PHOTO}(?=["'])""")
_IMAGE = re.compile(
    rf'<image href="{PHOTO}" x="(\d+)" y="(\d+)" width="(\d+)" height="(\d+)" '
    r'preserveAspectRatio="xMidYMid slice"/>\s*</svg>$'
)


def drawn(svg: str, photo: bytes, shape: Shape | None, source: str) -> bytes:
    """Return the card: a JPEG if it includes a photo, which is cropped to ``shape``, otherwise a PNG with few colours.

    :raises Problems: if ``source``, the layout, is not a valid SVG.
    :raises Broken: if the photo cannot be read.
    """
    rest, lines = without_lines(svg) if _is_plain(svg) else (svg, ())
    if shape:
        return _jpeg(_with_text(_with_photo(rest, photo, shape, source), lines, source))
    if not lines:
        return _png(_with_few_colours(_rendered(svg, source)))
    card = _with_shades(_backdrop(rest, source)[1], lines, source)
    return _png(card or _with_few_colours(_with_text(_backdrop(rest, source)[0], lines, source)))


def _is_plain(svg: str) -> bool:
    """Whether nothing else in the SVG changes how its lines of text look."""
    return svg.lstrip().startswith(_ROOT.format(WIDTH, HEIGHT, 0)) and "<style" not in svg


def _with_photo(svg: str, photo: bytes, shape: Shape, source: str) -> Image:
    """Return the card with its photo and without the lines at its end."""
    place = _IMAGE.search(svg)
    if place and (int(place[3]), int(place[4])) == (shape.width, shape.height):
        card = _backdrop(f"{svg[: place.start()]}</svg>", source)[0].copy()
        card.paste(cut(photo, shape, margin=1), (int(place[1]), int(place[2])))
        return card
    inside = b64encode(cropped(photo, shape)).decode()
    return _rendered(_ADDRESS.sub(lambda _: f"data:image/jpeg;base64,{inside}", svg), source)


@lru_cache(maxsize=8)
def _backdrop(svg: str, source: str) -> tuple[Image, Image]:
    """Return what cards have in common, in all its colours and in few. Callers must not change either picture."""
    picture = _rendered(svg, source)
    return picture, _with_few_colours(picture)


def _rendered(svg: str, source: str, height: int = HEIGHT) -> Image:
    from PIL.Image import open as opened
    from resvg_py import svg_to_bytes

    try:
        png = svg_to_bytes(svg_string=svg, width=WIDTH, height=height, skip_system_fonts=True, font_files=_FONTS)
    except ValueError as error:
        refuse(Problem(source, 0, 0, f"this layout is not a valid SVG: {error}", "make it well-formed SVG"))
    with opened(BytesIO(bytes(png))) as picture:
        return picture.convert("RGB")


def _with_few_colours(picture: Image) -> Image:
    from PIL.Image import Dither, Quantize

    return picture.quantize(_COLOURS, Quantize.FASTOCTREE, dither=Dither.NONE)


def _with_text(picture: Image, lines: Sequence[CardLine], source: str) -> Image:
    """Return the picture in RGB with lines of text on it."""
    card = picture.copy()
    for colour, box, shape in _inked(lines, source):
        card.paste(colour, box, shape)
    return card


def _with_shades(backdrop: Image, lines: Sequence[CardLine], source: str) -> Image | None:
    """Return the backdrop with lines of text on it, in its own few colours and in shades of each colour of text.

    ``None`` if there is more than one colour behind a text, or if there are too many colours in total.
    """
    card = backdrop.copy()
    palette = (backdrop.getpalette() or [])[: 3 * (_extrema(backdrop)[1] + 1)]
    first: dict[tuple[int, str], int] = {}
    for colour, box, shape in _inked(lines, source):
        behind, other = _extrema(card.crop(box))
        if behind != other or len(palette) // 3 + _SHADES > 256:
            return None
        if (behind, colour) not in first:
            first[behind, colour] = len(palette) // 3
            palette += _shades(palette[3 * behind : 3 * behind + 3], colour)
        start = first[behind, colour]
        card.paste(shape.point([start - 1 + level for level in _LEVELS]), box, shape.point(_SEEN))
    card.putpalette(palette)
    return card


def _extrema(picture: Image) -> tuple[int, int]:
    """Return the lowest and the highest number of a colour in a picture with few colours."""
    found: Any = picture.getextrema()
    return found[0], found[1]


def _shades(behind: Sequence[int], colour: str) -> Iterator[int]:
    """Yield red, green and blue of each shade, from almost the colour behind the text to the text's own colour."""
    for shade in range(1, _SHADES + 1):
        for below, above in zip(behind, bytes.fromhex(colour[1:]), strict=True):
            yield round(below + (above - below) * shade / _SHADES)


def _inked(lines: Sequence[CardLine], source: str) -> Iterator[tuple[str, tuple[int, int, int, int], Image]]:
    """Yield the colour, the box and the shape of all text of one colour and size."""
    for (colour, _), group in groupby(lines, lambda line: (line.colour, line.size)):
        box, shape = _cut_out(tuple(group), source)
        if box:
            yield colour, box, shape


@lru_cache(maxsize=32)  # most cards have the site's name and one of a few sections
def _cut_out(lines: tuple[CardLine, ...], source: str) -> tuple[tuple[int, int, int, int] | None, Image]:
    """Return the bounding box of the text, and the text's shape in it; no box if nothing is visible."""
    simple = all(line.is_simple for line in lines)
    shape = ink(lines, (WIDTH, HEIGHT)) if simple else _shaped(lines, source)
    box = shape.getbbox()
    return box, shape.crop(box)


def _shaped(lines: Sequence[CardLine], source: str) -> Image:
    """Return a picture that is white where there is text, and black elsewhere. Only the part with text is rendered."""
    from PIL.Image import new

    size = lines[0].size
    top = max(0, min(HEIGHT - 1, *(line.y - round(1.6 * size) for line in lines)))
    height = max(1, min(HEIGHT, max(line.y + size for line in lines)) - top)
    black = f'{_ROOT.format(WIDTH, height, top)}<rect y="{top}" width="{WIDTH}" height="{height}"/>'
    part = _rendered(f"{black}{''.join(line.markup for line in lines)}</svg>", source, height)
    shape = new("L", (WIDTH, HEIGHT))
    shape.paste(part.convert("L"), (0, top))
    return shape


def _png(picture: Image) -> bytes:
    made = BytesIO()
    picture.save(made, "PNG", compress_type=zlib.Z_RLE)
    return made.getvalue()


def _jpeg(picture: Image) -> bytes:
    made = BytesIO()
    picture.save(made, "JPEG", quality=_QUALITY)  # a progressive one takes four times as long
    return made.getvalue()
