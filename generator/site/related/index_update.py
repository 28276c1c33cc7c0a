"""Adds stories to the index of related stories, and removes them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import count, takewhile
from math import isqrt
from typing import Protocol

import numpy as np

from generator.model.story import base_language
from generator.model.terms import as_named, folded
from generator.site.related.index import BYLINES, FACTS, LINKS, NAMES, TAGS, IndexedStory, RelatedIndex, scales
from generator.site.related.rarity import (
    BYLINE,
    COMMONEST,
    TAG,
    RarityBasis,
    emphasis,
    in_language,
    language_of,
    rarity,
)
from generator.site.related.term_matrix import Counts, Ints, Mask, TermMatrix
from generator.site.related.term_matrix import Terms as Row
from generator.text.keywords import LINK

_TAG = 12  # a tag counts like a word that occurs twelve times in the text
_LINK = 3  # a link, which the stories that it connects share, counts like a word that occurs three times
# A term connects no stories if at least _COMMON stories have it and its rarity is less than _RARE above the lowest.
_COMMON, _RARE = 512, 4
_EMPHASES = bytes(map(emphasis, range(256)))
_KINDS = {TAG: TAGS, LINK: LINKS, BYLINE: BYLINES}

Terms = tuple[Sequence[str], Sequence[int]]
"""The words and names of a story, and their counts."""


class IndexableStory(Protocol):
    """The fields of a public story that the index needs; a manuscript has them all."""

    @property
    def path(self) -> str: ...
    @property
    def published(self) -> datetime | None: ...
    @property
    def headline(self) -> str: ...
    @property
    def slug(self) -> str: ...
    @property
    def section(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def tags(self) -> tuple[str, ...]: ...
    @property
    def bylines(self) -> tuple[str, ...]: ...
    @property
    def related(self) -> tuple[str, ...]: ...
    @property
    def translation_of(self) -> str: ...


def when(story: IndexableStory) -> float:
    """The time of a story, in seconds since 1970."""
    return story.published.timestamp() if story.published else 0.0


def indexed(story: IndexableStory, digest: str) -> IndexedStory:
    """An entry for the index, without the story's terms."""
    tags = {f"{TAG}{folded(tag)}": tag for tag in story.tags}  # no word in a text starts with this character
    return IndexedStory(
        path=story.path,
        digest=digest,
        when=when(story),
        section=story.section,
        language=base_language(story.language),
        tags=tuple(tags[term] for term in sorted(tags)),
        bylines=tuple(sorted({folded(name) for name in story.bylines})),
        names=(folded(story.slug), as_named(story.headline)),
        picks=tuple(map(as_named, story.related)),
        original=folded(story.translation_of),
    )


def update(
    index: RelatedIndex,
    added: Mapping[int, IndexedStory],
    terms_of_added: Iterable[Terms],
    removed: Iterable[int],
    frame: RarityBasis,
) -> Mask:
    """Add stories by number, each with its terms, and remove others. Return which terms' weights have changed."""
    numbers = _numbered(index.vocabulary)
    rows = {
        number: _row(story, terms, numbers)
        for (number, story), terms in zip(added.items(), terms_of_added, strict=True)
    }
    emptied = dict.fromkeys(removed, _NO_TERMS)
    size = max([len(index.stories) - 1, *added]) + 1
    index.stories += [None] * (size - len(index.stories))
    for number in emptied:
        index.stories[number] = None
    for number, story in added.items():
        index.stories[number] = story
    _learn(index, list(numbers))
    index.facts = _facts(index, added, rows, size).tobytes()
    matrix = index.matrix.with_rows(emptied | rows, size)
    index.starts, index.terms, index.counts = (column.tobytes() for column in matrix)
    index.frame = frame
    before = np.frombuffer(index.factors, np.int32)
    factors = _factors(index, matrix)
    index.factors = factors.astype(np.int32).tobytes()
    reweighted: Mask = factors != np.concatenate([before, np.zeros(len(factors) - len(before), np.int32)])
    return reweighted


_NO_TERMS = np.zeros(0, np.int32), np.zeros(0, np.uint8)


