"""Each story's own page."""

from __future__ import annotations

from collections.abc import Iterator

from generator.media.social_image import shown
from generator.model.output import Head, Output
from generator.model.story import Link, Story
from generator.outputs.page_head import head, html
from generator.site.edition import Edition

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


def _head(edition: Edition, story: Story) -> Head:
    return head(
        edition,
        "story",
        edition.places[story.path],
        story.headline,
        story.standfirst,
        way=(Link(story.section.name, story.section.url),) if story.section else (),
        picture=shown(edition.settings, edition.site, story),
        language=story.language,
        direction=story.direction,
        withheld=story.withheld,
    )
