"""Related stories as queries: the index of all public stories, and the list of each."""

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


class _Filed(msgspec.Struct, frozen=True):
    """A public story, as the index takes it in."""

    path: str
    published: Any
    headline: str
    slug: str
    section: str
    language: str
    tags: tuple[str, ...]
    related: tuple[str, ...]


class _Last:
    """The index that was encoded last, so that it need not be decoded where it is wanted next."""

    def __init__(self) -> None:
        self._held: tuple[bytes, RelatedIndex] | None = None

    def keep(self, index: RelatedIndex) -> bytes:
        """The encoded form of an index, which from now on nobody changes."""
        data = msgspec.msgpack.encode(index)
        self._held = data, index
        return data

    def look(self, data: bytes) -> RelatedIndex:
        """An index from its encoded form, to look at."""
        held = self._held
        return held[1] if held and held[0] is data else msgspec.msgpack.decode(data, type=RelatedIndex)

    def take(self, data: bytes) -> RelatedIndex:
        """An index from its encoded form, to change."""
        index, self._held = self.look(data), None
        return index


_LAST = _Last()


def _index(map: Map, ask: Ask, _: str) -> bytes:
    public = stories(ask)
    picks = any(each.related for each in public)
    names = titles(ask) if picks else {}  # editors pick stories by these
    filed = [_filed(each, names) for each in public]
    prints = {path: found for bucket in ask.keys(BUCKETS) for path, found in ask(TERMS_PRINTS, bucket).items()}
    digests = {each.path: _digest(each, prints[each.path]) for each in filed}
    index = _LAST.take(before) if (before := ask.previous()) else RelatedIndex()
    made = relate(index, filed, digests, lambda path: _terms(ask, path), ask(SETTINGS).related, map)[0]
    return _LAST.keep(made)


def _prints(ask: Ask, bucket: str) -> Mapping[str, str]:
    return {path: ask.fingerprint(TERMS, path).hex() for path in ask(BUCKETS, bucket)}


@lru_cache(maxsize=100_000)
def _digest(story: _Filed, terms: str) -> str:
    """A digest of a story and the fingerprint of its terms, remembered since most stories stay as they are."""
    return digest([story, terms])


def _terms(ask: Ask, path: str) -> tuple[tuple[str, int], ...]:
    return decode_terms(ask(TERMS, path))


def _filed(story: Entry, names: Mapping[str, tuple[str, str]]) -> _Filed:
    slug, headline = names.get(story.path, ("", ""))
    return _Filed(story.path, story.published, headline, slug, story.section, story.language, story.tags, story.related)


def _lists(ask: Ask) -> Mapping[str, bytes]:
    if not ask(SETTINGS).related:
        return {}
    index = _LAST.look(ask(RELATED_INDEX))
    return {story.path: story.matches for story in index.stories if story and story.matches}


TERMS_PRINTS = Query[Mapping[str, str]]("terms-prints", Mapping[str, str], _prints)
"""The fingerprint of the terms of each manuscript in one bucket (see ``BUCKETS``), by its path."""

RELATED_INDEX = Query[bytes]("related-index", bytes, partial(_index, map))
"""The index of the terms of all public stories (see ``index_update``), encoded."""

RELATED = Table[bytes]("related", bytes, _lists)
"""The list of each public story, by its path, encoded (see ``matches``)."""


def queries(map: Map) -> tuple[Query[Mapping[str, str]], Query[bytes], Table[bytes]]:
    """The queries of this module; ``map`` says where stories are compared."""
    return TERMS_PRINTS, Query("related-index", bytes, partial(_index, map)), RELATED


_decode = msgspec.msgpack.Decoder(tuple[tuple[str, int, Any, tuple[str, ...]], ...]).decode


def matches(ask: Ask, path: str) -> tuple[Match, ...]:
    """The related stories of a public one, the best first."""
    try:
        rows = _decode(ask(RELATED, path))
    except MissingError:
        return ()
    return tuple(Match(other, score, Reason(kind, names)) for other, score, kind, names in rows)
