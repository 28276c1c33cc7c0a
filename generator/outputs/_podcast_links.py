"""Links from listings to the feeds of podcasts."""

from __future__ import annotations

from collections.abc import Iterator

from generator.engine.definitions import Ask
from generator.model.page import FeedLink
from generator.model.urls import address
from generator.reading.inputs import SETTINGS
from generator.site.podcasts import EPISODES, feed_place, podcasts_at


def podcast_feeds(ask: Ask, place: str, title: str) -> Iterator[FeedLink]:
    """Yield the feeds of podcasts whose episodes are in the listing at ``place``."""
    settings = ask(SETTINGS)
    for name in podcasts_at(ask, place) if settings.podcast else ():
        if ask(EPISODES, name):
            url = address(settings, feed_place(name))
            yield FeedLink(settings.podcast[name].title or title, url, "application/rss+xml")
