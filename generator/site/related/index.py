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
from collections.abc import Iterable, Mapping, Sequence
from itertools import compress
from math import isqrt
from operator import mul

import msgspec

from generator.site.related.rarity import TAG, language_of
from generator.site.related.weights import Row, Weighed, picking
from generator.text.keywords import LINK

ASKED = 8
"""How many of the stories that a story finds are asked what they find, and how many of those they name."""

WINDOW = 16
"""How many earlier and how many later stories to consider if many share a term with a story."""

_KEPT = 64  # terms with which a story can be found, and with which two stories are compared
_CANDIDATES = 20  # stories to compare with
_CROWD = 8 * _CANDIDATES  # if more stories than this share a term with it, one shared term is not enough
_USUAL = 9  # the rarity of a typical term
_SECTION = 20  # percentage points added to the score of two stories in the same section
_LANGUAGE = 10  # percentage points subtracted if the languages differ; few of their words would match anyway
_NEARNESS = (*[110] * 8, *[105] * 24, *[100] * 700, 95)  # percent of the score, by days between two stories
_SOON = 7  # days within which a longer version of a story is expected
_NAMING = (TAG, LINK)
_CACHED = 16_384  # stories whose unpacked terms a process caches


class IndexedStory(msgspec.Struct, array_like=True):
    """One story in the index.

    ``digest`` identifies its contents. ``names`` holds its folded slug and headline, ``picks`` the folded names of the
    stories that its editor listed as related, ``original`` that of the story of which it is a translation. ``terms``
    holds all its terms, after those of its text the one for links to it, its bylines and its tags; ``counts`` holds the
    emphasis of each (see ``emphasis``). ``weights`` holds its heaviest terms, heaviest first, then their weights, then
    the length of its term vector. ``chosen`` holds the stories that its editor picked, ``group`` is the same for all
    translations of a story, 0 without any; ``near`` holds the stories that it finds, then their scores, and ``matches``
    its encoded list.
    """

    path: str
    digest: str
    when: float
    section: str
    language: str
    tags: tuple[str, ...]
    bylines: tuple[str, ...]
    names: tuple[str, str]
    picks: tuple[str, ...]
    original: str
    terms: bytes
    counts: bytes
    weights: bytes = b""
    chosen: bytes = b""
    group: int = 0
    near: bytes = b""
    matches: bytes = b""

    @property
    def found(self) -> array[int]:
        """The stories that it finds."""
        near = array("I", self.near)
        return near[: len(near) // 2]

    @property
    def first_found(self) -> array[int]:
        """The first stories that it finds, which are asked what they find, and their scores."""
        near = array("I", self.near)
        half = len(near) // 2
        return near[:half][:ASKED] + near[half:][:ASKED]


class Corpus(msgspec.Struct, frozen=True):
    """Everything needed to compare stories.

    ``order`` has the stories' numbers in order of time, ``places`` each number's position in it. ``factors`` has the
    scaled rarity of each term, or 0 if only one story has it. ``scales`` is 1 for names and 2 for other terms: a name
    counts half, since its words count too. ``holders`` has the stories that each term can find. A term with a rarity
    below ``min_rarities`` (by language) is too common to describe a story. ``counted``: the stories' numbers are in
    order of time.
    ``numbers`` has one object for each story's number, which dictionaries find faster than an equal one.
    """

    stories: Sequence[IndexedStory | None]
    order: Sequence[int]
    places: Sequence[int]
    vocabulary: Sequence[str]
    scales: bytes
    factors: array[int]
    holders: Sequence[bytes]
    min_rarities: Mapping[str, int]
    days: Sequence[int]
    counted: bool
    numbers: Sequence[int]
    row: Row
    cache: dict[int, Weighed] = {}
    finding: dict[int, list[int]] = {}
    nearby: dict[int, Sequence[tuple[int, int]]] = {}

    def story(self, number: int) -> IndexedStory:
        """The story with this number."""
        story = self.stories[number]
        assert story is not None
        return story

    def weighed(self, number: int) -> bytes:
        """Compute the value of ``IndexedStory.weights``."""
        story = self.story(number)
        terms, counts = array("I", story.terms), story.counts
        weights = list(map(mul, counts, map(self.factors.__getitem__, terms)))
        heaviest = sorted(range(len(weights)), key=weights.__getitem__, reverse=True)[:_KEPT]
        pick = picking(heaviest)
        chosen, chosen_weights = pick(terms), pick(weights)
        scaled = list(map(mul, pick(counts), map(self.scales.__getitem__, chosen)))
        length = 1 + _USUAL * isqrt(sum(map(mul, scaled, scaled)))
        kept = len(chosen) - chosen_weights.count(0)
        return array("I", (*chosen[:kept], *chosen_weights[:kept], length)).tobytes()

    def weighed_terms(self, number: int) -> Weighed:
        """The unpacked term weights of a story, cached."""
        known = self.cache.get(number)
        if known is None:
            if len(self.cache) >= _CACHED:
                self.cache.clear()
            known = self.cache[number] = Weighed.of(self.story(number).weights)
        return known

    def near(self, number: int) -> Sequence[tuple[int, int]]:
        """The stories that a story finds, and their scores, best first, cached."""
        known = self.nearby.get(number)
        if known is None:
            numbers = array("I", self.story(number).near)
            half = len(numbers) // 2
            known = self.nearby[number] = tuple(zip(numbers[:half], numbers[half:], strict=True))
        return known

    def nearest(self, number: int) -> bytes:
        """Compute the value of ``IndexedStory.near``: the best first, then by nearness in time."""
        ours, story, scored = self.weighed_terms(number), self.story(number), []
        row = self.row.of(number, ours)
        for other in self._found(number):
            theirs, apart = self.weighed_terms(other), self.apart(number, other)
            found = theirs.pick(row)
            common = sum(map(mul, filter(None, found), compress(theirs.weights, found)))
            percent = self._percent(story, self.story(other), apart)
            score = 1000 * common // (ours.length * theirs.length) * percent // 100
            scored.append((-score, apart, self.places[other], other))
        scored.sort()
        return array("I", (*(other for *_, other in scored), *(-score for score, *_ in scored))).tobytes()

    @staticmethod
    def _percent(ours: IndexedStory, theirs: IndexedStory, apart: int) -> int:
        percent = _NEARNESS[min(apart, len(_NEARNESS) - 1)]
        if ours.section and ours.section == theirs.section:
            percent += _SECTION
        return percent if ours.language == theirs.language else percent - _LANGUAGE

    def _found(self, number: int) -> list[int]:
        found = Counter(self._around(number))
        del found[number]
        least = 2 if len(found) > _CROWD else 1
        total, places = len(self.order), self.places  # a count and a place in one number sort faster than a pair
        codes = [shared * total + places[other] for other, shared in found.items() if shared >= least]
        return [self.order[code % total] for code in sorted(codes, reverse=True)[:_CANDIDATES]]

    def _around(self, number: int) -> list[int]:
        """The stories that a story finds with each of its heaviest terms."""
        places, found = None if self.counted else self.places.__getitem__, list[int]()
        here = number if self.counted else self.places[number]
        for term in self.weighed_terms(number).heavy:
            holders = self._finding(term)
            if len(holders) > WINDOW:
                middle = bisect_left(holders, here, key=places)
                holders = holders[max(0, middle - WINDOW) : middle + 1 + WINDOW]
            found += holders
        return found

    def _finding(self, term: int) -> list[int]:
        known = self.finding.get(term)
        if known is None:
            known = self.finding[term] = list(map(self.numbers.__getitem__, array("I", self.holders[term])))
        return known

    def shared(self, one: int, other: int) -> dict[int, int]:
        """The terms that two stories share, and how much each contributes to their score."""
        ours, theirs = self.weighed_terms(one), self.weighed_terms(other)
        found = theirs.pick(self.row.of(one, ours))
        products = map(mul, filter(None, found), compress(theirs.weights, found))
        return dict(zip(compress(theirs.terms, found), products, strict=True))

    def is_name(self, term: int) -> bool:
        """Whether a term is the name of something, a tag or a link, not a word or a byline."""
        return self.scales[term] == 1 or self.vocabulary[term][0] in _NAMING

    def is_distinctive(self, term: int) -> bool:
        """Whether a term is rare enough to describe a story; a tag may have twice as many stories as a word."""
        word = self.vocabulary[term]
        least = self.min_rarities.get(language_of(word), 0) - (word[0] == TAG)
        return self.factors[term] >= least * self.scales[term]

    def telling(self, terms: Iterable[int], language: str) -> int:
        """How many of these terms are words in a language that are rare enough to describe a story."""
        least = 2 * self.min_rarities.get(language, 0)
        return sum(factor >= least for factor in map(self.factors.__getitem__, terms))

    def by_contribution(self, terms: Iterable[int], shared: Mapping[int, int]) -> list[int]:
        """Sort terms that two stories share by how much each contributes to the score, most first."""
        return sorted(terms, key=lambda term: (-shared[term], self.vocabulary[term]))

    def words(self, terms: Iterable[int]) -> list[str]:
        """The words or names of terms."""
        return [self.vocabulary[term] for term in terms]

    def apart(self, one: int, other: int) -> int:
        """Days between two stories."""
        return abs(self.days[one] - self.days[other])

    def is_version_of(self, one: int, others: Iterable[int]) -> bool:
        """Whether a story and one of the others are versions of one: at least 80 % of all their words are shared; or,
        within a week, at least 90 % of the shorter one's words, if it has 16 or more.
        """
        return any(self._seem_alike(one, other) and self._share_words(one, other) for other in others)

    def _seem_alike(self, one: int, other: int) -> bool:
        """Whether two stories share so many heavy terms that they may be versions of one: this is quick to find out."""
        ours, theirs = self.weighed_terms(one), self.weighed_terms(other)
        shared, least = len(ours.heavy & theirs.heavy), min(len(ours.heavy), len(theirs.heavy))
        if 2 * shared < least and self.apart(one, other) <= _SOON:  # the longer version may have heavier terms
            shared = max(len(ours.heavy.intersection(theirs.terms)), len(theirs.heavy.intersection(ours.terms)))
        return 2 * shared >= least

    def _share_words(self, one: int, other: int) -> bool:
        first, second = self._words(one), self._words(other)
        common, shorter = 100 * len(first & second), min(len(first), len(second))
        alike = common > 0 and common >= 80 * len(first | second)
        return alike or (shorter >= 16 and common >= 90 * shorter and self.apart(one, other) <= _SOON)

    def tags(self, number: int) -> dict[int, str]:
        """The tags of a story as written in it, by their terms."""
        story = self.story(number)
        return dict(zip(array("I", story.terms)[len(story.counts) - len(story.tags) :], story.tags, strict=True))

    def _words(self, number: int) -> frozenset[int]:
        story = self.story(number)
        return frozenset(array("I", story.terms)[: len(story.counts) - len(story.tags) - len(story.bylines) - 1])
