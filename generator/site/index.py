"""The index: what listings need to know about every manuscript, and which manuscripts are public at an instant.

An edition with drafts, which is only for the newsroom, has every story, with the reason why it is withheld.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any
from zlib import crc32

import msgspec

from generator.engine.definitions import Ask, Query, Table
from generator.model.story import Instant
from generator.reading.inputs import DRAFTS, HELD, NOW, PATHS, SETTINGS
from generator.reading.queries import HEAD, READ, has_blocks, mentions_any, text_of
from generator.site.entry import IndexEntry, column_of
from generator.site.visibility import (
    Datable,
    boundaries,
    boundaries_of_files,
    dated,
    killed_stories,
    public_pages,
    public_stories,
)

_BUCKET = 64  # files, approximately
_OF_TEXT = ("uses_files", "unknown", "has_blocks")  # not fields of ``Manuscript``


class PublicPaths(msgspec.Struct, frozen=True):
    """The paths of public stories (newest first), public pages and withdrawn stories."""

    stories: tuple[str, ...]
    pages: tuple[str, ...]
    killed: tuple[str, ...]


def _entry(ask: Ask, path: str) -> IndexEntry | None:
    head = ask(HEAD, path)
    if not head:
        return None
    fields = {name: getattr(head, name) for name in IndexEntry.__struct_fields__ if name not in _OF_TEXT}
    uses_files = bool(head.picture) or mentions_any(ask, path)
    unknown = tuple(sorted(head.unknown))
    return IndexEntry(**fields, uses_files=uses_files, unknown=unknown, has_blocks=has_blocks(ask, path))


def _buckets(ask: Ask) -> Mapping[str, tuple[str, ...]]:
    paths = ask(PATHS)
    ask.prepare(READ, paths)
    buckets: dict[str, list[str]] = {}
    for path in paths:
        buckets.setdefault(_bucket(path, len(paths)), []).append(path)
    return {number: tuple(found) for number, found in sorted(buckets.items())}


def _bucket(path: str, manuscripts: int) -> str:
    count = 1 << (manuscripts // _BUCKET).bit_length()
    return str(crc32(path.encode()) % count)


def _entries(ask: Ask, bucket: str) -> tuple[IndexEntry, ...]:
    return tuple(entry for path in ask(BUCKETS, bucket) if (entry := ask(ENTRY, path)))


def _index(ask: Ask, _: str) -> tuple[IndexEntry, ...]:
    found = (entry for bucket in ask.keys(BUCKETS) for entry in ask(ENTRIES, bucket))
    return tuple(sorted(found, key=lambda entry: entry.path))


def _bucket_instants(ask: Ask, bucket: str) -> tuple[float, ...]:
    entries: tuple[IndexEntry, ...] = ask(ENTRIES, bucket)
    return tuple(sorted({each.timestamp() for each in boundaries(entries, times_of(ask))}))


def _entry_times(ask: Ask, path: str) -> tuple[datetime, ...]:
    text = text_of(ask, path)
    return tuple(each.at for each in text.entries) if text else ()


def _instants(ask: Ask, _: str) -> tuple[float, ...]:
    own = {each.timestamp() for each in boundaries_of_files(ask(SETTINGS))}
    return tuple(sorted(own.union(*(ask(BUCKET_INSTANTS, bucket) for bucket in ask.keys(BUCKETS)))))


def _as_of(ask: Ask, _: str) -> datetime:
    """The last instant, up to the edition's own, at which anything changes by itself.

    In an edition with drafts it is never before the start of the edition's day, since undated stories get that date.
    """
    now = ask(NOW)
    instants = ask(INSTANTS)
    place = bisect_right(instants, now.timestamp())
    last = at(instants[place - 1] if place else 0, now.tzinfo)
    return max(last, now.replace(hour=0, minute=0, second=0, microsecond=0)) if ask(DRAFTS) else last


def _public(ask: Ask, _: str) -> PublicPaths:
    index, as_of, drafts, held = ask(INDEX), ask(AS_OF), ask(DRAFTS), ask(HELD)
    return PublicPaths(
        tuple(each.path for each in public_stories(index, as_of, drafts, held)),
        tuple(each.path for each in public_pages(index, as_of, drafts, held)),
        () if drafts and held else tuple(each.path for each in killed_stories(index, as_of)),
    )


def _column(ask: Ask, field: str) -> tuple[Any, ...]:
    public, entries = ask(PUBLIC), by_path(ask)
    found = [entries[path] for path in (*public.stories, *public.pages)]
    if field == "published" and ask(DRAFTS):
        as_of = ask(AS_OF)
        found = [dated(each, as_of) if each.kind == "story" else each for each in found]
    return column_of(found, field)


def _all_read(ask: Ask, _: str) -> bool:
    index = ask(INDEX)
    return len(index) == len(ask(PATHS)) and not any(each.unfinished for each in index)


def _guessed(ask: Ask, _: str) -> tuple[str, ...]:
    if ask(ALL_READ):
        return ()
    read = {each.path for each in ask(INDEX)}
    unread = (text_of(ask, path) for path in ask(PATHS) if path not in read)
    return tuple(sorted({name for text in unread if text for name in text.guessed}))


ENTRY = Query["IndexEntry | None"]("entry", IndexEntry | None, _entry)
"""The entry of one manuscript, by its path; None if its file cannot be read."""

BUCKETS = Table[tuple[str, ...]]("buckets", tuple[str, ...], _buckets)
"""The paths of all Markdown files in content/, in buckets of about 64 files. When one file changes, a query over all
files has to revisit only the files in one bucket.
"""

ENTRIES = Query[tuple[IndexEntry, ...]]("entries", tuple[IndexEntry, ...], _entries)
"""The entries of the manuscripts in one bucket."""

INDEX = Query[tuple[IndexEntry, ...]]("index", tuple[IndexEntry, ...], _index, stored=False)
"""The entries of all manuscripts that can be read, public or not, sorted by path."""

BUCKET_INSTANTS = Query[tuple[float, ...]]("bucket-instants", tuple[float, ...], _bucket_instants)
"""The instants at which the manuscripts in one bucket change the site by themselves, in seconds since 1970."""

INSTANTS = Query[tuple[float, ...]]("instants", tuple[float, ...], _instants)
"""All instants at which the site changes by itself, in seconds since 1970."""

AS_OF = Query[datetime]("as-of", datetime, _as_of)
"""The last instant, up to the edition's own, at which anything changed. The site is the same at both instants."""

