"""Channels: which stories each feed has. The newest of the site, of each section, tag and byline; and the archive.

The archive (RFC 5005, section 4) has every story once, in documents that are numbered from the oldest, so that a full
one does not change when a story is added. It is the site's alone: a story is in several other feeds, and to keep the
whole archive of each would give its text out many times.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from generator.settings import Settings
from generator.story import Card, Instant, Story, Term


@dataclass(frozen=True, slots=True)
class Deleted:
    """A story that was withdrawn: its tag URI, and when that was (RFC 6721)."""

    uri: str
    when: Instant


@dataclass(frozen=True, slots=True)
class Channel:
    """The stories of one feed, newest first: of the site or a term, or one document of the site's archive.

    ``place`` is that of the listing that it is the feed of. ``number`` is that of the archive's document, counted from
    the oldest (1); in the site's own feed that of the newest full document, 0 where there is none. The site's own says
    which stories have been ``deleted``.
    """

    kind: Literal["site", "section", "tag", "byline", "archive"]
    name: str
    place: str
    number: int
    stories: tuple[Story, ...]
    deleted: tuple[Deleted, ...] = ()


class Group(Protocol):
    """The stories of one term."""

    @property
    def term(self) -> Term: ...
    @property
    def cards(self) -> tuple[Card, ...]: ...


def channels(
    stories: Sequence[Story],
    groups: Mapping[str, Sequence[Group]],
    settings: Settings,
    deleted: tuple[Deleted, ...] = (),
) -> tuple[Channel, ...]:
    """The channels of an edition. ``groups`` has the sections, tags and bylines, under these names."""
    return (*_of_site(stories, settings, deleted), *_of_terms(stories, groups, settings)) if stories else ()


def _of_site(stories: Sequence[Story], settings: Settings, deleted: tuple[Deleted, ...]) -> Iterator[Channel]:
    size = settings.feeds.stories
    full = len(stories) // size if len(stories) > size and settings.feeds.archive else 0
    yield Channel("site", "", "/", full, tuple(stories[:size]), deleted)
    oldest_first = stories[::-1]
    for number in range(1, full + 1):
        yield Channel("archive", "", "/", number, tuple(oldest_first[(number - 1) * size : number * size][::-1]))


def _of_terms(stories: Iterable[Story], groups: Mapping[str, Sequence[Group]], settings: Settings) -> Iterator[Channel]:
    by_url = {story.url: story for story in stories}
    for name in settings.feeds.of:
        for group in groups[name]:
            newest = tuple(by_url[card.url] for card in group.cards[: settings.feeds.stories])
            yield Channel(_KINDS[name], group.term.name, feed_place(name, group.term), 0, newest)


_KINDS: Mapping[str, Literal["section", "tag", "byline"]] = {"sections": "section", "tags": "tag", "bylines": "byline"}


def feed_place(of: str, term: Term) -> str:
    """The place of the listing of a section, tag or byline."""
    return f"/{term.slug}/" if of == "sections" else f"/{of}/{term.slug}/"
