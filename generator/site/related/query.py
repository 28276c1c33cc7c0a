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
from generator.site.index import Entry, stories
from generator.site.places import TITLE
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
    filed = [_filed(ask, each, picks) for each in public]
    ask.prepare(TERMS, [each.path for each in public])
    digests = {each.path: _digest(each, ask.fingerprint(TERMS, each.path)) for each in filed}
    count = ask(SETTINGS).related
    index = _LAST.take(before) if (before := ask.previous()) else RelatedIndex()
    if index.key != str(count):  # its lists have another length
        index = RelatedIndex(str(count))
    made = relate(index, filed, digests, lambda path: _terms(ask, path), count, map)[0]
    return _LAST.keep(made)


@lru_cache(maxsize=100_000)
def _digest(story: _Filed, terms: bytes) -> str:
    """What changes with a story or its terms: remembered, since most stories are as they were."""
    return digest([story, terms.hex()])


def _terms(ask: Ask, path: str) -> tuple[tuple[str, int], ...]:
    return decode_terms(ask(TERMS, path))


def _filed(ask: Ask, story: Entry, picks: bool) -> _Filed:
    """What is filed of a story: the names by which editors pick it only where they pick any."""
    slug, headline = ask(TITLE, story.path) if picks else ("", "")
    return _Filed(story.path, story.published, headline, slug, story.section, story.language, story.tags, story.related)


def _lists(ask: Ask) -> Mapping[str, bytes]:
    if not ask(SETTINGS).related:
        return {}
    index = _LAST.look(ask(RELATED_INDEX))
    return {story.path: story.matches for story in index.stories if story and story.matches}


RELATED_INDEX = Query[bytes]("related-index", bytes, partial(_index, map))
"""The index of the terms of all public stories (see ``index_update``), encoded."""

RELATED = Table[bytes]("related", bytes, _lists)
"""The list of each public story, by its path, encoded (see ``matches``)."""


def queries(map: Map) -> tuple[Query[bytes], Table[bytes]]:
    """The queries of this module; ``map`` says where stories are compared."""
    return Query("related-index", bytes, partial(_index, map)), RELATED


_decode = msgspec.msgpack.Decoder(tuple[tuple[str, int, Any, tuple[str, ...]], ...]).decode


def matches(ask: Ask, path: str) -> tuple[Match, ...]:
    """The related stories of a public one, the best first."""
    try:
        rows = _decode(ask(RELATED, path))
    except MissingError:
        return ()
    return tuple(Match(other, score, Reason(kind, names)) for other, score, kind, names in rows)
