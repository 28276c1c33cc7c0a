"""Feeds of the newest stories: Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1, and the site's feed archive (RFC 5005).

All three formats are made from the same value. A story's id is its tag URI (see ``model/tag_uri.py``).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from markupsafe import escape
from msgspec.structs import replace

from generator.engine.definitions import Ask, Query
from generator.model.body import Body
from generator.model.feed import Feed, FeedEntry
from generator.model.frame import Site, absolute
from generator.model.output import File, Rendered
from generator.model.recording import Recording
from generator.model.story import Card, Story
from generator.model.tag_uri import feed_uri
from generator.model.urls import permanent
from generator.outputs._corrections_in_feeds import correction_entries, plain_corrections, with_corrections
from generator.outputs._event_in_feeds import plain_event, with_event
from generator.outputs.page_head import FEEDS, file_at
from generator.reading.inputs import SETTINGS
from generator.site.cards import CARD
from generator.site.feeds import CHANNELS, Channel
from generator.site.former_places import DELETED
from generator.site.frame import SITE, words
from generator.site.places import AUTHORITY
from generator.theme.blocks import story_elsewhere
from generator.theme.queries import page

SOURCE = "the feeds"


def files(ask: Ask) -> Iterator[File]:
    """Yield ``feed.xml``, ``rss.xml`` and ``feed.json`` of the site and of each listing with feeds, and the archive."""
    for place in ask.keys(CHANNELS):
        if place.endswith(".xml"):
            yield file_at(place, SOURCE)
        else:
            yield from (file_at(f"{place}{name}", SOURCE) for name in FEEDS)


def output(ask: Ask, path: str) -> Rendered:
    """Return one feed, in one format."""
    place = f"/{path}"
    folder, _, name = place.rpartition("/")
    archived = folder == "/feed"
    channel = ask(CHANNELS, place if archived else f"{folder}/")
    feed = replace(_feed(ask, channel), url=permanent(ask(SETTINGS), place))
    return page(ask, "feed.xml" if archived else name, feed=feed)


def _feed(ask: Ask, channel: Channel) -> Feed:
    settings, site = ask(SETTINGS), ask(SITE)
    older = channel.number - 1 if channel.kind == "archive" else channel.number
    deleted = ask(DELETED) if channel.kind == "site" else ()
    entries = _entries(ask, channel)
    return Feed(
        id=feed_uri(ask(AUTHORITY), channel.place),
        title=words(ask).labelled(site.title, channel.name) if channel.name else site.title,
        url="",
        home=permanent(settings, channel.place),
        hub=settings.feeds.hub,
        updated=max([*(_changed(each.card) for each in entries), *(each.when for each in deleted)]),
        entries=entries,
        current=permanent(settings, "/feed.xml") if channel.kind == "archive" else "",
        older=permanent(settings, f"/feed/{older}.xml") if older else "",
        deleted=deleted,
    )


def _entries(ask: Ask, channel: Channel) -> tuple[FeedEntry, ...]:
    if channel.kind != "corrections":
        return tuple(ask(ENTRY, path) for path in channel.paths)
    found = [each for path in channel.paths for each in correction_entries(ask, path)]
    newest = sorted(found, key=lambda each: each.card.published, reverse=True)
    return tuple(newest[: ask(SETTINGS).feeds.stories])


def _changed(card: Card) -> datetime:
    return card.modified or card.published


def _entry(ask: Ask, path: str) -> FeedEntry:
    settings, site = ask(SETTINGS), ask(SITE)
    full = settings.feeds.text == "full"
    story = story_elsewhere(ask, path)
    picture = story.picture and replace(story.picture, src=absolute(site, story.picture.src))
    full_body = _disclosing(ask, story, with_event(ask, story, with_corrections(ask, story))) if full else None
    return FeedEntry(
        id=story.uri,
        card=ask(CARD, path),
        permalink=story.permalink,
        content=full_body and full_body.elsewhere(site.origin, story.permalink),
        picture=picture,
        source_url=story.source_url,
        note="" if full else f"{plain_event(ask, story)} {plain_corrections(ask, story)}".strip(),
        label=words(ask).gettext("Sponsored") if story.sponsored else "",
        licence=story.licence,
        recording=_recording(site, story),
    )


def _recording(site: Site, story: Story) -> Recording | None:
    """Return the first recording in a story, which feed readers can play; None if it has none."""
    if not story.recordings:
        return None
    return replace(story.recordings[0], src=absolute(site, story.recordings[0].src))


def _disclosing(ask: Ask, story: Story, body: Body) -> Body:
    """Return a story's body with its sponsor above and its use of AI below, since feed readers show only the body."""
    own = words(ask) if story.sponsored or story.ai else None
    paid = story.sponsored.by if story.sponsored else ""
    above = own.gettext("Sponsored by %(name)s", name=paid) if own and paid else ""
    below = own.labelled(own.gettext("How machines helped"), story.ai) if own and story.ai else ""
    parts = (
        f"<p><b>{escape(above)}</b></p>\n" if above else "",
        body.marked,
        f"<p>{escape(below)}</p>" if below else "",
    )
    return replace(body, marked="".join(parts))


ENTRY = Query[FeedEntry]("feed-entry", FeedEntry, _entry, stored=False)
"""A story's feed entry, by the story's path."""

QUERIES = (ENTRY,)
