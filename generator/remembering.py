"""Reading and relating stories, done once and remembered for as long as nothing that goes into it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from generator import cache
from generator.digest import of_bytes
from generator.problems import Problem
from generator.reading import scan
from generator.reading.story import Reading, read
from generator.related import Match, relate
from generator.settings import Settings
from generator.sources import Sources
from generator.story import Manuscript

Map = Callable[..., Iterable[Any]]
"""What the built-in ``map`` does; a process pool's or a cluster's serve alike."""

Watch = Callable[[str, Iterable[Any], int], Iterator[Any]]
"""Passes things on one by one while it shows how far a stage has come: its name, the things, their number."""


def readings_of(site: Path, settings: Settings, sources: Sources, map: Map, watch: Watch) -> tuple[Reading, ...]:
    """The reading of every file, remembered or made anew."""
    reader, copy = cache.reader(sources.program, settings), sources.contents.copy
    remembered = cache.recall(site, reader)
    fresh = [each for each in copy if _label(each) not in remembered]
    one = partial(_reading, site, settings)
    labels = [_label(each) for each in fresh]
    made = dict(zip(labels, watch("Reading", map(one, fresh), len(fresh)), strict=True))
    readings = {_label(each): made.get(_label(each)) or remembered[_label(each)] for each in copy}
    if made or len(readings) != len(remembered):
        good: Mapping[str, Reading] = {label: reading for label, reading in readings.items() if reading.manuscript}
        cache.remember(site, reader, good)
    return tuple(readings.values())


def relatives_of(
    site: Path, settings: Settings, sources: Sources, map: Map, stories: Sequence[Manuscript]
) -> Mapping[str, Sequence[Match]]:
    """The related stories, those remembered that no change can have touched."""
    digests = {each.path: each.digest for each in sources.contents.copy}
    said = {story.path: story.terms for story in stories}
    kept = cache.cabinet(site, cache.reader(sources.program, settings))
    before = kept.digests()
    cabinet, lists, _ = relate(kept, stories, digests, said.__getitem__, map=map)
    if cabinet.digests() != before:
        cache.keep_cabinet(site, cabinet)
    return lists


def _label(copy: scan.Copy) -> str:
    return f"{copy.digest} {copy.path}"


def _reading(site: Path, settings: Settings, copy: scan.Copy) -> Reading:
    data = scan.bytes_of(site, copy)
    if of_bytes(data) != copy.digest:
        changed = Problem(copy.path, 0, 0, "this file was changed while the site was being built", "build again")
        return Reading(None, (changed,))
    return read(data, copy.path, settings)
