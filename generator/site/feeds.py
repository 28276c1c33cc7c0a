"""Channels: the stories in each feed (of the site, of a term, of corrections) and in the archive.

The archive (RFC 5005, section 4) has every story once, in documents numbered from the oldest, so that a full document
does not change when a story is added. Only the site's own feed has an archive: a story is in several other feeds, and
an archive for each of them would publish its text many times.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from generator.engine.definitions import Ask, Table
from generator.reading.inputs import SETTINGS
from generator.site.frame import words
from generator.site.groups import INDEXED, of_same_kind
from generator.site.index import PUBLIC
from generator.site.names import all_taxonomies


class Channel(msgspec.Struct, frozen=True, array_like=True):
    """The paths of one feed's stories, newest first: the feed of the site or a term, or one document of the archive.

    ``kind`` is "site", "archive", "corrections" or the kind of the term. ``place`` is the place of the listing that
    the feed belongs to. ``number`` is the number of the archive document, counted from the oldest (1); in the site's
    own feed, the number of the newest full document, or 0 if there is none.
    """

    kind: str
    name: str
    place: str
    number: int
    paths: tuple[str, ...]


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
    feeds, there = ask(SETTINGS).feeds, ("section", *ask(INDEXED))
    for each in (each for each in all_taxonomies(ask) if each.name in feeds.of and each.kind in there):
        for place, group in of_same_kind(ask, each.kind):
            assert group.term is not None  # a group of this kind has one
            yield place, Channel(each.kind, group.term.name, place, 0, group.paths[: feeds.stories])


def _of_corrections(ask: Ask) -> Iterator[tuple[str, Channel]]:
    for place, group in of_same_kind(ask, "corrections"):
        newest = group.paths[: ask(SETTINGS).feeds.stories]
        yield place, Channel("corrections", words(ask).gettext("Corrections"), place, 0, newest)


CHANNELS = Table[Channel]("channels", Channel, _channels)
"""The channel of each feed, by the place of its listing or archive document."""
