"""Related stories: for each story the few that an editor would have chosen, each with its reason in words.

The editor's own choice comes first, then the stories that are nearest by what they say (see ``index.py``). Nothing is
shown to fill up: a story needs a score and a reason, and it must not tell again what is already shown.

A list is made anew where it can have changed: where the story or one that its list draws on has changed or weighs else,
where its editor's choice leads elsewhere, or where a term by which it looks for others finds others near it. The lists
are those that would come of making all anew.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any

import msgspec

from generator.model.story import Manuscript, Reason
from generator.model.terms import folded
from generator.site.related.index import Clipping, Clippings
from generator.site.related.index_update import Cabinet, Frame, Public, Terms, around, clipping, when
from generator.site.related.reasons import CHOSEN, Match, matches_of
from generator.text.keywords import terms

__all__ = ["CHOSEN", "Lists", "Lookup", "Match", "relate", "related", "terms", "unmatched"]

Map = Callable[..., Iterable[Any]]

_BATCH = 16  # stories that another process is given at a time: asking takes time, too
_BATCHES = 256  # but so many batches are worth having

_decode = msgspec.msgpack.Decoder(tuple[tuple[str, int, Any, tuple[str, ...]], ...]).decode


@dataclass(frozen=True, slots=True)
class Lookup:
    """Which story an entry of ``related:`` names, by slug or by headline."""

    paths: Mapping[str, str]

    @classmethod
    def of(cls, stories: Iterable[Public]) -> Lookup:
        """A slug goes before a headline, and of two stories of one name the latest is meant."""
        oldest_first = sorted(stories, key=lambda story: (when(story), story.path))
        by_headline = {folded(story.headline): story.path for story in oldest_first}
        return cls(by_headline | {folded(story.slug): story.path for story in oldest_first})

    def path(self, entry: str) -> str | None:
        """The path of the story that ``entry`` names; None where there is none yet."""
        return self.paths.get(folded(entry))


def unmatched(story: Public, lookup: Lookup) -> tuple[str, ...]:
    """Those entries of the story's ``related:`` that no story carries, as they were written."""
    return tuple(entry for entry in story.related if lookup.path(entry) is None)


class Lists(Mapping[str, tuple[Match, ...]]):
    """The related stories of each story, best first, by the story's path; read when asked for."""

    def __init__(self, encoded: Mapping[str, bytes]) -> None:
        self.encoded = encoded

    def __getitem__(self, path: str) -> tuple[Match, ...]:
        rows = _decode(self.encoded[path])
        return tuple(Match(other, score, Reason(kind, names)) for other, score, kind, names in rows)

    def __iter__(self) -> Iterator[str]:
        return iter(self.encoded)

    def __len__(self) -> int:
        return len(self.encoded)


def related(stories: Sequence[Manuscript], count: int = 5, map: Map = map) -> dict[str, tuple[Match, ...]]:
    """The related stories of each story, made anew; at most ``count``, and often fewer.

    ``stories`` are the public ones of an edition: no other can be found here, or is counted. ``map`` says where the
    work is done.
    """
    said = {story.path: story.terms for story in stories}
    _, lists, _ = relate(Cabinet(), stories, dict.fromkeys(said, ""), said.__getitem__, count, map)
    return dict(lists)


def relate(
    cabinet: Cabinet,
    stories: Collection[Public],
    digests: Mapping[str, str],
    terms_of: Callable[[str], Terms],
    count: int = 5,
    map: Map = map,
) -> tuple[Cabinet, Lists, set[str]]:
    """Bring a cabinet up to date: it, or a new one, the lists, and the paths whose list is not what it was.

    ``digests`` gives by path what stands for a story's file, ``terms_of`` what it says: it is asked only for stories
    that are new or changed.
    """
    known = {story.path: story.digest for story in cabinet.stories if story}
    come = [story for story in stories if known.get(story.path) != digests[story.path]]
    gone = known.keys() - {story.path for story in stories} if len(stories) - len(come) < len(known) else set()
    before = _encoded(cabinet)
    if come or gone:
        cabinet = _brought_up(cabinet, stories, come, gone, digests, terms_of, count, map)
    now = _encoded(cabinet) if come or gone else before
    return cabinet, Lists(now), {path for path, matches in now.items() if before.get(path) != matches}


def _encoded(cabinet: Cabinet) -> dict[str, bytes]:
    return {story.path: story.matches for story in cabinet.stories if story}


def _brought_up(
    cabinet: Cabinet,
    stories: Collection[Public],
    come: Sequence[Public],
    gone: Collection[str],
    digests: Mapping[str, str],
    terms_of: Callable[[str], Terms],
    count: int,
    map: Map,
) -> Cabinet:
    """The cabinet with stories let come and go, or a new one where that changes what all is weighed by."""
    leaving = {*gone, *(story.path for story in come)}
    staying = (story.when for story in cabinet.stories if story and story.path not in leaving)
    frame = Frame.of([*staying, *(when(story) for story in come)])
    if frame != cabinet.frame:
        cabinet, come, gone = Cabinet(cabinet.key, frame), list(stories), ()
    filed = sorted((clipping(story, digests[story.path]) for story in come), key=_time)
    _change(cabinet, filed, gone, terms_of, count, map)
    return cabinet


