"""Related stories: for each story, the few that an editor might choose, each with a reason.

The editor's own choices come first, then the most similar stories (see ``comparison.py`` and ``ranking.py``). A list is
not padded: a story needs enough in common with another, and must not be another version of one that is already shown.

A story is compared again, and its list is rebuilt, only if the result may have changed (see ``stale.py``). The result
is the same as if all lists were rebuilt.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Any

import msgspec
import numpy as np

from generator.model.manuscript import Manuscript
from generator.model.story import Reason, base_language
from generator.site.related import index_update, stale
from generator.site.related.choices import choose, regroup
from generator.site.related.comparison import Corpus, corpus
from generator.site.related.index import IndexedStory, RelatedIndex
from generator.site.related.index_update import IndexableStory, Terms, indexed, when
from generator.site.related.listing import ListingContext
from generator.site.related.near import NearestStories
from generator.site.related.rarity import RarityBasis
from generator.site.related.reasons import CHOSEN, Match
from generator.site.related.term_matrix import Ints
from generator.text.keywords import terms

__all__ = ["CHOSEN", "Lists", "Match", "relate", "related", "terms"]

Map = Callable[..., Iterable[Any]]

_BATCH = 16  # stories compared at a time, which is faster than one by one

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
    """Compute the related stories of each story from scratch: at most ``count``, and often fewer.

    ``stories`` are the public stories of an edition; no others are found or counted. ``map`` determines where the work
    is done.
    """
    terms_of = {story.path: columns(story.terms) for story in stories}
    digests = dict.fromkeys(terms_of, "")
    return dict(Lists.of(relate(RelatedIndex(), digests, lambda _: stories, terms_of.__getitem__, count, map)))


def columns(counted: Collection[tuple[str, int]]) -> Terms:
    """Turn pairs of terms and counts into the two columns that the index expects."""
    words, counts = zip(*counted, strict=True) if counted else ((), ())
    return words, counts


def relate(
    index: RelatedIndex,
    digests: Mapping[str, str],
    stories_of: Callable[[Collection[str]], Iterable[IndexableStory]],
    terms_of: Callable[[str], Terms],
    count: int = 5,
    map: Map = map,
) -> RelatedIndex:
    """Update an index with its lists. Return the same index or a new one.

    ``digests`` has the digest of each story by path. ``stories_of`` returns stories by their paths, and ``terms_of`` a
    story's terms; they are called only for new and changed stories.
    """
    known = {story.path: story.digest for story in index.stories if story}
    added = {path for path, each in digests.items() if known.get(path) != each}
    removed = known.keys() - digests.keys()
    if not (added or removed or index.count != count):
        return index
    stories = list(stories_of(added))
    kept = digests.keys() - added
    staying = ((story.when, story.language) for story in index.stories if story and story.path in kept)
    frame = RarityBasis.of([*staying, *((when(story), base_language(story.language)) for story in stories)])
    if frame != index.frame and index_update.mostly_unused(index):
        index, stories, removed = RelatedIndex(), list(stories_of(digests)), set()
    entries = sorted((indexed(story, digests[story.path]) for story in stories), key=_time)
    _change(index, frame, entries, removed, terms_of, count, map)
    return index


def _change(
    index: RelatedIndex,
    frame: RarityBasis,
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
    order = [number for *_, number in sorted((*_time(story), number) for number, story in (previous | added).items())]
    rebuild_all = 2 * len(added) >= len(previous) or index.count != count
    rebuild_all |= (frame.sizes, frame.min_rarities) != (index.frame.sizes, index.frame.min_rarities)
    index.count, matrix = count, index.matrix
    reweighted = index_update.update(index, added, (terms_of(story.path) for story in entries), removed, frame)
    before = index.found.resized(len(index.stories))
    touched = stale.Touched(before, matrix, {*added}, removed, reweighted)
    everything = np.array([story is not None for story in index.stories], bool)
    compared = corpus(index, order)
    rows = everything if rebuild_all else everything & stale.to_compare(compared, touched)
    now = compare(compared, before, np.flatnonzero(rows), removed, map)
    index.near = now.encoded()
    remaining = [number for number in order if number not in removed]
    changed = touched.changed | stale.mask(len(before.stories), [*regroup(index, remaining), *choose(index, remaining)])
    to_list = everything if rebuild_all else everything & stale.to_list(before, now, changed)
    _rebuild_lists(index, np.flatnonzero(to_list), map)


def _time(story: IndexedStory) -> tuple[float, str]:
    return story.when, story.path


def _numbered(
    index: RelatedIndex, numbers: Mapping[str, int], entries: Iterable[IndexedStory]
) -> tuple[dict[int, IndexedStory], set[int]]:
    """Number the stories. Return them by number, and the numbers to remove.

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


def compare(corpus: Corpus, before: NearestStories, rows: Ints, removed: Iterable[int], map: Map) -> NearestStories:
    """Compare some stories with all others, and return the updated nearest stories of all of them."""
    now = before.resized(len(before.stories))
    for number in removed:
        now.scores[number] = 0
    batches = _batches(rows)
    for batch, found in zip(batches, map(corpus.comparing(rows).nearest, batches), strict=True):
        now.put(batch, found)
    return now


def _rebuild_lists(index: RelatedIndex, rows: Ints, map: Map) -> None:
    listing = ListingContext.of(index, rows)
    results = chain.from_iterable(map(partial(_listed, listing), _batches(rows)))
    for number, matches in zip(rows, results, strict=True):
        story = index.stories[number]
        assert story
        story.matches = matches


def _listed(listing: ListingContext, batch: Iterable[int]) -> list[bytes]:
    """The encoded list of each story in a batch."""
    return [
        msgspec.msgpack.encode(
            [(each.path, each.score, each.reason.kind, each.reason.names) for each in listing.matches(number)]
        )
        for number in batch
    ]


def _batches(numbers: Ints) -> list[Ints]:
    return [numbers[start : start + _BATCH] for start in range(0, len(numbers), _BATCH)]
