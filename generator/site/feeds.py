"""Channels: which stories each feed has. The newest of the site, of each section, tag and byline; and the archive.

The archive (RFC 5005, section 4) has every story once, in documents that are numbered from the oldest, so that a full
one does not change when a story is added. It is the site's alone: a story is in several other feeds, and to keep the
whole archive of each would give its text out many times.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

import msgspec

from generator.engine.definitions import Ask, Table
from generator.model.settings import FeedOf
from generator.reading.inputs import SETTINGS
from generator.site.groups import GROUPS
from generator.site.index import PUBLIC


class Channel(msgspec.Struct, frozen=True, array_like=True):
    """The paths of the stories of one feed, newest first: of the site or a term, or one document of the site's archive.

    ``place`` is that of the listing that it is the feed of. ``number`` is that of the archive's document, counted from
    the oldest (1); in the site's own feed that of the newest full document, 0 where there is none.
    """

    kind: Literal["site", "section", "tag", "byline", "archive"]
    name: str
    place: str
    number: int
    paths: tuple[str, ...]


_KINDS: Mapping[FeedOf, Literal["section", "tag", "byline"]] = {
    "sections": "section",
    "tags": "tag",
    "bylines": "byline",
}


def _channels(ask: Ask) -> Mapping[str, Channel]:
    paths = ask(PUBLIC).stories
    if not paths:
        return {}
    return {**dict(_of_site(ask, paths)), **dict(_of_terms(ask))}


def _of_site(ask: Ask, paths: tuple[str, ...]) -> Iterator[tuple[str, Channel]]:
    feeds = ask(SETTINGS).feeds
    size = feeds.stories
    full = len(paths) // size if len(paths) > size and feeds.archive else 0
    yield "/", Channel("site", "", "/", full, paths[:size])
    oldest_first = paths[::-1]
    for number in range(1, full + 1):
        of_document = oldest_first[(number - 1) * size : number * size][::-1]
        yield f"/feed/{number}.xml", Channel("archive", "", "/", number, of_document)


def _of_terms(ask: Ask) -> Iterator[tuple[str, Channel]]:
    feeds = ask(SETTINGS).feeds
    for name in feeds.of:
        kind = _KINDS[name]
        for place in ask.keys(GROUPS[kind]):
            group = ask(GROUPS[kind], place)
            assert group.term is not None  # a group of this kind has one
            yield place, Channel(kind, group.term.name, place, 0, group.paths[: feeds.stories])


CHANNELS = Table[Channel]("channels", Channel, _channels)
"""The channel of each feed, by the place of its listing, or of the archive's document."""
