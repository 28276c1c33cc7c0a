"""The Atom feed (RFC 4287) of the newest stories, each with its whole text.

A story's ``id`` is its tag URI (see ``identity.py``).
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.addresses import permanent
from generator.edition import Edition
from generator.output import Feed, FeedEntry, Output, Rendered
from generator.story import Body, Card, Story, facts

SHOWS_BODIES = True


def outputs(edition: Edition) -> Iterator[Output]:
    """``/feed.xml``, where there are stories."""
    newest = edition.stories[: edition.settings.feeds.stories]
    if not newest:
        return
    feed = Feed(
        id=edition.site.url,
        title=edition.site.title,
        url=permanent(edition.settings, "/feed.xml"),
        home=edition.site.url,
        updated=max(story.modified or story.published for story in newest),
        entries=tuple(_entry(edition, story) for story in newest),
    )
    yield Output("feed.xml", Rendered("feed.xml", {"site": edition.site, "feed": feed}), "the feed")


def _entry(edition: Edition, story: Story) -> FeedEntry:
    card = Card(**facts(story))
    body = Body(
        story.body.marked,
        tuple((mark, edition.site.origin + url if url.startswith("/") else url) for mark, url in story.body.addresses),
    )
    return FeedEntry(story.uri, card, story.permalink, body)
