"""Which picture networks show of a story: one that is drawn for it, or else its own."""

from __future__ import annotations

from dataclasses import replace

from generator.media.text_fit import drawable
from generator.model.output import Site, absolute
from generator.model.picture import Shape
from generator.model.settings import Settings
from generator.model.story import Card, Picture

WIDTH, HEIGHT = 1200, 630
"""Pixels; what the networks ask for (Open Graph, X: ``summary_large_image``)."""

_PHOTO = Shape("share", 440, 630)


def share_name(settings: Settings, story: Card) -> str:
    """The name of the file beside the story's page; nothing where none is drawn: settings want none, or our fonts lack
    one of its signs.
    """
    words = (settings.title, story.headline, story.section.name if story.section else "")
    if not settings.share_pictures or not all(map(drawable, words)):
        return ""
    return "share.jpg" if photo_shape(story) else "share.png"


def photo_shape(story: Card) -> Shape | None:
    """The shape in which the story's own picture stands in the one that is drawn; none where it is not to be there."""
    return _PHOTO if story.picture and story.picture.crops else None


def shown(settings: Settings, site: Site, story: Card) -> Picture | None:
    """The picture that networks are told of, at an absolute address; they take no drawings (SVG)."""
    if name := share_name(settings, story):
        kind = "image/jpeg" if name.endswith("jpg") else "image/png"
        address = absolute(site, f"{story.url}{name}")
        return Picture(address, alt=story.headline, type=kind, width=WIDTH, height=HEIGHT)
    picture = story.picture
    if not picture or picture.type == "image/svg+xml":
        return None
    if not picture.crops:
        return replace(picture, src=absolute(site, picture.src))
    crop = picture.crops[0]
    return replace(picture, src=absolute(site, crop.src), width=crop.width, height=crop.height, type="image/jpeg")
