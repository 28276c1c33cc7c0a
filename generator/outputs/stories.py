"""Each story's own page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.edition import Edition
from generator.output import Head, Output, Site
from generator.pages import head, html
from generator.story import Link, Picture, Story
from generator.structured_data import absolute

SHOWS_BODIES = True


def outputs(edition: Edition) -> Iterator[Output]:
    """One page a story, with its related stories and its neighbours in the section."""
    for story in edition.stories:
        newer, older = edition.neighbours[story.path]
        yield html(
            edition,
            edition.places[story.path],
            "story.html",
            _head(edition, story),
            story.path,
            story=story,
            related=edition.related.get(story.path, ()),
            newer=newer,
            older=older,
        )


def _shared(site: Site, story: Story) -> Picture | None:
    """What networks show of a story: its picture in their shape, or as it is; they take no drawings (SVG)."""
    picture = story.picture
    if not picture or picture.type == "image/svg+xml":
        return None
    if not picture.crops:
        return replace(picture, src=absolute(site, picture.src))
    crop = picture.crops[0]
    return replace(picture, src=absolute(site, crop.src), width=crop.width, height=crop.height, type="image/jpeg")


def _head(edition: Edition, story: Story) -> Head:
    return head(
        edition,
        "story",
        edition.places[story.path],
        story.headline,
        story.standfirst,
        way=(Link(story.section.name, story.section.url),) if story.section else (),
        picture=_shared(edition.site, story),
        language=story.language,
        direction=story.direction,
        withheld=story.withheld,
    )
