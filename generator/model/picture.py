"""What is known of a picture's file, and what can be made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Notes:
    """The words written into a picture's file, and whether it ``moves``."""

    caption: str = ""
    credit: str = ""
    moves: bool = False


NONE = Notes()
"""The notes of a file that has none."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A cut of a picture: its ratio, such as ``16x9``, and its width and height in pixels."""

    ratio: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Rendition:
    """A picture in another size and format (``avif``, ``webp`` or ``jpg``); width and height in pixels."""

    format: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Icon:
    """An icon to be drawn: its place, its width and height in pixels, and what it is for."""

    place: str
    size: int
    purpose: Literal["any", "maskable", "touch", "ico"]
