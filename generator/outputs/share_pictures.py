"""What networks show of each story: a picture of its headline, drawn from a layout."""

from __future__ import annotations

from collections.abc import Iterator

from generator.media.social_image import photo_shape, share_name
from generator.model.output import Output, Shared
from generator.model.urls import output_path
from generator.site.edition import Edition


def outputs(edition: Edition) -> Iterator[Output]:
    """``/2024/12/02/talks/share.png``, or ``share.jpg`` with the story's picture in it."""
    cards = {card.url: card for card in edition.cards}
    for story in edition.stories:
        card = cards[story.url]
        if name := share_name(edition.settings, card):
            shape = photo_shape(card)
            photo = edition.photos.get(story.path) if shape else None
            context = {"site": edition.site, "story": card, "pictured": photo is not None}
            place = f"{edition.places[story.path]}{name}"
            yield Output(output_path(place), Shared("share.svg", context, photo, shape), story.path, yields="owner")
