"""Social cards: the pictures that social networks show for stories, drawn from an SVG layout with our fonts.   [disk]

resvg draws them, because it shapes all scripts by itself (Pillow needs a library for this that not every machine has).
Pillow then compresses them.
"""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO

from generator.media.convert import cropped
from generator.media.social_image import HEIGHT, WIDTH
from generator.media.text_fit import FONTS
from generator.model.picture import Shape
from generator.model.problems import Problem, refuse

PHOTO = "photo:"
"""The placeholder in the layout for the address of the story's picture."""

_FONTS = [str(font) for font in sorted(FONTS.iterdir(), key=str) if font.name.endswith(".ttf")]
_COLOURS = 32  # in a card with text only
_QUALITY = 84


def drawn(svg: str, photo: bytes, shape: Shape | None, source: str) -> bytes:
    """The card: a JPEG if it includes a photo, which is cropped to ``shape``, otherwise a PNG with few colours.

    :raises Problems: if ``source``, the layout, is not a valid SVG.
    :raises Broken: if the photo cannot be read.
    """
    from PIL.Image import Dither, Quantize
    from PIL.Image import open as opened
    from resvg_py import svg_to_bytes

    if shape:
        inside = b64encode(cropped(photo, shape)).decode()
        svg = svg.replace(PHOTO, f"data:image/jpeg;base64,{inside}")
    try:
        png = svg_to_bytes(svg_string=svg, width=WIDTH, height=HEIGHT, skip_system_fonts=True, font_files=_FONTS)
    except ValueError as error:
        refuse(Problem(source, 0, 0, f"this layout is not a valid SVG: {error}", "make it well-formed SVG"))
    made = BytesIO()
    with opened(BytesIO(bytes(png))) as picture:
        plain = picture.convert("RGB")
        if shape:
            plain.save(made, "JPEG", quality=_QUALITY, progressive=True)
        else:
            plain.quantize(_COLOURS, Quantize.FASTOCTREE, dither=Dither.NONE).save(made, "PNG")
    return made.getvalue()
