"""What is known about a picture file, and what can be made from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Notes:
    """The caption and credit embedded in a picture file, and whether it is animated (``moves``)."""

    caption: str = ""
    credit: str = ""
    moves: bool = False


NONE = Notes()
"""For a file without any notes."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape to crop a picture to: its ratio, such as ``16x9``, and its width and height in pixels."""

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
    """An icon to draw: its place, its width and height in pixels (it is square), and its purpose."""

    place: str
    size: int
    purpose: Literal["any", "maskable", "touch", "ico"]
