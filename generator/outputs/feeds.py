"""Feeds of the newest stories: Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1, and the site's archive (RFC 5005).

All three are made of one value. A story's id is its tag URI (see ``model/tag_uri.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from generator.model.fingerprint import digest
from generator.model.output import Feed, FeedEntry, Output, Rendered, absolute
from generator.model.story import Card, Story, facts
from generator.model.tag_uri import feed_uri
from generator.model.urls import output_path, permanent
from generator.site.edition import Edition
from generator.site.feeds import Channel

SHOWS_BODIES = True


def outputs(edition: Edition) -> Iterator[Output]:
    """``/feed.xml``, ``/rss.xml`` and ``/feed.json`` of the site and below each listing that has feeds; the archive."""
    stories = {story.path: story for channel in edition.channels for story in channel.stories}
    entries = {path: _entry(edition, story) for path, story in stories.items()}
    for channel in edition.channels:
        feed = _feed(edition, channel, entries)
        for place, layout in _files(channel):
            made = Rendered(
                layout, {"site": edition.site, "feed": replace(feed, url=permanent(edition.settings, place))}
            )
            yield Output(output_path(place), made, "the feeds")


def _files(channel: Channel) -> Iterator[tuple[str, str]]:
    """The places of a channel's feeds, each with its layout."""
    if channel.kind == "archive":
        yield _archive(channel.number), "feed.xml"
    else:
        yield from ((f"{channel.place}{name}", name) for name in ("feed.xml", "rss.xml", "feed.json"))


def _archive(number: int) -> str:
    return f"/feed/{number}.xml"


def _feed(edition: Edition, channel: Channel, entries: Mapping[str, FeedEntry]) -> Feed:
    settings, site = edition.settings, edition.site
    older = channel.number - 1 if channel.kind == "archive" else channel.number
    return Feed(
        id=feed_uri(edition.authority, channel.place),
        title=f"{site.title}: {channel.name}" if channel.name else site.title,
        url="",
        home=permanent(settings, channel.place),
        hub=settings.feeds.hub,
        updated=max([*map(_changed, channel.stories), *(each.when for each in channel.deleted)]),
        entries=tuple(entries[story.path] for story in channel.stories),
        current=permanent(settings, "/feed.xml") if channel.kind == "archive" else "",
        older=permanent(settings, _archive(older)) if older else "",
        deleted=channel.deleted,
    )


def _changed(story: Story) -> datetime:
    return story.modified or story.published


def _entry(edition: Edition, story: Story) -> FeedEntry:
    picture = story.picture and replace(story.picture, src=absolute(edition.site, story.picture.src))
    full = edition.settings.feeds.text == "full"
    content = story.body.elsewhere(edition.site.origin, story.permalink) if full else None
    entry = FeedEntry(story.uri, Card(**facts(story)), story.permalink, content, picture, story.source_url)
    return replace(entry, stamp=digest(entry))
