"""The clippings: stories filed by the terms that matter in them, so that like finds like.

Every word, name and tag of a story is a term, weighted by how often the story has it and how rare it is (TF-IDF; Salton
and Buckley, *Term-weighting approaches in automatic text retrieval*, 1988). Two stories are as near as the cosine of
their terms; a common section and nearness in time raise that, another language lowers it. All is whole numbers.

The work grows with the number of stories, not with its square: a story is compared with those that share most of its
heaviest terms, and where many share a term, only with those nearest in time.

Stories and terms are known by numbers, and what is told of each story is kept as the bytes of an array: small to
remember, and quick to hand to another process. See ``site/related/index_update.py`` for how it comes about.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from math import isqrt
from operator import itemgetter, mul
from typing import NamedTuple

import msgspec

WINDOW = 16
"""Stories looked at before and after one, of the many that share a term with it."""

_HEAVY = 16  # terms by which a story looks for others
_KEPT = 64  # terms by which it can be found, and by which two are compared
_CANDIDATES = 12  # stories compared
_CROWD = 8 * _CANDIDATES  # where more than these share a term with it, sharing one is not enough
_USUAL = 9  # the rarity of a usual term
_SECTION = 20  # hundredths added to the score of two stories in one section
_LANGUAGE = 10  # hundredths taken from it where the languages differ: their words will hardly meet anyway
_NEARNESS = (*[125] * 8, *[115] * 24, *[100] * 335, 90)  # hundredths of the score, by days between two stories
_AT_HAND = 16_384  # stories of which a process keeps the terms at hand


class IndexedStory(msgspec.Struct, array_like=True):
    """One story, as it is filed.

    ``digest`` stands for its file; ``names`` are its folded slug and headline, ``picks`` what its editor calls related,
    folded, too. ``terms`` are all its terms, those of its ``tags`` last, and ``counts`` how much it makes of each;
    ``weights`` are its heaviest terms, heaviest first, then their weights, then how much it says. ``chosen`` are the
    stories that its editor picked, ``near`` those that it finds, and ``matches`` is its list, encoded.
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
    """The weights of a story's terms, the terms themselves, the heaviest of them, and how much the story says."""

    weights: dict[int, int]
    terms: frozenset[int]
    heavy: frozenset[int]
    length: int


@dataclass(frozen=True, slots=True)
class Corpus:
    """All that is needed to compare stories.

    ``order`` has the stories' numbers in order of time, ``places`` the place of each number in it. ``factors`` says how
    much each term tells, 0 where a single story has it, ``scales`` whether it is a name (1) or not (2): a name counts
    half, since its words count too. ``holders`` are the stories that each term can find. A term whose rarity is less
    than ``telling`` says nothing about a story.
    """

    stories: Sequence[IndexedStory | None]
    order: Sequence[int]
    places: Sequence[int]
    vocabulary: Sequence[str]
    scales: bytes
    factors: array[int]
    holders: Sequence[bytes]
    telling: int
    days: Sequence[int]
    counted: bool
    at_hand: dict[int, Weighed] = field(default_factory=dict)

    def story(self, number: int) -> IndexedStory:
        """The story of this number."""
        story = self.stories[number]
        assert story is not None
        return story

    def weighed(self, number: int) -> bytes:
        """What ``IndexedStory.weights`` is to be."""
        story = self.story(number)
        terms = array("I", story.terms)
        weights = map(mul, story.counts, map(self.factors.__getitem__, terms))
        heaviest = sorted(zip(weights, terms, story.counts, strict=True), key=itemgetter(0), reverse=True)[:_KEPT]
        kept = [each for each in heaviest if each[0]]
        said = [count * self.scales[term] for _, term, count in heaviest]
        length = 1 + _USUAL * isqrt(sum(map(mul, said, said)))
        return array("I", [*(term for _, term, _ in kept), *(weight for weight, _, _ in kept), length]).tobytes()

    def look(self, number: int) -> Weighed:
        """The terms of a story, at hand."""
        known = self.at_hand.get(number)
        if known is None:
            if len(self.at_hand) >= _AT_HAND:
                self.at_hand.clear()
            known = self.at_hand[number] = _unpacked(self.story(number).weights)
        return known

    def nearest(self, number: int) -> list[tuple[int, int]]:
        """The scores and numbers of the stories that this one finds by its heaviest terms.

        Best first, then nearest in time.
        """
        places = self.places
        scored = [
            (-score, self.apart(number, other), places[other])
            for score, other in self._scored(number, self._found(number))
        ]
        return [(-score, self.order[place]) for score, _, place in sorted(scored)]

    def _scored(self, number: int, others: Iterable[int]) -> Iterator[tuple[int, int]]:
        """How near each is to the first: thousandths of a perfect likeness, but for section, time and language."""
        story, (weights, terms, _, length) = self.story(number), self.look(number)
        weight = weights.__getitem__
        for other in others:
            theirs = self.look(other)
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
        found = Counter(chain.from_iterable([self._around(term, number) for term in self.look(number).heavy]))
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
        """The terms that bring two stories together."""
        return self.look(one).terms & self.look(other).terms

    def tells(self, term: int) -> bool:
        """Whether a term is rare enough to say something about a story."""
        return self.factors[term] >= self.telling * self.scales[term]

    def foremost(self, terms: Iterable[int], one: int, other: int) -> list[int]:
        """These terms, which two stories share, in the order in which they bring the two together."""
        ours, theirs = self.look(one).weights, self.look(other).weights
        return sorted(terms, key=lambda term: (-ours[term] * theirs[term], self.vocabulary[term]))

    def words(self, terms: Iterable[int]) -> list[str]:
        """The words or names that terms stand for."""
        return [self.vocabulary[term] for term in terms]

    def apart(self, one: int, other: int) -> int:
        """Days between two stories."""
        return abs(self.days[one] - self.days[other])

    def retold(self, one: int, other: int) -> bool:
        """Is this one story told twice: nearly the same words, or within a week nearly all words of the shorter?"""
        ours, theirs = self.look(one).heavy, self.look(other).heavy
        if 2 * len(ours & theirs) < min(len(ours), len(theirs)):
            return False
        first, second = (self._words(number) for number in (one, other))
        common, shorter = 100 * len(first & second), min(len(first), len(second))
        alike = common > 0 and common >= 80 * len(first | second)
        return alike or (shorter >= 20 and common >= 90 * shorter and self.apart(one, other) <= 7)

    def tags(self, number: int) -> dict[int, str]:
        """The tags of a story as it writes them, by their terms."""
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
    """How much a term tells that so many of the stories hold; the least is 5, so that no term weighs nothing.

    It goes in steps (powers of two), so that a new story seldom changes it. A small site counts as 255 stories, so that
    its terms keep their weights while it grows.
    """
    return max(stories, 255).bit_length() - max(held, 1).bit_length() + 5


@cache
def emphasis(count: int) -> int:
    """Four times (1 + log2), in whole numbers: what is said twice as often weighs a step more, not double."""
    return min((count**4).bit_length() + 3, 255)
