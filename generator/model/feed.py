"""Feeds and sitemaps: the values that their layouts receive."""

from __future__ import annotations

from datetime import datetime

import msgspec

from generator.model.body import Body
from generator.model.licence import Licence
from generator.model.picture import Picture
from generator.model.recording import Recording
from generator.model.story import Card, Instant, Term, Translation


class DeletedEntry(msgspec.Struct, frozen=True):
    """A withdrawn story in a feed: its tag URI, and when it was withdrawn (RFC 6721)."""

    uri: str
    when: Instant


class FeedEntry(msgspec.Struct, frozen=True):
    """A story in a feed. ``id`` is its tag URI (RFC 4151); ``content`` is its full body, if the feed includes it.

    ``note`` has its corrections as plain text, if ``content`` does not. Others may republish it under its ``licence``.
    Addresses in ``content`` and ``picture`` are absolute; ``source_url`` is the agency's own site. ``label`` tells
    readers that somebody paid for the story. ``recording`` is the first one in it.
    """

    id: str
    card: Card
    permalink: str
    content: Body | None
    picture: Picture | None
    source_url: str
    note: str = ""
    licence: Licence | None = None
    label: str = ""
    recording: Recording | None = None

    @property
    def title(self) -> str:
        """The headline, after the label if there is one."""
        return f"{self.label}: {self.card.headline}" if self.label else self.card.headline

    @property
    def summary(self) -> str:
        """The summary of the story, followed by the note; empty if it has neither."""
        return f"{self.card.summary} {self.note}".strip()

    @property
    def categories(self) -> tuple[Term, ...]:
        """What the story is about: its tags, its terms of the site's own taxonomies, and its series."""
        own = (term for terms in self.card.taxonomies.values() for term in terms)
        series = self.card.series
        return (*self.card.tags, *own, *([Term(series.name, series.slug, series.url)] if series else []))


class Feed(msgspec.Struct, frozen=True):
    """A feed. ``updated`` is when its content last changed.

    ``url`` is the feed's own address, ``home`` the address of the page with the same stories, ``hub`` that of a WebSub
    hub. In an archive document (RFC 5005), ``current`` is the feed that it belongs to; ``older`` is the previous
    document. ``deleted`` lists withdrawn stories (RFC 6721).
    """

    id: str
    title: str
    url: str
    home: str
    hub: str
    updated: datetime | None
    entries: tuple[FeedEntry, ...]
    current: str = ""
    older: str = ""
    deleted: tuple[DeletedEntry, ...] = ()


class Location(msgspec.Struct, frozen=True):
    """A page in a sitemap: its absolute address, its last change if known, its picture and translations."""

    url: str
    modified: datetime | None = None
    picture: str = ""
    translations: tuple[Translation, ...] = ()


class SitemapEntry(msgspec.Struct, frozen=True):
    """A sitemap in the sitemap index: its absolute address, and its last change if known."""

    url: str
    modified: datetime | None = None
