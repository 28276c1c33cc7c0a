"""Reading and relating stories, done once and remembered for as long as nothing that goes into it changes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import cast

import msgspec

from generator import cache, nofollow
from generator.digest import digest, of_bytes
from generator.errands import Errand
from generator.filing import Cabinet, Public
from generator.memory import Kept, Memory, Terms, reader
from generator.orders import Map, Watch
from generator.problems import Problem
from generator.publish.lock import Tell, silence
from generator.reading import scan
from generator.reading.story import Reading, read
from generator.related import Match, relate
from generator.settings import Settings
from generator.sources import Sources
from generator.story import Manuscript

_RELATED = "related.msgpack"


def readings_of(
    site: Path, settings: Settings, sources: Sources, memory: Memory, map: Map, watch: Watch
) -> tuple[tuple[Reading, ...], Sources]:
    """The reading of every file, remembered or made anew, and the sources with all that has been seen by that."""
    copy, known = sources.contents.copy, memory.known
    unsure = [each for each in copy if not each.digest or known.get(each.path) != each.digest]
    one = Errand(fetch=partial(_fetched, site, known), work=partial(_reading, settings))
    digests: dict[str, str] = {}
    for each, found in zip(unsure, watch("Reading", map(one, unsure), len(unsure)), strict=True):
        if isinstance(found, Kept):
            memory.made[each.path] = found
        digests[each.path] = found.digest if isinstance(found, Kept) else found
    settled = sources.settle(digests)
    if settled.contents.seen != cache.seen(site):
        cache.keep_seen(site, settled.contents.seen)
    paths = [each.path for each in copy]
    memory.keep(paths)
    readings = tuple(memory.readings(paths))
    memory.settle()
    return readings, settled


def relatives_of(
    site: Path, settings: Settings, sources: Sources, memory: Memory, map: Map, stories: Sequence[Manuscript]
) -> Mapping[str, Sequence[Match]]:
    """The related stories, those remembered that no change can have touched."""
    if not settings.related:
        return {}
    digests = {each.path: each.digest for each in sources.contents.copy}
    kept = cabinet_of(site, settings, sources, memory.tell)
    before = kept.digests()
    cabinet, lists, _ = relate(kept, stories, digests, memory.terms, settings.related, map)
    if cabinet.digests() != before:
        _keep_cabinet(site, cabinet)
    return lists


def _key(sources: Sources, settings: Settings) -> str:
    return digest([reader(sources.program, settings), settings.related])


def relatives_again(
    site: Path,
    settings: Settings,
    changed: Mapping[str, Manuscript],
    sources: Sources,
    memory: Memory,
    public: Mapping[str, str],
    map: Map,
) -> tuple[Mapping[str, Sequence[Match]], set[str]] | None:
    """The related stories where nothing has changed but the words of some, and whose list is another now.

    Nothing where what is remembered is not of the ``public`` stories of the last edition, by path with their digests.
    """
    if not settings.related:
        return {}, set()
    kept = cabinet_of(site, settings, sources, memory.tell)
    found = relate_again(kept, settings, changed, sources.copy, memory.terms, public, map)
    if not found:
        return None
    cabinet, lists, moved = found
    _keep_cabinet(site, cabinet)
    return lists, moved


def relate_again(
    cabinet: Cabinet,
    settings: Settings,
    changed: Mapping[str, Manuscript],
    digests: Mapping[str, str],
    terms_of: Callable[[str], Terms],
    public: Mapping[str, str],
    map: Map,
) -> tuple[Cabinet, Mapping[str, Sequence[Match]], set[str]] | None:
    """Bring a cabinet up to date where nothing has changed but the words of some stories: it, lists, whose is another.

    Nothing where the cabinet is not of the ``public`` stories of the last edition, by path with their digests.
    """
    if cabinet.digests() != public:
        return None
    stories = [changed.get(story.path) or story for story in cabinet.stories if story]
    return relate(cabinet, cast("Collection[Public]", stories), digests, terms_of, settings.related, map)


def cabinet_of(site: Path, settings: Settings, sources: Sources, tell: Tell = silence) -> Cabinet:
    """What was kept of the related stories of these sources, read in this way."""
    return _cabinet(site, _key(sources, settings), tell)


def _cabinet(site: Path, key: str, tell: Tell = silence) -> Cabinet:
    """What was kept of related stories under ``key``; an empty cabinet where there is nothing, or it is of no use."""
    try:
        kept = msgspec.msgpack.decode(nofollow.read(site / ".broadsheet" / _RELATED), type=Cabinet)
    except OSError:
        return Cabinet(key)
    except (msgspec.DecodeError, ValueError, RecursionError):
        tell(cache.BROKEN.format(_RELATED))
        return Cabinet(key)
    return kept if kept.key == key else Cabinet(key)


def _keep_cabinet(site: Path, cabinet: Cabinet) -> None:
    """Keep what is known of related stories for the next time."""
    cache.write(site, _RELATED, msgspec.msgpack.encode(cabinet))


def reading_of(site: Path, settings: Settings, copy: scan.Copy) -> Kept:
    """The reading of one file, made anew."""
    made = _reading(settings, _fetched(site, {}, copy))
    assert isinstance(made, Kept)  # since nothing is known
    return made


Fetched = tuple[str, bytes] | Kept | str


def _fetched(site: Path, known: Mapping[str, str], copy: scan.Copy) -> Fetched:
    """A file's path and bytes; only the digest of the bytes where the reading is known."""
    unread: list[Problem] = []
    data = scan.bytes_of(site, copy, unread)
    if unread:
        return Kept.of(copy.path, "", Reading(None, tuple(unread)))
    now = of_bytes(data)
    return now if known.get(copy.path) == now else (copy.path, data)


def _reading(settings: Settings, fetched: Fetched) -> Kept | str:
    """The reading of what was fetched, where there is anything to read."""
    if not isinstance(fetched, tuple):
        return fetched
    path, data = fetched
    return Kept.of(path, of_bytes(data), read(data, path, settings))