ENTRY_TIMES = Query[tuple[Instant, ...]]("entry-times", tuple[Instant, ...], _entry_times)
"""The times of the entries of a story's live coverage, the oldest first. They are not in the index, so a new entry
does not affect the queries that read the index.
"""

PUBLIC = Query[PublicPaths]("public", PublicPaths, _public)
"""The public stories and pages, and the withdrawn stories."""

COLUMN = Query[tuple[Any, ...]]("column", tuple[Any, ...], _column, stored=False)
"""One field of every public story (newest first) and page, by the field's name. A change in one field of a story does
not affect queries that need only others.
"""

ALL_READ = Query[bool]("all-read", bool, _all_read)
"""Whether every manuscript can be read, and no draft is unfinished."""

GUESSED = Query[tuple[str, ...]]("guessed-names", tuple[str, ...], _guessed)
"""The names by which stories with errors are probably referred to, sorted (see ``reading/broken_story_names.py``)."""

QUERIES = (
    GUESSED,
    BUCKETS,
    ENTRY,
    ENTRIES,
    INDEX,
    BUCKET_INSTANTS,
    INSTANTS,
    ENTRY_TIMES,
    AS_OF,
    PUBLIC,
    COLUMN,
    ALL_READ,
)


def times_of(ask: Ask) -> Callable[[Datable], tuple[datetime, ...]]:
    """Return a function that returns the times of the entries of a story with live coverage."""
    return lambda story: ask(ENTRY_TIMES, story.path)


def bucket_of(ask: Ask, path: str) -> str:
    """The bucket that holds a manuscript."""
    return _bucket(path, len(ask(PATHS)))


def by_path(ask: Ask) -> Mapping[str, IndexEntry]:
    """The entry of every manuscript that can be read, by path."""
    return {each.path: each for each in ask(INDEX)}


def stories(ask: Ask, *fields: str) -> Iterator[tuple[Any, ...]]:
    """The path and some fields of every public story, newest first; undated stories get the edition's date."""
    columns: list[tuple[Any, ...]] = [ask(COLUMN, field) for field in fields]
    return zip(ask(PUBLIC).stories, *columns, strict=False)  # pages follow in each column


def stories_and_pages(ask: Ask, field: str) -> Iterator[tuple[str, Any]]:
    """The path and one field of every public story and page."""
    public = ask(PUBLIC)
    column: tuple[Any, ...] = ask(COLUMN, field)
    return zip((*public.stories, *public.pages), column, strict=True)


def at(seconds: float, zone: tzinfo | None) -> datetime:
    """The instant ``seconds`` after the start of 1970. (Python's ``datetime.fromtimestamp`` uses the system's time
    functions, which may count leap seconds.)
    """
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)).astimezone(zone)
