"""Stories indexed by their most important terms, and the comparison of stories by the terms they share.

Every word, name and tag of a story is a term, weighted by how often it occurs in the story and how rare it is (TF-IDF;
Salton and Buckley, *Term-weighting approaches in automatic text retrieval*, 1988). The similarity of two stories is the
cosine of their term weights; it is higher for stories in the same section or close in time, and lower for stories in
different languages. All arithmetic uses integers.

The work grows linearly with the number of stories, not quadratically: a story is compared with the stories that share
most of its heaviest terms, and if many stories share a term, only with those nearest in time.

Stories and terms have numbers, and a story's terms and weights are stored as the bytes of an array, which are small and
quick to send to another process. ``site/related/index_update.py`` builds and updates the index.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from math import isqrt
from operator import itemgetter, mul
from typing import NamedTuple

import msgspec

WINDOW = 16
"""How many earlier and how many later stories to consider if many share a term with a story."""

_HEAVY = 16  # terms with which a story searches for others
_KEPT = 64  # terms with which a story can be found, and with which two stories are compared
_CANDIDATES = 12  # stories to compare with
_CROWD = 8 * _CANDIDATES  # if more stories than this share a term with it, one shared term is not enough
_USUAL = 9  # the rarity of a typical term
_SECTION = 20  # percentage points added to the score of two stories in the same section
_LANGUAGE = 10  # percentage points subtracted if the languages differ; few of their words would match anyway
_NEARNESS = (*[125] * 8, *[115] * 24, *[100] * 335, 90)  # percent of the score, by days between two stories
_CACHED = 16_384  # stories whose unpacked terms a process caches


class IndexedStory(msgspec.Struct, array_like=True):
    """One story in the index.

    ``digest`` identifies its contents. ``names`` holds its folded slug and headline, ``picks`` the folded names of the
    stories that its editor listed as related. ``terms`` holds all its terms, those of its ``tags`` last, and ``counts``
    the emphasis of each (see ``emphasis``). ``weights`` holds its heaviest terms, heaviest first, then their weights,
    then the length of its term vector. ``chosen`` holds the stories that its editor picked, ``near`` those that it
    finds, and ``matches`` its encoded list.
    """

    path: str
    digest: str
    when: float
    section: str
    language: str
    tags: tuple[str, ...]
    names: tuple[str, str]
    picks: tuple[str, ...]
    terms: bytes
    counts: bytes
    weights: bytes = b""
    chosen: bytes = b""
    near: bytes = b""
    matches: bytes = b""


class Weighed(NamedTuple):
    """The weights of a story's terms, the terms, the heaviest of them, and the length of the story's term vector."""

    weights: dict[int, int]
    terms: frozenset[int]
    heavy: frozenset[int]
    length: int


class Corpus(msgspec.Struct, frozen=True):
    """Everything needed to compare stories.

    ``order`` has the stories' numbers in order of time, ``places`` each number's position in it. ``factors`` has the
    scaled rarity of each term, or 0 if only one story has it. ``scales`` is 1 for names and 2 for other terms: a name
    counts half, since its words count too. ``holders`` has the stories that each term can find. A term with a rarity
    below ``min_rarity`` is too common to describe a story. ``counted``: the stories' numbers are in order of time.
    """

    stories: Sequence[IndexedStory | None]
    order: Sequence[int]
    places: Sequence[int]
    vocabulary: Sequence[str]
    scales: bytes
    factors: array[int]
    holders: Sequence[bytes]
    min_rarity: int
    days: Sequence[int]
    counted: bool
    cache: dict[int, Weighed] = {}

    def story(self, number: int) -> IndexedStory:
        """The story with this number."""
        story = self.stories[number]
        assert story is not None
        return story

    def weighed(self, number: int) -> bytes:
        """Compute the value of ``IndexedStory.weights``."""
        story = self.story(number)
        terms = array("I", story.terms)
        weights = map(mul, story.counts, map(self.factors.__getitem__, terms))
        heaviest = sorted(zip(weights, terms, story.counts, strict=True), key=itemgetter(0), reverse=True)[:_KEPT]
        kept = [each for each in heaviest if each[0]]
        scaled = [count * self.scales[term] for _, term, count in heaviest]
        length = 1 + _USUAL * isqrt(sum(map(mul, scaled, scaled)))
        return array("I", [*(term for _, term, _ in kept), *(weight for weight, _, _ in kept), length]).tobytes()

    def weighed_terms(self, number: int) -> Weighed:
        """The unpacked term weights of a story, cached."""
        known = self.cache.get(number)
        if known is None:
            if len(self.cache) >= _CACHED:
                self.cache.clear()
            known = self.cache[number] = _unpacked(self.story(number).weights)
        return known

    def nearest(self, number: int) -> list[tuple[int, int]]:
        """The scores and numbers of the stories that this one finds with its heaviest terms.

        Sorted by score, best first, then by nearness in time.
        """
        places = self.places
        scored = [
            (-score, self.apart(number, other), places[other])
            for score, other in self._scored(number, self._found(number))
        ]
        return [(-score, self.order[place]) for score, _, place in sorted(scored)]

    def _scored(self, number: int, others: Iterable[int]) -> Iterator[tuple[int, int]]:
        """Score each story against the first: the cosine in thousandths, adjusted for section, time and language."""
        story, (weights, terms, _, length) = self.story(number), self.weighed_terms(number)
        weight = weights.__getitem__
        for other in others:
            theirs = self.weighed_terms(other)
            shared = terms & theirs.terms
            common: int = sum(map(mul, map(weight, shared), map(theirs.weights.__getitem__, shared)))
            percent = self._percent(story, self.story(other), self.apart(number, other))
            yield 1000 * common // (length * theirs.length) * percent // 100, other

    @staticmethod
    def _percent(ours: IndexedStory, theirs: IndexedStory, apart: int) -> int:
        percent = _NEARNESS[min(apart, len(_NEARNESS) - 1)]
        if ours.section and ours.section == theirs.section:
            percent += _SECTION
        return percent if ours.language == theirs.language else percent - _LANGUAGE

    def _found(self, number: int) -> list[int]:
        found = Counter(chain.from_iterable([self._around(term, number) for term in self.weighed_terms(number).heavy]))
        del found[number]
        least = 2 if len(found) > _CROWD else 1
        total, places = len(self.order), self.places  # a count and a place in one number sort faster than a pair
        codes = [shared * total + places[other] for other, shared in found.items() if shared >= least]
        return [self.order[code % total] for code in sorted(codes, reverse=True)[:_CANDIDATES]]

    def _around(self, term: int, number: int) -> array[int]:
        holders = array("I", self.holders[term])
        if len(holders) <= WINDOW:
            return holders
        here = (
            bisect_left(holders, number)
            if self.counted
            else bisect_left(holders, self.places[number], key=self.places.__getitem__)
        )
        return holders[max(0, here - WINDOW) : here + 1 + WINDOW]

    def shared(self, one: int, other: int) -> frozenset[int]:
        """The terms that two stories share."""
        return self.weighed_terms(one).terms & self.weighed_terms(other).terms

    def is_distinctive(self, term: int) -> bool:
        """Whether a term is rare enough to describe a story."""
        return self.factors[term] >= self.min_rarity * self.scales[term]

    def by_contribution(self, terms: Iterable[int], one: int, other: int) -> list[int]:
        """Sort terms that two stories share by how much each contributes to the score, most first."""
        ours, theirs = self.weighed_terms(one).weights, self.weighed_terms(other).weights
        return sorted(terms, key=lambda term: (-ours[term] * theirs[term], self.vocabulary[term]))

    def words(self, terms: Iterable[int]) -> list[str]:
        """The words or names of terms."""
        return [self.vocabulary[term] for term in terms]

    def apart(self, one: int, other: int) -> int:
        """Days between two stories."""
        return abs(self.days[one] - self.days[other])

    def is_version_of(self, one: int, other: int) -> bool:
        """Whether two stories are versions of one: at least 80 % of all their words are shared; or, within a week, at
        least 90 % of the shorter one's words, if it has 20 or more.
        """
        ours, theirs = self.weighed_terms(one).heavy, self.weighed_terms(other).heavy
        if 2 * len(ours & theirs) < min(len(ours), len(theirs)):
            return False
        first, second = (self._words(number) for number in (one, other))
        common, shorter = 100 * len(first & second), min(len(first), len(second))
        alike = common > 0 and common >= 80 * len(first | second)
        return alike or (shorter >= 20 and common >= 90 * shorter and self.apart(one, other) <= 7)

    def tags(self, number: int) -> dict[int, str]:
        """The tags of a story as written in it, by their terms."""
        story = self.story(number)
        return dict(zip(array("I", story.terms)[len(story.counts) - len(story.tags) :], story.tags, strict=True))

    def _words(self, number: int) -> frozenset[int]:
        story = self.story(number)
        return frozenset(array("I", story.terms)[: len(story.counts) - len(story.tags)])


def _unpacked(weights: bytes) -> Weighed:
    numbers = array("I", weights)
    half = len(numbers) // 2
    terms = numbers[:half]
    return Weighed(
        dict(zip(terms, numbers[half:], strict=False)), frozenset(terms), frozenset(terms[:_HEAVY]), numbers[-1]
    )


def rarity(held: int, stories: int) -> int:
    """The rarity of a term that ``held`` of the stories have; the minimum is 5, so that every term has some weight.

    It changes in steps (powers of two), so that a new story rarely changes it. A small site counts as 255 stories, so
    that its terms keep their weights while it grows.
    """
    return max(stories, 255).bit_length() - max(held, 1).bit_length() + 5


@cache
def emphasis(count: int) -> int:
    """4 × (1 + log2(count)) as an integer, at most 255: a term that occurs twice as often weighs one step more, not
    double.
    """
    return min((count**4).bit_length() + 3, 255)
