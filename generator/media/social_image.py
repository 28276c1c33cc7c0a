"""Chooses the picture that social networks show for a story: a card drawn for it, or the story's own picture."""

from __future__ import annotations

from msgspec.structs import replace

from generator.media.text_fit import drawn
from generator.model.frame import Site, absolute
from generator.model.picture import Picture, Shape
from generator.model.story import Card, Instant

WIDTH, HEIGHT = 1200, 630
"""Pixels; the size that the networks ask for (Open Graph, X: ``summary_large_image``)."""

_PHOTO = Shape("share", 440, 630)


def share_name(since: Instant, story: Card) -> str:
    """Return the name of the card's file, next to the story's page; empty if no card is drawn, because the story is
    from before ``since`` or Broadsheet's fonts lack a letter of its headline.
    """
    if story.published < since or not drawn(story.headline):
        return ""
    return "share.jpg" if photo_shape(story) else "share.png"


def photo_shape(story: Card) -> Shape | None:
    """Return the shape of the story's own picture on its card; ``None`` if the card does not include it."""
    if not story.picture or not story.picture.crops:
        return None
    x, y = story.picture.focus
    return replace(_PHOTO, x=x, y=y)


def social_picture(name: str, site: Site, story: Card) -> Picture | None:
    """Return the picture for social networks, with an absolute address: the card with this name, if there is one.

    Social networks do not accept SVG, so a drawing is never returned.
    """
    if name:
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
