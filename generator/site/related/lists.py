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
from generator.site.related.index import Corpus, IndexedStory
from generator.site.related.index_update import Frame, Public, RelatedIndex, Terms, around, indexed, when
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
    _, lists, _ = relate(RelatedIndex(), stories, dict.fromkeys(said, ""), said.__getitem__, count, map)
    return dict(lists)


def relate(
    index: RelatedIndex,
    stories: Collection[Public],
    digests: Mapping[str, str],
    terms_of: Callable[[str], Terms],
    count: int = 5,
    map: Map = map,
) -> tuple[RelatedIndex, Lists, set[str]]:
    """Bring a cabinet up to date: it, or a new one, the lists, and the paths whose list is not what it was.

    ``digests`` gives by path what stands for a story's file, ``terms_of`` what it says: it is asked only for stories
    that are new or changed.
    """
    known = {story.path: story.digest for story in index.stories if story}
    come = [story for story in stories if known.get(story.path) != digests[story.path]]
    gone = known.keys() - {story.path for story in stories} if len(stories) - len(come) < len(known) else set()
    before = _encoded(index)
    if come or gone or index.count != count:
        index = _brought_up(index, stories, come, gone, digests, terms_of, count, map)
    now = _encoded(index)
    return index, Lists(now), {path for path, matches in now.items() if before.get(path) != matches}


def _encoded(index: RelatedIndex) -> dict[str, bytes]:
    return {story.path: story.matches for story in index.stories if story}


def _brought_up(
    index: RelatedIndex,
    stories: Collection[Public],
    come: Sequence[Public],
    gone: Collection[str],
    digests: Mapping[str, str],
    terms_of: Callable[[str], Terms],
    count: int,
    map: Map,
) -> RelatedIndex:
    """The index with stories added and removed; a new one where most of its terms are no longer in any story."""
    leaving = {*gone, *(story.path for story in come)}
    staying = (story.when for story in index.stories if story and story.path not in leaving)
    frame = Frame.of([*staying, *(when(story) for story in come)])
    if frame != index.frame and index.worn:
        index, come, gone = RelatedIndex(), list(stories), ()
    filed = sorted((indexed(story, digests[story.path]) for story in come), key=_time)
    _change(index, frame, filed, gone, terms_of, count, map)
    return index


def _change(
    index: RelatedIndex,
    frame: Frame,
    filed: Sequence[IndexedStory],
    without: Iterable[str],
    terms_of: Callable[[str], Terms],
    count: int,
    map: Map,
) -> None:
    """Let stories come and go, and make the lists anew that this can have changed."""
    numbers = index.numbers()
    come, gone = _numbered(index, numbers, filed)
    gone |= {numbers[path] for path in without}
    were = {number: story for number, story in enumerate(index.stories) if story}
    order = sorted(were | come, key=lambda number: _time(come.get(number) or were[number]))
    most = 2 * len(come) >= len(were) or index.count != count
    most = most or (frame.size, frame.telling) != (index.frame.size, index.frame.telling)
    index.count = count
    telling = index.file(come, (terms_of(story.path) for story in filed), gone, frame)
    renewed = set(come) | (index.saying(telling) if were else set())
    corpus = index.corpus(order)
    moved = _weigh(corpus, were, sorted(renewed), gone, map)
    found = index.hold(moved, corpus.places)
    chosen = _choose(index, order)
    if most:
        stale = {number for number, story in enumerate(index.stories) if story}
    else:
        stale = renewed | chosen | index.drawing_on(renewed | gone) | _seeing(corpus, moved, found)
    _list_anew(corpus, sorted(stale), count, map)


def _time(story: IndexedStory) -> tuple[float, str]:
    return story.when, story.path


def _numbered(
    index: RelatedIndex, numbers: Mapping[str, int], filed: Iterable[IndexedStory]
) -> tuple[dict[int, IndexedStory], set[int]]:
    """Stories by their numbers: a changed one keeps its own unless its time has changed, which lets the old one go."""
    come: dict[int, IndexedStory] = {}
    gone = set()
    new = len(index.stories)
    for story in filed:
        number = numbers.get(story.path, new)
        old = index.stories[number] if number < len(index.stories) else None
        if old and old.when != story.when:
            gone.add(number)
            number = new
        come[number] = story
        new += number == new
    return come, gone


def _weigh(
    corpus: Corpus, were: Mapping[int, IndexedStory], renewed: Sequence[int], gone: Iterable[int], map: Map
) -> dict[int, list[int]]:
    """Give stories their weights; the stories that each term finds now and did not, or found and does no longer."""
    moved = defaultdict[int, list[int]](list)
    weights = chain.from_iterable(map(partial(_weights, corpus), _batches(renewed)))
    for number, now in chain(zip(renewed, weights, strict=True), ((number, b"") for number in gone)):
        for term in _kept(were[number].weights if number in were else b"").symmetric_difference(_kept(now)):
            moved[term].append(number)
        if now:
            corpus.story(number).weights = now
    return moved


def _weights(corpus: Corpus, batch: Iterable[int]) -> list[bytes]:
    return [corpus.weighed(number) for number in batch]


def _kept(weights: bytes) -> set[int]:
    numbers = array("I", weights)
    return set(numbers[: len(numbers) // 2])


def _choose(index: RelatedIndex, order: Iterable[int]) -> set[int]:
    """Find the stories that editors picked; the stories whose picks lead elsewhere than they did."""
    stories = [(number, story) for number in order if (story := index.stories[number])]
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


def _seeing(corpus: Corpus, moved: Mapping[int, Sequence[int]], found: Mapping[int, Sequence[int]]) -> set[int]:
    """The stories that look for others by a term that finds others near them."""
    return {
        number
        for term, numbers in moved.items()
        for number in around(numbers, found[term])
        if corpus.stories[number] and term in corpus.look(number).heavy
    }


def _list_anew(corpus: Corpus, stale: Sequence[int], count: int, map: Map) -> None:
    made = chain.from_iterable(map(partial(_listed, corpus, count), _batches(stale)))
    for number, (near, matches) in zip(stale, made, strict=True):
        story = corpus.story(number)
        story.near, story.matches = near, matches


def _listed(corpus: Corpus, count: int, batch: Iterable[int]) -> list[tuple[bytes, bytes]]:
    """For each story whom it finds, and its list."""
    made = []
    for number in batch:
        near = corpus.nearest(number)
        matches = matches_of(corpus, number, near, count)
        rows = [(each.path, each.score, each.reason.kind, each.reason.names) for each in matches]
        made.append((array("I", [other for _, other in near]).tobytes(), msgspec.msgpack.encode(rows)))
    return made


def _batches(numbers: Sequence[int]) -> list[Sequence[int]]:
    size = max(1, min(_BATCH, len(numbers) // _BATCHES))
    return [numbers[start : start + size] for start in range(0, len(numbers), size)]
