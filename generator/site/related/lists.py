"""Related stories: for each story, the few that an editor might choose, each with a reason in words.

The editor's own choices come first, then the most similar stories (see ``index.py``). A list is not padded: a story
needs a sufficient score and a reason, and must not be another version of a story that is already shown.

What a story finds is compared again only if it may have changed: if the story, or one that it finds, has changed or was
re-weighted; or if a term that it searches with finds different stories near it. Its list is rebuilt if that has changed
for it or for a story that it finds; if one that it may list has changed; or if its editor's choices refer to other
stories than before. The result is the same as if all lists were rebuilt.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Any

import msgspec

from generator.model.manuscript import Manuscript
from generator.model.story import Reason
from generator.site.related.choices import choose, regroup
from generator.site.related.index import Corpus, IndexedStory
from generator.site.related.index_update import Public, RelatedIndex, Terms, around, indexed, when
from generator.site.related.rarity import Frame, base_language
from generator.site.related.reasons import CHOSEN, Match, matches_of
from generator.text.keywords import terms

__all__ = ["CHOSEN", "Lists", "Match", "relate", "related", "terms"]

Map = Callable[..., Iterable[Any]]

_BATCH = 16  # the most stories sent to another process at a time, since each request has a cost
_BATCHES = 256  # batches are smaller than that if there would be fewer than this many

_decode = msgspec.msgpack.Decoder(tuple[tuple[str, int, Any, tuple[str, ...]], ...]).decode


class Lists(Mapping[str, tuple[Match, ...]]):
    """The related stories of each story, best first, by the story's path; decoded on access."""

    def __init__(self, encoded: Mapping[str, bytes]) -> None:
        self.encoded = encoded

    @classmethod
    def of(cls, index: RelatedIndex) -> Lists:
        """The lists in an index."""
        return cls({story.path: story.matches for story in index.stories if story})

    def __getitem__(self, path: str) -> tuple[Match, ...]:
        rows = _decode(self.encoded[path])
        return tuple(Match(other, score, Reason(kind, names)) for other, score, kind, names in rows)

    def __iter__(self) -> Iterator[str]:
        return iter(self.encoded)

    def __len__(self) -> int:
        return len(self.encoded)


def related(stories: Sequence[Manuscript], count: int = 5, map: Map = map) -> dict[str, tuple[Match, ...]]:
    """Compute the related stories of each story from scratch; at most ``count``, and often fewer.

    ``stories`` are the public stories of an edition: no others are found or counted. ``map`` determines where the work
    is done.
    """
    terms_of = {story.path: columns(story.terms) for story in stories}
    digests = dict.fromkeys(terms_of, "")
    return dict(Lists.of(relate(RelatedIndex(), digests, lambda _: stories, terms_of.__getitem__, count, map)))


def columns(counted: Collection[tuple[str, int]]) -> Terms:
    """Terms with their counts, as the index takes them."""
    words, counts = zip(*counted, strict=True) if counted else ((), ())
    return words, counts


def relate(
    index: RelatedIndex,
    digests: Mapping[str, str],
    stories_of: Callable[[Collection[str]], Iterable[Public]],
    terms_of: Callable[[str], Terms],
    count: int = 5,
    map: Map = map,
) -> RelatedIndex:
    """Update an index with its lists; returns it or a new one.

    ``digests`` has the digest of each story by path. ``stories_of`` returns stories by their paths, and ``terms_of`` a
    story's terms; they are called only for new and changed stories.
    """
    known = {story.path: story.digest for story in index.stories if story}
    added = {path for path, each in digests.items() if known.get(path) != each}
    removed = known.keys() - digests.keys()
    if added or removed or index.count != count:
        return _updated(index, added, removed, digests, stories_of, terms_of, count, map)
    return index


def _updated(
    index: RelatedIndex,
    added: Collection[str],
    removed: Collection[str],
    digests: Mapping[str, str],
    stories_of: Callable[[Collection[str]], Iterable[Public]],
    terms_of: Callable[[str], Terms],
    count: int,
    map: Map,
) -> RelatedIndex:
    """Add stories to the index and remove others; starts a new index if most terms are no longer in any story."""
    leaving = {*removed, *added}
    stories = list(stories_of(added))
    staying = ((story.when, story.language) for story in index.stories if story and story.path not in leaving)
    frame = Frame.of([*staying, *((when(story), base_language(story.language)) for story in stories)])
    if frame != index.frame and index.mostly_unused:
        index, stories, removed = RelatedIndex(), list(stories_of(digests)), ()
    entries = sorted((indexed(story, digests[story.path]) for story in stories), key=_time)
    _change(index, frame, entries, removed, terms_of, count, map)
    return index


