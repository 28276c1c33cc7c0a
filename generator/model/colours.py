"""Colours as designers write them (``#0b5d4b``), and their contrast."""

from __future__ import annotations

import re
from collections.abc import Iterable
from colorsys import hls_to_rgb, rgb_to_hls
from math import dist

READABLE = 4.5
"""The least contrast of text with its background (WCAG 2.2, 1.4.3, level AA)."""

VISIBLE = 3.0
"""The least contrast of graphics with their background (WCAG 2.2, 1.4.11, level AA)."""

PAPERS = {"light": "#ffffff", "dark": "#15181b"}
"""The theme's background colour on light and on dark screens."""

COLOUR = "#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})"
"""The pattern of a colour in hexadecimal, without transparency."""

_HEX = re.compile(COLOUR)
_STEPS = 255
_MIDDLE = 0.179  # the luminance with the same contrast to black and to white


def is_colour(text: str) -> bool:
    """Whether ``text`` is a colour in hexadecimal, without transparency: ``#0b5d4b`` or ``#06c``."""
    return bool(_HEX.fullmatch(text))


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: str, paper: str, least: float = READABLE) -> str:
    """Return the nearest colour of the same hue and saturation that has a contrast of ``least`` with ``paper``.

    That is the colour itself if its contrast is high enough, and black or white if no lightness is.
    """
    end = 1.0 if _luminance(paper) < _MIDDLE else 0.0
    hue, lightness, saturation = rgb_to_hls(*(part / 255 for part in _parts(colour)))
    lighter = (lightness + (end - lightness) * step / _STEPS for step in range(1, _STEPS + 1))
    found = (_hex(hls_to_rgb(hue, each, saturation)) for each in lighter)
    return (
        colour
        if contrast(colour, paper) >= least
        else next((c for c in found if contrast(c, paper) >= least), _hex([end] * 3))
    )


def difference(one: str, other: str) -> float:
    """Return how different two colours look: 0 for equal ones, 1 for black and white (the distance in Oklab)."""
    return dist(_oklab(one), _oklab(other))


def _oklab(colour: str) -> tuple[float, ...]:
    """Return lightness, green to red and blue to yellow (Björn Ottosson, "A perceptual color space", 2020)."""
    red, green, blue = _linear(colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _parts(colour: str) -> tuple[int, ...]:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    return tuple(int(digits[at : at + 2], 16) for at in (0, 2, 4))


def _hex(parts: Iterable[float]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def _luminance(colour: str) -> float:
    """Return the relative luminance, from 0 for black to 1 for white (WCAG 2.2)."""
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(colour: str) -> tuple[float, ...]:
    """Return the linear intensities of red, green and blue, from 0 to 1 (IEC 61966-2-1, sRGB)."""
    return tuple(part / 255 / 12.92 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in _parts(colour))
