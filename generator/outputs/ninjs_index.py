"""The newest stories as one ninjs item, with the address of each story's full text."""

from __future__ import annotations

from collections.abc import Iterator

from generator.engine.definitions import Ask
from generator.model.feed import Feed, FeedEntry
from generator.model.output import File, Rendered
from generator.model.tag_uri import feed_uri
from generator.model.urls import permanent
from generator.reading.inputs import SETTINGS
from generator.site.cards import CARD
from generator.site.frame import SITE
from generator.site.index import PUBLIC
from generator.site.places import AUTHORITY, PLACE, uri
from generator.theme.queries import page


def files(ask: Ask) -> Iterator[File]:
    """Yield ``/ninjs.json``, unless the settings turn it off."""
    if ask(SETTINGS).ninjs:
        yield File("ninjs.json", "the ninjs index")


def output(ask: Ask, path: str) -> Rendered:
    """Return the file."""
    settings, site = ask(SETTINGS), ask(SITE)
    feed = Feed(
        id=feed_uri(ask(AUTHORITY), "/ninjs.json"),
        title=site.title,
        url=permanent(settings, "/ninjs.json"),
        home=site.url,
        hub="",
        updated=None,
        entries=tuple(_entry(ask, story) for story in ask(PUBLIC).stories[: settings.feeds.stories]),
    )
    return page(ask, "ninjs-index.json", feed=feed)


def _entry(ask: Ask, story: str) -> FeedEntry:
    permalink = permanent(ask(SETTINGS), ask(PLACE, story))
    return FeedEntry(uri(ask, story), ask(CARD, story), permalink, None, None, "")
