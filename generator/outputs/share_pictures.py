"""The picture that social networks show for each story: its headline, drawn from a layout."""

from __future__ import annotations

from collections.abc import Iterator

from generator.engine.definitions import Ask
from generator.media.social_image import photo_shape
from generator.model.output import File, SocialCard
from generator.outputs.page_head import file_at
from generator.reading.inputs import SETTINGS
from generator.site.cards import CARD
from generator.site.index import PUBLIC
from generator.site.places import AT, places
from generator.site.share_pictures import SHARE_NAME
from generator.site.story_pictures import picture_file
from generator.theme.queries import page


def files(ask: Ask) -> Iterator[File]:
    """Yield ``/2024/12/02/talks/share.png``, or ``share.jpg`` with the story's picture in it."""
    if not ask(SETTINGS).share_pictures:
        return
    known = places(ask)
    for path in ask(PUBLIC).stories:
        if name := ask(SHARE_NAME, path):
            yield file_at(f"{known[path]}{name}", path, yields="owner")


def output(ask: Ask, path: str) -> SocialCard:
    """Return the share picture of one story."""
    story = ask(AT, f"/{path.rpartition('/')[0]}/")
    card = ask(CARD, story)
    shape = photo_shape(card)
    photo = picture_file(ask, story) if shape else None
    made = page(ask, "share.svg", story=card, pictured=photo is not None)
    return SocialCard(made.layout, made.context, made.frame, photo, shape)