def _change(
    index: RelatedIndex,
    frame: Frame,
    entries: Sequence[IndexedStory],
    removed_paths: Iterable[str],
    terms_of: Callable[[str], Terms],
    count: int,
    map: Map,
) -> None:
    """Add and remove stories, and rebuild the lists that may have changed."""
    numbers = index.numbers()
    added, removed = _numbered(index, numbers, entries)
    removed |= {numbers[path] for path in removed_paths}
    previous = {number: story for number, story in enumerate(index.stories) if story}
    order = sorted(previous | added, key=lambda number: _time(added.get(number) or previous[number]))
    most = 2 * len(added) >= len(previous) or index.count != count
    most = most or (frame.sizes, frame.min_rarities) != (index.frame.sizes, index.frame.min_rarities)
    index.count = count
    changed_terms = index.update(added, (terms_of(story.path) for story in entries), removed, frame)
    reweighted = set(added) | (index.stories_with(changed_terms) if previous else set())
    corpus = index.corpus(order)
    moved = _weigh(corpus, previous, sorted(reweighted), removed, map)
    found = index.toggle_holders(moved, corpus.places)
    changed = reweighted | removed | regroup(index, order)
    chosen = choose(index, order)
    everything = {number for number, story in enumerate(index.stories) if story}
    stale = (
        everything if most else reweighted | index.stories_finding(reweighted | removed) | _seeing(corpus, moved, found)
    )
    found_others, answers_change = _compare(corpus, sorted(stale), map)
    if not most:
        answers_change |= index.stories_asking(changed)
        stale = changed | chosen | found_others | index.stories_finding(changed) | index.stories_asking(answers_change)
    _rebuild_lists(corpus, sorted(stale & everything), count, map)


def _time(story: IndexedStory) -> tuple[float, str]:
    return story.when, story.path


def _numbered(
    index: RelatedIndex, numbers: Mapping[str, int], entries: Iterable[IndexedStory]
) -> tuple[dict[int, IndexedStory], set[int]]:
    """Number stories; returns them by number, and the numbers to remove.

    A changed story keeps its number, unless its time has changed: then it gets a new one, and the old one is removed.
    """
    added: dict[int, IndexedStory] = {}
    removed = set()
    new = len(index.stories)
    for story in entries:
        number = numbers.get(story.path, new)
        old = index.stories[number] if number < len(index.stories) else None
        if old and old.when != story.when:
            removed.add(number)
            number = new
        added[number] = story
        new += number == new
    return added, removed


def _weigh(
    corpus: Corpus, previous: Mapping[int, IndexedStory], reweighted: Sequence[int], removed: Iterable[int], map: Map
) -> dict[int, list[int]]:
    """Set the weights of stories; returns, by term, the stories that it newly finds or no longer finds."""
    moved = defaultdict[int, list[int]](list)
    weights = chain.from_iterable(map(partial(_weights, corpus), _batches(reweighted)))
    for number, now in chain(zip(reweighted, weights, strict=True), ((number, b"") for number in removed)):
        kept = _kept(now)
        for term in kept ^ _kept(previous[number].weights) if number in previous else kept:
            moved[term].append(number)
        if now:
            corpus.story(number).weights = now
    return moved


def _weights(corpus: Corpus, batch: Iterable[int]) -> list[bytes]:
    return [corpus.weighed(number) for number in batch]


def _kept(weights: bytes) -> set[int]:
    numbers = array("I", weights)
    return set(numbers[: len(numbers) // 2])


def _seeing(corpus: Corpus, moved: Mapping[int, Sequence[int]], found: Mapping[int, Sequence[int]]) -> set[int]:
    """The stories that search with a term that now finds different stories near them."""
    return {
        number
        for term, numbers in moved.items()
        for number in around(numbers, found[term])
        if corpus.stories[number] and term in corpus.weighed_terms(number).heavy
    }


def _compare(corpus: Corpus, stale: Sequence[int], map: Map) -> tuple[set[int], set[int]]:
    """Compare stories with those that they find; returns the stories that now find others, or with other scores, and
    those of which that is true for the first that they find.
    """
    results = chain.from_iterable(map(partial(_nearest, corpus), _batches(stale)))
    changed, first_changed = set(), set()
    for number, near in zip(stale, results, strict=True):
        story = corpus.story(number)
        if story.near != near:
            before = story.first_found
            story.near = near
            changed.add(number)
            if story.first_found != before:
                first_changed.add(number)
    return changed, first_changed


def _nearest(corpus: Corpus, batch: Iterable[int]) -> list[bytes]:
    """The value of ``IndexedStory.near`` of each story."""
    return [corpus.nearest(number) for number in batch]


def _rebuild_lists(corpus: Corpus, stale: Sequence[int], count: int, map: Map) -> None:
    results = chain.from_iterable(map(partial(_listed, corpus, count), _batches(stale)))
    for number, matches in zip(stale, results, strict=True):
        corpus.story(number).matches = matches


def _listed(corpus: Corpus, count: int, batch: Iterable[int]) -> list[bytes]:
    """The encoded list of each story."""
    results = []
    for number in batch:
        matches = matches_of(corpus, number, count)
        rows = [(each.path, each.score, each.reason.kind, each.reason.names) for each in matches]
        results.append(msgspec.msgpack.encode(rows))
    return results


def _batches(numbers: Sequence[int]) -> list[Sequence[int]]:
    size = max(1, min(_BATCH, len(numbers) // _BATCHES))
    return [numbers[start : start + size] for start in range(0, len(numbers), size)]
