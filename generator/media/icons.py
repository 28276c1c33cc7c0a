"""Icons of the sizes that browsers, telephones and search engines want, drawn from one SVG.

The SVG is the theme's ``assets/icon.svg``, or the site's own over it. It may draw on nothing beside itself.
"""

from __future__ import annotations

from base64 import b64encode
from functools import lru_cache
from io import BytesIO

from generator.media.svg_safety import Unsafe, cleaned
from generator.model.picture import Icon
from generator.model.problems import Problem

_LARGEST = 200_000  # bytes of an SVG: an icon is no picture
_FIX = "save it again as a plain SVG, with words turned into outlines"
_SAFE_ZONE = 0.8  # of a maskable icon's width: what no mask cuts off (W3C, Web Application Manifest, section 8.1.2)


ICONS = (
    Icon("/icons/192.png", 192, "any"),
    Icon("/icons/512.png", 512, "any"),
    Icon("/icons/maskable-512.png", 512, "maskable"),
    Icon("/apple-touch-icon.png", 180, "touch"),
    Icon("/favicon.ico", 32, "ico"),
)


@lru_cache(maxsize=4)
def faults(svg: bytes) -> tuple[Problem, ...]:
    """What is wrong with an SVG, as problems without a path; nothing where icons can be drawn from it."""
    if len(svg) > _LARGEST:
        message = f"it has {len(svg):,} bytes, and {_LARGEST:,} are enough for an icon"
        return (Problem("", 0, 0, message, "simplify it"),)
    try:
        _drawn(_plain(svg), 16)
    except Unsafe as found:
        return found.faults
    except ValueError:
        return (Problem("", 0, 0, "it has no size or shows nothing", _FIX),)
    return ()


@lru_cache(maxsize=32)
def draw(icon: Icon, svg: bytes) -> bytes:
    """The bytes of an icon: PNG, or ICO for ``favicon.ico``. Where it must fill its square, its own colour does."""
    text = _plain(svg)
    if icon.purpose == "ico":
        return _ico(_drawn(text, icon.size))
    if icon.purpose == "any":
        return _drawn(text, icon.size)
    share = _SAFE_ZONE if icon.purpose == "maskable" else 1.0
    return _drawn(_framed(text, share, _ground(text)), icon.size)


def _plain(svg: bytes) -> str:
    """The icon as a drawing that draws on nothing beside itself.

    :raises Unsafe: where it is more than that.
    """
    return cleaned(svg).decode()


def _framed(svg: str, share: float, ground: str) -> str:
    """The icon in the middle of a coloured square, ``share`` of it wide."""
    start, width = (1 - share) / 2 * 100, share * 100
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
        f'<rect width="100" height="100" fill="{ground}"/>'
        f'<image x="{start}" y="{start}" width="{width}" height="{width}" '
        f'href="data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"/></svg>'
    )


def _ground(svg: str) -> str:
    """The colour at the middle of the icon's edge; white where nothing is there."""
    from PIL.Image import open as decoded  # here, since only few builds draw

    with decoded(BytesIO(_drawn(svg, 32))) as picture:
        pixel = picture.convert("RGBA").getpixel((0, 16))
    assert isinstance(pixel, tuple)
    red, green, blue, opaque = pixel
    return f"rgb({red},{green},{blue})" if opaque == 255 else "#ffffff"


def _drawn(svg: str, size: int) -> bytes:
    """A PNG; no font of the machine's is used, so that it is the same everywhere.

    :raises ValueError: where it cannot be drawn.
    """
    from resvg_py import svg_to_bytes  # here, since only few builds draw

    return bytes(svg_to_bytes(svg_string=svg, width=size, height=size, dpi=96, skip_system_fonts=True))


def _ico(png: bytes) -> bytes:
    from PIL.Image import open as decoded

    made = BytesIO()
    with decoded(BytesIO(png)) as picture:
        picture.save(made, "ICO", sizes=[picture.size])
    return made.getvalue()
