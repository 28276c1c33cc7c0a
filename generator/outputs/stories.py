"""Each story's own page."""

from __future__ import annotations

from collections.abc import Iterator

from generator.engine.definitions import Ask
from generator.media.social_image import social_picture
from generator.model.output import File, Rendered
from generator.model.page import Head
from generator.model.story import Link, Story
from generator.outputs.page_head import file_at, head, place_of
from generator.site.cards import CARD, related, series_around
from generator.site.descriptions import accent_class
from generator.site.frame import SITE
from generator.site.groups import NEIGHBOURS
from generator.site.index import PUBLIC
from generator.site.people import people
from generator.site.places import AT, places
from generator.site.share_pictures import SHARE_NAME
from generator.theme.blocks import needs, story_here
from generator.theme.chosen_layouts import layout_for
from generator.theme.queries import page


def files(ask: Ask) -> Iterator[File]:
    """Yield one page for each story."""
    known = places(ask)
    for path in ask(PUBLIC).stories:
        yield file_at(known[path], path)


def output(ask: Ask, path: str) -> Rendered:
    """Return a story's page, with its related stories, the newer and older stories in its section, and its series."""
    place = place_of(path)
    source = ask(AT, place)
    story, around = story_here(ask, source), ask(NEIGHBOURS, source)
    return page(
        ask,
        layout_for(ask, "story", story.layout),
        head=_head(ask, place, source, story),
        story=story,
        related=related(ask, source),
        people=people(ask, story.bylines),
        series=series_around(ask, source, story.series),
        newer=ask(CARD, around.newer) if around.newer else None,
        older=ask(CARD, around.older) if around.older else None,
    )


def _head(ask: Ask, place: str, source: str, story: Story) -> Head:
    return head(
        ask,
        "story",
        place,
        story.headline,
        story.summary,
        way=(Link(story.section.name, story.section.url),) if story.section else (),
        picture=social_picture(ask(SHARE_NAME, source), ask(SITE), story),
        language=story.language,
        direction=story.direction,
        withheld=story.withheld,
        indexed=not story.noindex,
        canonical=story.canonical,
        accent=accent_class(ask, "section", story.section),
        needs=needs(ask, source),
    )
