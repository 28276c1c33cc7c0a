"""Colours as designers write them (``#0b5d4b``), and how well one can be read on another."""

from __future__ import annotations

import re
from collections.abc import Iterable
from colorsys import hls_to_rgb, rgb_to_hls

READABLE = 4.5
"""The least contrast of text with what is behind it (WCAG 2.2, 1.4.3, level AA)."""

COLOUR = "#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})"
"""The pattern of a colour in hexadecimal, without transparency."""

_HEX = re.compile(COLOUR)
_STEPS = 255
_MIDDLE = 0.179  # the luminance that is as far from black as from white


def is_colour(text: str) -> bool:
    """Whether ``text`` is a colour in hexadecimal, without transparency: ``#0b5d4b`` or ``#06c``."""
    return bool(_HEX.fullmatch(text))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: str, paper: str, least: float = READABLE) -> str:
    """The nearest colour of the same hue and saturation that has a contrast of ``least`` with ``paper``.

    It is the colour itself if that has it, and black or white if no lightness gives it.
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


def _parts(colour: str) -> tuple[int, ...]:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    return tuple(int(digits[at : at + 2], 16) for at in (0, 2, 4))


def _hex(parts: Iterable[float]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def _luminance(colour: str) -> float:
    """The relative luminance, from 0 for black to 1 for white (WCAG 2.2)."""
    red, green, blue = (
        part / 255 / 12.92 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in _parts(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
