"""Queries for related stories: the index of all public stories, and the list for each story."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec

from generator.engine.definitions import Ask, MissingError, Query, Table
from generator.model.fingerprint import digest
from generator.model.story import Reason, base_language
from generator.reading.inputs import DRAFTS, SETTINGS
from generator.reading.queries import TERMS, decode_terms
from generator.site.index import AS_OF, BUCKETS, ENTRIES, PUBLIC, bucket_of
from generator.site.places import ANY_NAMED, TITLES
from generator.site.related.reasons import Match
from generator.site.visibility import dated

if TYPE_CHECKING:  # these import numpy, which takes 0.1 s, and most builds need neither the index nor the terms
    from generator.site.related.index import RelatedIndex
    from generator.site.related.index_update import Terms

Map = Callable[..., Iterable[Any]]


class _Fields(msgspec.Struct, frozen=True):
    """A story, with the fields that the index needs."""

    path: str
    slug: str
    headline: str
    published: Any
    section: str
    language: str
    tags: tuple[str, ...]
    bylines: tuple[str, ...]
    related: tuple[str, ...]
    translation_of: str


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
        from generator.site.related.index import RelatedIndex

        held = self._held
        return held[1] if held and held[0] is data else msgspec.msgpack.decode(data, type=RelatedIndex)

    def take(self, data: bytes) -> RelatedIndex:
        """Decode an index for updating."""
        index, self._held = self.look(data), None
        return index


_LAST = _Last()


def _index(map: Map, ask: Ask, _: str) -> bytes:
    from generator.site.related.index import RelatedIndex
    from generator.site.related.lists import relate

    known = {path: each for bucket in ask.keys(BUCKETS) for path, each in ask(DIGESTS, bucket).items()}
    digests = {path: known[path] for path in ask(PUBLIC).stories}
    index = _LAST.take(before) if (before := ask.previous()) else RelatedIndex()
    made = relate(index, digests, partial(_stories, ask), partial(_terms, ask), ask(SETTINGS).related, map)
    return _LAST.keep(made)


def _digests(ask: Ask, bucket: str) -> Mapping[str, str]:
    fields = {each.path: each for each in _of_bucket(ask, bucket)}
    return {path: digest([each, ask.fingerprint(TERMS, path).hex()]) for path, each in fields.items()}


def _stories(ask: Ask, paths: Collection[str]) -> list[_Fields]:
    """The stories with these paths. The result depends only on what is in ``DIGESTS``."""
    buckets = dict.fromkeys(bucket_of(ask, path) for path in paths)
    return [each for bucket in buckets for each in _of_bucket(ask, bucket) if each.path in paths]


def _of_bucket(ask: Ask, bucket: str) -> Iterator[_Fields]:
    names = ask(TITLES, bucket) if ask(ANY_NAMED) else {}  # the names by which stories refer to others
    own = base_language(ask(SETTINGS).language)
    as_of = ask(AS_OF) if ask(DRAFTS) else None
    for entry in ask(ENTRIES, bucket):
        each = dated(entry, as_of) if as_of and entry.kind == "story" else entry
        slug, headline = names.get(each.path, ("", ""))
        language = "" if base_language(each.language) == own else each.language
        about = each.published, each.section, language, each.tags, each.bylines, each.related, each.translation_of
        yield _Fields(each.path, slug, headline, *about)


def _terms(ask: Ask, path: str) -> Terms:
    return decode_terms(ask(TERMS, path))


def _lists(ask: Ask) -> Mapping[str, bytes]:
    return {story.path: story.matches for story in current_index(ask).stories if story and story.matches}


def current_index(ask: Ask) -> RelatedIndex:
    """The index of all public stories, for reading; without any story if the site shows no related stories."""
    from generator.site.related.index import RelatedIndex

    return _LAST.look(ask(RELATED_INDEX)) if ask(SETTINGS).related else RelatedIndex()


DIGESTS = Query[Mapping[str, str]]("related-digests", Mapping[str, str], _digests)
"""A digest of everything that the index needs of each manuscript in one bucket (see ``BUCKETS``), by path."""

RELATED_INDEX = Query[bytes]("related-index", bytes, partial(_index, map))
"""The encoded index of the terms of all public stories (see ``index_update``)."""

RELATED = Table[bytes]("related", bytes, _lists)
"""The encoded list for each public story (see ``matches``), by path."""


def queries(map: Map) -> tuple[Query[Mapping[str, str]], Query[bytes], Table[bytes]]:
    """The queries of this module; ``map`` determines where stories are compared."""
    return DIGESTS, Query("related-index", bytes, partial(_index, map)), RELATED


_decode = msgspec.msgpack.Decoder(tuple[tuple[str, int, Any, tuple[str, ...]], ...]).decode


def matches(ask: Ask, path: str) -> tuple[Match, ...]:
    """The related stories of a public story, best first."""
    try:
        rows = _decode(ask(RELATED, path))
    except MissingError:
        return ()
    return tuple(Match(other, score, Reason(kind, names)) for other, score, kind, names in rows)