def _change(
    cabinet: Cabinet,
    filed: Sequence[Clipping],
    without: Iterable[str],
    terms_of: Callable[[str], Terms],
    count: int,
    map: Map,
) -> None:
    """Let stories come and go, and make the lists anew that this can have changed."""
    numbers = cabinet.numbers()
    come, gone = _numbered(cabinet, numbers, filed)
    gone |= {numbers[path] for path in without}
    were = {number: story for number, story in enumerate(cabinet.stories) if story}
    order = sorted(were | come, key=lambda number: _time(come.get(number) or were[number]))
    telling = cabinet.file(come, (terms_of(story.path) for story in filed), gone)
    most = 2 * len(come) >= len(were)
    renewed = set(come) | (cabinet.saying(telling) if were else set())
    clippings = cabinet.clippings(order)
    moved = _weigh(clippings, were, sorted(renewed), gone, map)
    found = cabinet.hold(moved, clippings.places)
    chosen = _choose(cabinet, order)
    if most:
        stale = {number for number, story in enumerate(cabinet.stories) if story}
    else:
        stale = renewed | chosen | cabinet.drawing_on(renewed | gone) | _seeing(clippings, moved, found)
    _list_anew(clippings, sorted(stale), count, map)


def _time(story: Clipping) -> tuple[float, str]:
    return story.when, story.path


def _numbered(
    cabinet: Cabinet, numbers: Mapping[str, int], filed: Iterable[Clipping]
) -> tuple[dict[int, Clipping], set[int]]:
    """Stories by their numbers: a changed one keeps its own unless its time has changed, which lets the old one go."""
    come: dict[int, Clipping] = {}
    gone = set()
    new = len(cabinet.stories)
    for story in filed:
        number = numbers.get(story.path, new)
        old = cabinet.stories[number] if number < len(cabinet.stories) else None
        if old and old.when != story.when:
            gone.add(number)
            number = new
        come[number] = story
        new += number == new
    return come, gone


def _weigh(
    clippings: Clippings, were: Mapping[int, Clipping], renewed: Sequence[int], gone: Iterable[int], map: Map
) -> dict[int, list[int]]:
    """Give stories their weights; the stories that each term finds now and did not, or found and does no longer."""
    moved = defaultdict[int, list[int]](list)
    weights = chain.from_iterable(map(partial(_weights, clippings), _batches(renewed)))
    for number, now in chain(zip(renewed, weights, strict=True), ((number, b"") for number in gone)):
        for term in _kept(were[number].weights if number in were else b"").symmetric_difference(_kept(now)):
            moved[term].append(number)
        if now:
            clippings.story(number).weights = now
    return moved


def _weights(clippings: Clippings, batch: Iterable[int]) -> list[bytes]:
    return [clippings.weighed(number) for number in batch]


def _kept(weights: bytes) -> set[int]:
    numbers = array("I", weights)
    return set(numbers[: len(numbers) // 2])


def _choose(cabinet: Cabinet, order: Iterable[int]) -> set[int]:
    """Find the stories that editors picked; the stories whose picks lead elsewhere than they did."""
    stories = [(number, story) for number in order if (story := cabinet.stories[number])]
    picking = [(number, story) for number, story in stories if story.picks]
    named = {story.names[1]: number for number, story in stories} if picking else {}
    named |= {story.names[0]: number for number, story in stories} if picking else {}
    changed = set()
    for number, story in picking:
        picked = dict.fromkeys(named[name] for name in story.picks if name in named)
        chosen = array("I", [other for other in picked if other != number]).tobytes()
        if chosen != story.chosen:
            changed.add(number)
            story.chosen = chosen
    return changed


def _seeing(clippings: Clippings, moved: Mapping[int, Sequence[int]], found: Mapping[int, Sequence[int]]) -> set[int]:
    """The stories that look for others by a term that finds others near them."""
    return {
        number
        for term, numbers in moved.items()
        for number in around(numbers, found[term])
        if clippings.stories[number] and term in clippings.look(number).heavy
    }


def _list_anew(clippings: Clippings, stale: Sequence[int], count: int, map: Map) -> None:
    made = chain.from_iterable(map(partial(_listed, clippings, count), _batches(stale)))
    for number, (near, matches) in zip(stale, made, strict=True):
        story = clippings.story(number)
        story.near, story.matches = near, matches


def _listed(clippings: Clippings, count: int, batch: Iterable[int]) -> list[tuple[bytes, bytes]]:
    """For each story whom it finds, and its list."""
    made = []
    for number in batch:
        near = clippings.nearest(number)
        matches = matches_of(clippings, number, near, count)
        rows = [(each.path, each.score, each.reason.kind, each.reason.names) for each in matches]
        made.append((array("I", [other for _, other in near]).tobytes(), msgspec.msgpack.encode(rows)))
    return made


def _batches(numbers: Sequence[int]) -> list[Sequence[int]]:
    size = max(1, min(_BATCH, len(numbers) // _BATCHES))
    return [numbers[start : start + size] for start in range(0, len(numbers), size)]
