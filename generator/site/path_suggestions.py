"""Suggests the file that a broken link may mean. It compares only a few files, however many there are."""

from __future__ import annotations

import difflib
import posixpath
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from urllib.parse import quote

import msgspec

from generator.engine.definitions import Ask, Query
from generator.model.urls import STATIC
from generator.reading.inputs import FILE_PATHS
from generator.site.places import PLACE

_ALIKE = 0.75
_PICTURES = frozenset({"jpg", "jpeg", "png", "gif", "webp", "avif", "svg", "tif", "tiff", "heic"})
_NOT_IN_ADDRESSES = re.compile(r"""[\s()<>\[\]#?%"'\\]""")  # ends links in Markdown, or is special
_DATED = re.compile(r"^\d{4}-\d\d-\d\d-")
_NEIGHBOURS = 6  # how many are compared on each side


class KnownPaths(msgspec.Struct, frozen=True, dict=True):
    """Paths sorted from their beginnings and from their ends, and grouped by file name without its extension."""

    forwards: tuple[str, ...]
    backwards: tuple[str, ...]
    by_stem: dict[str, list[str]]

    def near(self, path: str) -> str:
        """The known path most like this one; empty if none is. Cached, since many links may have the same mistake."""
        if path not in self._nearest:
            self._nearest[path] = self._most_alike(path)
        return self._nearest[path]

    def stories_named(self, path: str) -> list[str]:
        """All stories whose file has the same name as this path, with or without its extension."""
        endings = {_ending(path)} if _ending(path) else {"md", "markdown"}
        return [each for each in self.by_stem.get(_stem(path), ()) if _ending(each) in endings]

    @cached_property
    def _nearest(self) -> dict[str, str]:
        return {}

    def _most_alike(self, path: str) -> str:
        same = self.by_stem.get(_stem(path), ())[:_NEIGHBOURS]
        reversed_near = _around(self.backwards, path[::-1])
        candidates = {*same, *_around(self.forwards, path), *(each[::-1] for each in reversed_near)}
        named = [each for each in sorted(candidates) if _may_be_meant(each, path)]
        close = [each for each in named if _may_be_alike(each, path)]
        for near in difflib.get_close_matches(path, close, 1, _ALIKE) if close else ():
            return str(near)
        elsewhere = [each for each in named if _name(each) == _name(path)] or [
            each for each in named if _DATED.sub("", _name(each)) == _DATED.sub("", _name(path))
        ]
        return elsewhere[0] if len(elsewhere) == 1 else ""


def _may_be_meant(one: str, other: str) -> bool:
    """Whether two files have similar names, and extensions of the same kind of file."""
    endings = {_ending(one), _ending(other)}
    if len(endings) > 1 and not endings <= _PICTURES:
        return False
    stems = _DATED.sub("", _stem(one)), _DATED.sub("", _stem(other))
    if stems[0] == stems[1]:
        return True
    return _may_be_alike(*stems) and difflib.SequenceMatcher(None, *stems).ratio() >= _ALIKE


def _may_be_alike(one: str, other: str) -> bool:
    """Whether two paths or names can be alike, judged by their lengths and letters; comparing them takes far longer."""
    least = _ALIKE * (len(one) + len(other)) / 2  # letters that must be in both
    if min(len(one), len(other)) < least:
        return False
    return sum(min(one.count(letter), other.count(letter)) for letter in {*other}) >= least


def known_paths(paths: Iterable[str]) -> KnownPaths:
    """Build an index of paths to search."""
    forwards = tuple(sorted(paths))
    by_stem: dict[str, list[str]] = defaultdict(list)
    for path in forwards:
        by_stem[_stem(path)].append(path)
    return KnownPaths(forwards, tuple(sorted(path[::-1] for path in forwards)), dict(by_stem))


def _name(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2].casefold()


def _stem(path: str) -> str:
    name = _name(path)
    return name.rpartition(".")[0] or name


def _ending(path: str) -> str:
    return "/" if path.endswith("/") else _name(path).rpartition(".")[2] if "." in _name(path) else ""


def _around(ordered: tuple[str, ...], path: str) -> tuple[str, ...]:
    place = bisect_left(ordered, path)
    return ordered[max(0, place - _NEIGHBOURS) : place + _NEIGHBOURS]


KNOWN_PATHS = Query[KnownPaths](
    "known-paths", KnownPaths, lambda ask, _: known_paths([*ask.keys(PLACE), *ask(FILE_PATHS)]), stored=False
)
"""The paths of public stories and pages, and of all files, to search."""

QUERIES = (KNOWN_PATHS,)


def did_you_mean(near: str, path: str, written: str = "") -> str:
    """The question whether ``near`` was meant instead of ``path``; empty if ``near`` is.

    ``written`` is how to write the path, if not as ``near``.
    """
    case = " Letter case matters on web servers" if near != path and near.casefold() == path.casefold() else ""
    return f"did you mean {f'`{written}`' if written else near}?{case}" if near else ""


def from_story(path: str, story: str, encoded: bool = True) -> str:
    """The path of a file in content/ as written in a story: relative to it. ``encoded``: as the address of a link."""
    written = posixpath.relpath(path, posixpath.dirname(story))
    if encoded and path.startswith(STATIC):
        written = f"/{path.removeprefix(STATIC)}"
    if encoded:
        written = _NOT_IN_ADDRESSES.sub(lambda found: quote(found[0]), written)
    return f"./{written}" if ":" in written.partition("/")[0] else written


def nearest(ask: Ask, path: str, own: str) -> str:
    """The public story, page or file, other than ``own``, whose path is most like this one; empty if there is none."""
    near = ask(KNOWN_PATHS).near(path)
    return near if near != own else ""
