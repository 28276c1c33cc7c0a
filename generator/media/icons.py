"""Icons in the sizes that browsers, phones and search engines ask for, drawn from one SVG.

The SVG is the theme's ``assets/icon.svg``, or the site's own if it has one. It must not refer to other files.
"""

from __future__ import annotations

from base64 import b64encode
from functools import lru_cache
from io import BytesIO

from generator.media.svg_safety import Unsafe, cleaned
from generator.model.picture import Icon
from generator.model.problems import Problem

_LARGEST = 200_000  # bytes of an SVG: an icon needs no more
_FIX = "save it again as a plain SVG, with text converted to outlines"
_SAFE_ZONE = 0.8  # the share of a maskable icon's width that is never cut off (W3C, Web Application Manifest, 8.1.2)


ICONS = (
    Icon("/icons/192.png", 192, "any"),
    Icon("/icons/512.png", 512, "any"),
    Icon("/icons/maskable-512.png", 512, "maskable"),
    Icon("/apple-touch-icon.png", 180, "touch"),
    Icon("/favicon.ico", 32, "ico"),
)


@lru_cache(maxsize=4)
def faults(svg: bytes) -> tuple[Problem, ...]:
    """Return problems without a path if icons cannot be drawn from an SVG."""
    if len(svg) > _LARGEST:
        message = f"it has {len(svg):,} bytes; the limit for an icon is {_LARGEST:,}"
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
    """Return an icon as PNG, or as ICO for ``favicon.ico``. An icon that must fill a square gets its edge's colour."""
    text = _plain(svg)
    if icon.purpose == "ico":
        return _ico(_drawn(text, icon.size))
    if icon.purpose == "any":
        return _drawn(text, icon.size)
    share = _SAFE_ZONE if icon.purpose == "maskable" else 1.0
    return _drawn(_on_background(text, share, _background(text)), icon.size)


def _plain(svg: bytes) -> str:
    """Return the icon as an SVG without references to anything outside it.

    :raises Unsafe: if it does more than draw.
    """
    return cleaned(svg).decode()


def _on_background(svg: str, share: float, ground: str) -> str:
    """Return the icon in the middle of a coloured square. ``share`` is its width as a fraction of the square's."""
    start, width = (1 - share) / 2 * 100, share * 100
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
        f'<rect width="100" height="100" fill="{ground}"/>'
        f'<image x="{start}" y="{start}" width="{width}" height="{width}" '
        f'href="data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"/></svg>'
    )


def _background(svg: str) -> str:
    """Return the colour at the middle of the icon's left edge; white if that is transparent."""
    from PIL.Image import open as decoded  # imported here because few builds draw icons

    with decoded(BytesIO(_drawn(svg, 32))) as picture:
        pixel = picture.convert("RGBA").getpixel((0, 16))
    assert isinstance(pixel, tuple)
    red, green, blue, opaque = pixel
    return f"rgb({red},{green},{blue})" if opaque == 255 else "#ffffff"


def _drawn(svg: str, size: int) -> bytes:
    """Return a PNG. System fonts are not used, so the result is the same on every machine.

    :raises ValueError: if the SVG cannot be drawn.
    """
    from resvg_py import svg_to_bytes  # imported here because few builds draw icons

    return bytes(svg_to_bytes(svg_string=svg, width=size, height=size, dpi=96, skip_system_fonts=True))


def _ico(png: bytes) -> bytes:
    import PIL.IcoImagePlugin  # noqa: F401 (otherwise, Pillow loads the plugins of all formats to find this one)
    from PIL.Image import open as decoded

    made = BytesIO()
    with decoded(BytesIO(png)) as picture:
        picture.save(made, "ICO", sizes=[picture.size])
    return made.getvalue()
