"""The newest stories as one ninjs item, which leads to the whole text of each."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.output import Feed, FeedEntry, Output, Rendered
from generator.model.story import Card, facts
from generator.model.tag_uri import feed_uri
from generator.model.urls import permanent
from generator.site.edition import Edition


def outputs(edition: Edition) -> Iterator[Output]:
    """``/ninjs.json``, unless the settings want none."""
    settings = edition.settings
    if not settings.ninjs:
        return
    feed = Feed(
        id=feed_uri(edition.authority, "/ninjs.json"),
        title=edition.site.title,
        url=permanent(settings, "/ninjs.json"),
        home=edition.site.url,
        hub="",
        updated=None,
        entries=tuple(
            FeedEntry(
                story.uri, Card(**facts(story)), story.permalink, None, None, "", stamp=f"{story.uri} {card.stamp}"
            )
            for story, card in zip(edition.stories[: settings.feeds.stories], edition.cards, strict=False)
        ),
    )
    yield Output("ninjs.json", Rendered("ninjs-index.json", {"site": edition.site, "feed": feed}), "the ninjs index")
