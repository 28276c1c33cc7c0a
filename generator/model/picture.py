"""Pictures: the facts about a file, the versions made from it, and how a story shows it."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

import msgspec
from markupsafe import Markup
from msgspec import Meta

from generator.model.formatting import Span, as_html
from generator.model.urls import Address

Display = Literal["", "wide", "portrait", "full", "none"]
"""How a story shows its picture: as wide as the headline, as wide as the page, next to the headline, from edge to edge,
or not at all. Cards and social networks show it in any case."""

DISPLAYS: tuple[Display, ...] = get_args(Display)[1:]
"""The values that an editor may write."""

Percent = Annotated[int, Meta(ge=0, le=100)]

CENTRE = (50, 50)
"""The middle of a picture, in percent from the left and from the top."""


class EmbeddedNotes(msgspec.Struct, frozen=True):
    """The caption and credit embedded in a picture file, and whether it is animated (``moves``)."""

    caption: str = ""
    credit: str = ""
    moves: bool = False


NONE = EmbeddedNotes()
"""The notes of a file that has none."""


class Shape(msgspec.Struct, frozen=True):
    """A shape to which a picture is cropped: its ratio, such as ``16x9``, and its width and height in pixels.

    ``x`` and ``y`` say which part is kept. They are percentages as in CSS (``object-position``): the share of the
    cropped width that is removed at the left, and of the cropped height that is removed at the top.
    """

    ratio: str
    width: int
    height: int
    x: Percent = CENTRE[0]
    y: Percent = CENTRE[1]


class Rendition(msgspec.Struct, frozen=True):
    """A picture in another size and format (``avif``, ``webp``, ``jpg`` or ``png``); width and height in pixels."""

    format: str
    width: int
    height: int


class Icon(msgspec.Struct, frozen=True):
    """A square icon to draw: its place on the site, its width and height in pixels, and its purpose."""

    place: str
    size: int
    purpose: Literal["any", "maskable", "touch", "ico"]


class Crop(msgspec.Struct, frozen=True):
    """Part of a picture, cropped to another shape around its focus: its address, width and height in pixels."""

    src: Address
    width: int
    height: int


class Variant(msgspec.Struct, frozen=True):
    """A picture in another size and format: its address, media type and width in pixels."""

    src: Address
    type: str
    width: int


class Picture(msgspec.Struct, frozen=True):
    """A story's picture. ``src`` is a path in content/ in a manuscript, an address in a story or card.

    If it is one of the site's files, ``type`` is its media type, ``size`` its size in bytes, and ``width`` and
    ``height`` are in pixels (0 if unknown). ``crops`` are parts of it in other shapes, around ``focus``: the point that
    crops keep, in percent from the left and from the top. ``variants`` are the alternatives that browsers may choose.
    ``caption`` and ``credit`` are plain; ``caption_html`` and ``credit_html`` have emphasis and links.
    """

    src: Address
    alt: str = ""
    caption: str = ""
    credit: str = ""
    type: str = ""
    size: int = 0
    width: int = 0
    height: int = 0
    crops: tuple[Crop, ...] = ()
    variants: tuple[Variant, ...] = ()
    caption_spans: tuple[Span, ...] = ()
    credit_spans: tuple[Span, ...] = ()
    display: Display = ""
    focus: tuple[Percent, Percent] = CENTRE

    @property
    def position(self) -> str:
        """The style sheet's classes for the focus, to the nearest ten percent: ``x60 y30``; empty for the middle."""
        if self.focus == CENTRE:
            return ""
        tens = ((value + 5) // 10 * 10 for value in self.focus)
        return " ".join(f"{axis}{ten}" for axis, ten in zip("xy", tens, strict=True) if ten != CENTRE[0])

    @property
    def caption_html(self) -> Markup:
        """The caption with emphasis and links."""
        return as_html(self.caption, self.caption_spans)

    @property
    def credit_html(self) -> Markup:
        """The credit with emphasis and links."""
        return as_html(self.credit, self.credit_spans)
