"""Queries for related stories: the index of all public stories, and the list for each story."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, partial
from typing import Any

import msgspec

from generator.engine.definitions import Ask, MissingError, Query, Table
from generator.model.fingerprint import digest
from generator.model.story import Reason
from generator.reading.inputs import SETTINGS
from generator.reading.queries import TERMS, decode_terms
from generator.site.index import BUCKETS, Entry, stories
from generator.site.places import titles
from generator.site.related.index_update import RelatedIndex
from generator.site.related.lists import relate
from generator.site.related.reasons import Match

Map = Callable[..., Iterable[Any]]


class _Fields(msgspec.Struct, frozen=True):
    """A public story, with the fields that the index needs."""

    path: str
    published: Any
    headline: str
    slug: str
    section: str
    language: str
    tags: tuple[str, ...]
    related: tuple[str, ...]


class _Last:
    """Caches the most recently encoded index, so that its next user need not decode it."""

    def __init__(self) -> None:
        self._held: tuple[bytes, RelatedIndex] | None = None

    def keep(self, index: RelatedIndex) -> bytes:
        """Encode an index, which must not be changed afterwards."""
        data = msgspec.msgpack.encode(index)
        self._held = data, index
        return data

    def look(self, data: bytes) -> RelatedIndex:
        """Decode an index for reading."""
        held = self._held
        return held[1] if held and held[0] is data else msgspec.msgpack.decode(data, type=RelatedIndex)

    def take(self, data: bytes) -> RelatedIndex:
        """Decode an index for updating."""
        index, self._held = self.look(data), None
        return index


_LAST = _Last()


def _index(map: Map, ask: Ask, _: str) -> bytes:
    public = stories(ask)
    picks = any(each.related for each in public)
    names = titles(ask) if picks else {}  # editors refer to stories by these
    public_stories = [_fields(each, names) for each in public]
    prints = {path: found for bucket in ask.keys(BUCKETS) for path, found in ask(TERMS_PRINTS, bucket).items()}
    digests = {each.path: _digest(each, prints[each.path]) for each in public_stories}
    index = _LAST.take(before) if (before := ask.previous()) else RelatedIndex()
    made = relate(index, public_stories, digests, lambda path: _terms(ask, path), ask(SETTINGS).related, map)[0]
    return _LAST.keep(made)


def _prints(ask: Ask, bucket: str) -> Mapping[str, str]:
    return {path: ask.fingerprint(TERMS, path).hex() for path in ask(BUCKETS, bucket)}


@lru_cache(maxsize=100_000)
def _digest(story: _Fields, terms: str) -> str:
    """A digest of a story and the fingerprint of its terms; cached, since most stories do not change."""
    return digest([story, terms])


def _terms(ask: Ask, path: str) -> tuple[tuple[str, int], ...]:
    return decode_terms(ask(TERMS, path))


def _fields(story: Entry, names: Mapping[str, tuple[str, str]]) -> _Fields:
    slug, headline = names.get(story.path, ("", ""))
    return _Fields(
        story.path, story.published, headline, slug, story.section, story.language, story.tags, story.related
    )


def _lists(ask: Ask) -> Mapping[str, bytes]:
    if not ask(SETTINGS).related:
        return {}
    index = _LAST.look(ask(RELATED_INDEX))
    return {story.path: story.matches for story in index.stories if story and story.matches}


TERMS_PRINTS = Query[Mapping[str, str]]("terms-prints", Mapping[str, str], _prints)
"""The fingerprint of the terms of each manuscript in one bucket (see ``BUCKETS``), by path."""

RELATED_INDEX = Query[bytes]("related-index", bytes, partial(_index, map))
"""The encoded index of the terms of all public stories (see ``index_update``)."""

RELATED = Table[bytes]("related", bytes, _lists)
"""The encoded list for each public story (see ``matches``), by path."""


def queries(map: Map) -> tuple[Query[Mapping[str, str]], Query[bytes], Table[bytes]]:
    """The queries of this module; ``map`` determines where stories are compared."""
    return TERMS_PRINTS, Query("related-index", bytes, partial(_index, map)), RELATED


_decode = msgspec.msgpack.Decoder(tuple[tuple[str, int, Any, tuple[str, ...]], ...]).decode


def matches(ask: Ask, path: str) -> tuple[Match, ...]:
    """The related stories of a public story, best first."""
    try:
        rows = _decode(ask(RELATED, path))
    except MissingError:
        return ()
    return tuple(Match(other, score, Reason(kind, names)) for other, score, kind, names in rows)
