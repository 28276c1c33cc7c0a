"""Channels: the newest stories of the site, a section, tag or byline, or with corrections, for feeds; and the archive.

The archive (RFC 5005, section 4) has every story once, in documents numbered from the oldest, so that a full document
does not change when a story is added. Only the site's own feed has an archive: a story is in several other feeds, and
an archive for each of them would publish its text many times.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

import msgspec

from generator.engine.definitions import Ask, Table
from generator.model.settings import FeedOf
from generator.reading.inputs import SETTINGS
from generator.site.frame import words
from generator.site.groups import of_same_kind
from generator.site.index import PUBLIC


class Channel(msgspec.Struct, frozen=True, array_like=True):
    """The paths of one feed's stories, newest first: the feed of the site or a term, or one document of the archive.

    ``place`` is the place of the listing that the feed belongs to. ``number`` is the number of the archive document,
    counted from the oldest (1); in the site's own feed, the number of the newest full document, or 0 if there is none.
    """

    kind: Literal["site", "section", "tag", "byline", "archive", "corrections"]
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
    return {**dict(_of_site(ask, paths)), **dict(_of_terms(ask)), **dict(_of_corrections(ask))}


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
        for place, group in of_same_kind(ask, kind):
            assert group.term is not None  # a group of this kind has one
            yield place, Channel(kind, group.term.name, place, 0, group.paths[: feeds.stories])


def _of_corrections(ask: Ask) -> Iterator[tuple[str, Channel]]:
    for place, group in of_same_kind(ask, "corrections"):
        yield (
            place,
            Channel(
                "corrections", words(ask).gettext("Corrections"), place, 0, group.paths[: ask(SETTINGS).feeds.stories]
            ),
        )


CHANNELS = Table[Channel]("channels", Channel, _channels)
"""The channel of each feed, by the place of its listing or archive document."""