def _row(story: IndexedStory, terms: Terms, numbers: Mapping[str, int]) -> tuple[Row, Counts]:
    """The terms of a story, and the emphasis of each."""
    words, counts = terms
    linked = sum(1 for _ in takewhile(lambda word: word[0] == LINK, words))  # links are first in the order of terms
    links = [word for word in words[:linked] if word != f"{LINK}{story.path}"]
    words = words[linked:]
    if story.language:
        words = [in_language(each, story.language) for each in words]
    tags = [f"{TAG}{folded(tag)}" for tag in story.tags]
    bylines = [f"{BYLINE}{name}" for name in story.bylines]
    all_terms = (*links, *words, f"{LINK}{story.path}", *bylines, *tags)
    of_text = bytes(
        [*counts[linked:]] if max(counts, default=0) < 256 else [min(each, 255) for each in counts[linked:]]
    )
    own = bytes([_LINK, *[1] * len(bylines), *[_TAG] * len(tags)])
    emphases = (bytes([_LINK] * len(links)) + of_text + own).translate(_EMPHASES)
    assert len(emphases) == len(all_terms)
    return np.fromiter(map(numbers.__getitem__, all_terms), np.int32, len(all_terms)), np.frombuffer(emphases, np.uint8)


def _facts(
    index: RelatedIndex, added: Mapping[int, IndexedStory], rows: Mapping[int, tuple[Row, Counts]], size: int
) -> Ints:
    """The value of ``RelatedIndex.facts``."""
    facts = np.zeros((size, FACTS), np.int64)
    known = np.frombuffer(index.facts, np.int64).reshape(-1, FACTS)
    scale = scales(np.frombuffer(index.kinds, np.uint8))
    facts[: len(known)] = known
    sections, tongues = _numbered(index.sections), _numbered(index.tongues)
    for number, story in added.items():
        terms, emphases = rows[number]
        length = isqrt(int((np.square(emphases * scale[terms])).sum()))
        facts[number] = int(story.when // 86_400), sections[story.section], tongues[story.language], length
    index.sections, index.tongues = list(sections), list(tongues)
    return facts


def _numbered(known: Iterable[str]) -> defaultdict[str, int]:
    """The positions of strings in a list. Looking up a new string adds it at the end."""
    known = list(known)
    return defaultdict(count(len(known)).__next__, zip(known, count()))


def _learn(index: RelatedIndex, vocabulary: list[str]) -> None:
    """Add new terms to the vocabulary."""
    new = vocabulary[len(index.vocabulary) :]
    tongues = _numbered(index.tongues)
    index.languages += np.array([*map(tongues.__getitem__, map(language_of, new))], np.uint16).tobytes()
    index.kinds += bytes([_KINDS.get(term[0]) or NAMES * term[0].isupper() for term in new])
    index.vocabulary, index.tongues = vocabulary, list(tongues)


def _factors(index: RelatedIndex, matrix: TermMatrix) -> Ints:
    """The value of ``RelatedIndex.factors``."""
    size, frame = len(index.vocabulary), index.frame
    archived = np.array([story is not None and story.when < frame.end for story in index.stories], bool)
    all_held = np.bincount(matrix.terms, minlength=size)
    recent = np.concatenate([matrix.terms[:0], *map(matrix.row, np.flatnonzero(~archived).tolist())])
    held, alone = all_held - np.bincount(recent, minlength=size), all_held < 2
    sizes = np.array([frame.sizes.get(language, 0) for language in index.tongues], np.int64)
    rare = rarity(held, sizes[np.frombuffer(index.languages, np.uint16)])
    common = (held >= _COMMON) & (rare < COMMONEST + _RARE)
    return np.where(alone | common, 0, rare * scales(np.frombuffer(index.kinds, np.uint8)))


def mostly_unused(index: RelatedIndex) -> bool:
    """Whether most of the terms in an index are no longer in any story."""
    return 2 * len(np.unique(index.matrix.terms)) < len(index.vocabulary)


def moved_terms(before: TermMatrix, now: TermMatrix, touched: Iterable[int]) -> dict[int, list[int]]:
    """The terms that any of these stories gained or lost, each with the stories that did."""
    moved = defaultdict[int, list[int]](list)
    for story in touched:
        old = set(before.row(story).tolist()) if story + 1 < len(before.starts) else set()
        for term in old ^ set(now.row(story).tolist()):
            moved[term].append(story)
    return moved


def shifted(holders: Ints, moved: Ints, window: int) -> Ints:
    """The stories that a term may no longer connect as before, by their places in order of time.

    ``holders`` have the term, and ``moved`` have gained or lost it. Moved stories between other holders shift the
    windows of the stories on either side.
    """
    ignored, first, last = {*moved.tolist()}, 0, len(holders) - 1
    while first < last and holders[first] in ignored:
        first += 1
    while first < last and holders[last] in ignored:
        last -= 1
    between = moved[(moved > holders[first]) & (moved < holders[last])] if first < last else moved[:0]
    if not len(between):
        return between
    affected = np.union1d(holders, moved)
    reach, near = window + len(moved), np.zeros(len(affected), bool)
    for place in np.searchsorted(affected, between):
        near[max(0, place - reach) : place + reach + 1] = True
    return affected[near]
