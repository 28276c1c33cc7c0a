"""Share pictures: what networks show of a story, drawn from a layout in SVG with the fonts of the house.   [disk]

They are drawn by resvg, which shapes all scripts by itself (Pillow's own shaping needs a library that not every machine
has), and made small by Pillow.
"""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO
from pathlib import Path

from generator.media.pictures import cropped
from generator.media.social_image import HEIGHT, WIDTH
from generator.model.picture import Shape
from generator.model.problems import Problem, refuse

PHOTO = "photo:"
"""Stands in the layout for the address of the story's picture."""

_FONTS = [str(font) for font in sorted((Path(__file__).parent / "fonts").glob("*.ttf"))]
_COLOURS = 32  # of a picture of words alone
_QUALITY = 84


def drawn(svg: str, photo: bytes, shape: Shape | None, source: str) -> bytes:
    """The picture: a JPEG where it holds a photo, which is cut to ``shape``, else a PNG of few colours.

    :raises Problems: where ``source``, the layout, is no drawing.
    :raises Broken: where the photo cannot be read.
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
        refuse(Problem(source, 0, 0, f"this layout is no drawing: {error}", "it must be well-formed SVG"))
    made = BytesIO()
    with opened(BytesIO(bytes(png))) as picture:
        plain = picture.convert("RGB")
        if shape:
            plain.save(made, "JPEG", quality=_QUALITY, progressive=True)
        else:
            plain.quantize(_COLOURS, Quantize.FASTOCTREE, dither=Dither.NONE).save(made, "PNG")
    return made.getvalue()
