"""The page from which others copy a story, next to the story's own page, if they may republish it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.engine.definitions import Ask
from generator.model.body import Body
from generator.model.output import File, Rendered
from generator.model.republishing import Republishing
from generator.model.story import Link
from generator.outputs._corrections_in_feeds import with_corrections
from generator.outputs.page_head import file_at, head, place_of
from generator.reading.inputs import SETTINGS
from generator.site.frame import SITE, words
from generator.site.places import AT, places
from generator.site.republishing import offered
from generator.theme.blocks import story_elsewhere
from generator.theme.queries import page


def files(ask: Ask) -> Iterator[File]:
    """Yield ``/2024/12/02/talks/republish/`` for each story that others may republish."""
    if not ask(SETTINGS).republish:
        return
    known = places(ask)
    for path in offered(ask):
        yield file_at(f"{known[path]}republish/", path, yields="owner")


def output(ask: Ask, path: str) -> Rendered:
    """Return the page of one story."""
    place = place_of(path)
    story = story_elsewhere(ask, ask(AT, place.removesuffix("republish/")))
    assert story.licence is not None  # only stories with a licence have this page
    bodies = (with_corrections(ask, story), *(Body(str(each.html), ()) for each in story.source_notes))
    body, *notes = (each.elsewhere(ask(SITE).origin, story.permalink) for each in bodies)
    title = words(ask).gettext("Republish this story")
    way = (Link(story.headline, story.url),)
    about = head(ask, "republish", place, title, way=way, indexed=False, withheld=story.withheld)
    return page(ask, "republish.html", head=about, story=story, facts=Republishing(body, story.licence, tuple(notes)))
