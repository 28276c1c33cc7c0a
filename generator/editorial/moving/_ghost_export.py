"""Reads a file that Ghost exports: its tables (``ghost/core/core/server/data/schema``) as rows, with relations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import msgspec

from generator.editorial.importers._instants import instant
from generator.editorial.importers._json_nodes import Node, text_of
from generator.model.problems import Problem, refuse

_BROKEN = "this is not a Ghost export that can be read"
_FIX = "in Ghost, export the content again (Settings, Import/Export), and do not change the file"
_UTC = ZoneInfo("UTC")


class _Data(msgspec.Struct):
    posts: list[msgspec.Raw]
    posts_authors: list[dict[str, object]] = []
    posts_meta: list[dict[str, object]] = []
    posts_tags: list[dict[str, object]] = []
    settings: list[dict[str, object]] = []
    tags: list[dict[str, object]] = []
    users: list[dict[str, object]] = []


class _Database(msgspec.Struct):
    data: _Data


class _File(msgspec.Struct):
    db: list[_Database] = []
    data: _Data | None = None


class Export:
    """The tables of an export. Posts are decoded one by one, since they are most of the data."""

    def __init__(self, data: bytes, path: str) -> None:
        """Read the file.

        :raises Problems: if it is not a Ghost export.
        """
        self._data, self._path = _data(data, path), path
        private = next((each.get("value") for each in self._data.settings if each.get("key") == "is_private"), False)
        self.is_private = private not in (False, None, "", 0, "0", "false")
        self.settings = {text_of(each, "key"): text_of(each, "value") for each in self._data.settings}
        self.users = {text_of(each, "id"): each for each in self._data.users}
        self.tags = {text_of(each, "id"): each for each in self._data.tags}
        self._meta = {text_of(each, "post_id"): each for each in self._data.posts_meta}
        self._authors = _related(self._data.posts_authors, "author_id")
        self._tagged = _related(self._data.posts_tags, "tag_id")

    def posts(self) -> Iterator[tuple[int, Node]]:
        """Yield each post with its number. Its fields include its row in ``posts_meta``."""
        for number, raw in enumerate(self._data.posts, 1):
            try:
                post = msgspec.json.decode(raw, type=dict[str, object])
            except (msgspec.DecodeError, RecursionError, UnicodeError):
                refuse(Problem(self._path, 0, 0, f"{_BROKEN}: post {number} is damaged", _FIX))
            meta = self._meta.get(text_of(post, "id"), {})
            yield number, {**{name: value for name, value in meta.items() if value is not None}, **post}

    def tags_of(self, post: Node) -> list[Node]:
        """Return the public tags of a post, in order."""
        rows = [self.tags[each] for each in self._tagged.get(text_of(post, "id"), ()) if each in self.tags]
        return [each for each in rows if not _is_internal(each)]

    def authors_of(self, post: Node) -> list[Node]:
        """Return the authors of a post, in order."""
        numbers = self._authors.get(text_of(post, "id")) or [text_of(post, "author_id")]
        return [self.users[each] for each in numbers if each in self.users]


def _is_internal(tag: Node) -> bool:
    """Return whether a tag is internal: readers never see tags that begin with a number sign."""
    return text_of(tag, "visibility") == "internal" or text_of(tag, "name").startswith("#")


def _data(data: bytes, path: str) -> _Data:
    try:
        file = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=_File)
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        refuse(Problem(path, 0, 0, f"{_BROKEN}: {_plainly(error)}", _FIX))
    found = file.db[0].data if file.db else file.data
    if found is None:
        refuse(Problem(path, 0, 0, f"{_BROKEN}: it has no posts", _FIX))
    return found


def _plainly(error: Exception) -> str:
    """Return where a file is damaged, without the names of types in this module."""
    place = str(error).rpartition("at `")[2].rstrip("`")
    return f"something is wrong at {place}" if "at `" in str(error) else "it is damaged, or not complete"


def _related(rows: list[dict[str, object]], name: str) -> Mapping[str, list[str]]:
    found = dict[str, list[str]]()
    for row in sorted(rows, key=_order):
        numbers = found.setdefault(text_of(row, "post_id"), [])
        if (number := text_of(row, name)) not in numbers:
            numbers.append(number)
    return found


def _order(row: Node) -> float:
    order = row.get("sort_order")
    return order if isinstance(order, (int, float)) else 0


def time_of(row: Node, name: str) -> datetime | None:
    """Return a time, in UTC if it names no zone. Versions of Ghost before 1.0 write milliseconds since 1970."""
    words = text_of(row, name)
    if words.isdecimal() and 11 < len(words) < 15:
        return datetime.fromtimestamp(int(words) / 1000, UTC).replace(microsecond=0)
    return instant(words, _UTC)
