"""The clippings: an edition's stories filed by the terms that matter in them, so that like finds like.

Every word, name and tag of a story is a term, weighted by how often the story has it and how rare it is (TF-IDF; Salton
and Buckley, *Term-weighting approaches in automatic text retrieval*, 1988). Two stories are as near as the cosine of
their terms; a common section and nearness in time raise that, another language lowers it. All is whole numbers, and
rarity goes in steps (powers of two), so that a new story seldom changes the weight of a term, and with it other lists.

The work grows with the number of stories, not with its square: a story is compared with those that share most of its
heaviest terms, and where many share a term, only with those nearest in time.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from math import isqrt
from operator import mul
from sys import intern, maxsize

from generator.story import Manuscript
from generator.terms import folded

_HEAVY = 40  # terms by which a story looks for others
_WINDOW = 24  # stories looked at before and after it, of the many that share a term
_CANDIDATES = 20  # stories compared in full
_CROWD = 8 * _CANDIDATES  # where more than these share a term with it, sharing one is not enough
_USUAL = 9  # the rarity of a usual term
_TAG = 12  # a tag counts as a word that stands twelve times in the text
_SECTION = 20  # hundredths added to the score of two stories in one section
_LANGUAGE = 10  # hundredths taken from it where the languages differ: their words will hardly meet anyway
_NEARNESS = ((7, 125), (31, 115), (366, 100), (maxsize, 90))  # days between two stories, hundredths of the score


@dataclass(frozen=True, slots=True)
class Clippings:
    """Stories in order of time, each known by its place in it.

    ``weights`` gives the terms of each story and ``dates`` its day. ``lengths`` is how much it says: the root of the
    sum of its terms' squares, as if all were of usual rarity, so that another story does not change it. ``heavy`` are
    the terms by which a story is sought, ``holders`` the stories in which a term is heavy. A term less rare than
    ``telling`` says nothing about a story.
    """

    stories: Sequence[Manuscript]
    dates: Sequence[int]
    rarity: Mapping[str, int]
    telling: int
    weights: Sequence[Mapping[str, int]]
    lengths: Sequence[int]
    heavy: Sequence[frozenset[str]]
    holders: Mapping[str, Sequence[int]]

    @classmethod
    def of(cls, stories: Iterable[Manuscript]) -> Clippings:
        """The clippings of these stories, in whatever order they come."""
        filed = sorted(stories, key=when_and_where)
        said = [_said(story) for story in filed]
        held = Counter(chain.from_iterable(said))
        rarity = {term: _rarity(stories, len(filed)) for term, stories in held.items() if stories > 1}
        weights = [{term: weight * rarity[term] for term, weight in terms.items() if term in rarity} for terms in said]
        heavy = [_heaviest(terms) for terms in weights]
        return cls(
            stories=filed,
            dates=[int(when_and_where(story)[0] // 86_400) for story in filed],
            rarity=rarity,
            telling=_rarity(max(3, len(filed) // 8), len(filed)),
            weights=weights,
            lengths=[1 + _USUAL * isqrt(sum(map(mul, terms.values(), terms.values()))) for terms in said],
            heavy=heavy,
            holders=_holders(heavy),
        )

    def nearest(self, place: int) -> list[tuple[int, int]]:
        """The stories that this one finds by its heaviest terms, by their places, each with its score."""
        return [(other, self.score(place, other)) for other in self._candidates(place)]

    def neighbours(self, found: Iterable[Iterable[tuple[int, int]]], floor: int) -> list[list[tuple[int, int]]]:
        """For each story the scores and places of those that it found, or that found it, and that reach ``floor``.

        ``found`` is what ``nearest`` gives for each story. Best first, then nearest in time.
        """
        near: list[dict[int, int]] = [{} for _ in self.stories]
        for place, others in enumerate(found):
            for other, score in others:
                near[place][other] = near[other][place] = score
        return [self._best_first(place, scores, floor) for place, scores in enumerate(near)]

    def _candidates(self, place: int) -> list[int]:
        found = Counter(chain.from_iterable(_around(self.holders[term], place) for term in self.heavy[place]))
        del found[place]
        least = 2 if len(found) > _CROWD else 1
        total = len(self.stories)  # a count and a place in one number sort faster than a pair
        ranked = sorted([shared * total + other for other, shared in found.items() if shared >= least], reverse=True)
        return [code % total for code in ranked[:_CANDIDATES]]

    def _best_first(self, place: int, scores: Mapping[int, int], floor: int) -> list[tuple[int, int]]:
        enough = [(-score, self.days(place, other), other) for other, score in scores.items() if score >= floor]
        return [(-score, other) for score, _, other in sorted(enough)]

    def score(self, one: int, other: int) -> int:
        """How near two stories are: thousandths of a perfect likeness, but for section, time and language."""
        ours, theirs = self.stories[one], self.stories[other]
        apart = self.days(one, other)
        percent = next(percent for within, percent in _NEARNESS if apart <= within)
        if ours.section and ours.section == theirs.section:
            percent += _SECTION
        if ours.language != theirs.language:
            percent -= _LANGUAGE
        return self._likeness(one, other) * percent // 100

    def _likeness(self, one: int, other: int) -> int:
        ours, theirs = self.weights[one], self.weights[other]
        shared = ours.keys() & theirs.keys()
        common: int = sum(map(mul, map(ours.__getitem__, shared), map(theirs.__getitem__, shared)))
        return 1000 * common // (self.lengths[one] * self.lengths[other])

    def shared(self, one: int, other: int) -> set[str]:
        """The terms that two stories have in common."""
        return self.weights[one].keys() & self.weights[other].keys()

    def foremost(self, terms: Iterable[str], one: int, other: int) -> list[str]:
        """These terms, which the two stories share, in the order in which they bring the two together."""
        ours, theirs = self.weights[one], self.weights[other]
        return sorted(terms, key=lambda term: (-ours[term] * theirs[term], term))

    def days(self, one: int, other: int) -> int:
        """Days between two stories, by the calendar of UTC."""
        return abs(self.dates[one] - self.dates[other])

    def retold(self, one: int, other: int) -> bool:
        """Is this one story told twice: nearly the same words, or within a week nearly all words of the shorter?"""
        ours, theirs = self.heavy[one], self.heavy[other]
        if 2 * len(ours & theirs) < min(len(ours), len(theirs)):
            return False
        first, second = (dict(self.stories[place].terms).keys() for place in (one, other))
        common, shorter = 100 * len(first & second), min(len(first), len(second))
        alike = common > 0 and common >= 80 * len(first | second)
        return alike or (shorter >= 20 and common >= 90 * shorter and self.days(one, other) <= 7)


def when_and_where(story: Manuscript) -> tuple[float, str]:
    """The order of stories: by time, then by path."""
    return story.published.timestamp() if story.published else 0.0, story.path


def tag_term(tag: str) -> str:
    """The term that a tag is: no word of a text begins with ``#``."""
    return f"#{folded(tag)}"


def _said(story: Manuscript) -> dict[str, int]:
    """The terms of a story, weighted by the story alone; a name counts half, since its words count too."""
    said = {intern(term): _emphasis(count) // (2 if term[0].isupper() else 1) for term, count in story.terms}
    said.update((intern(tag), _emphasis(_TAG)) for tag in sorted(map(tag_term, story.tags)))
    return said


@cache
def _emphasis(count: int) -> int:
    """Four times (1 + log2), in whole numbers: what is said twice as often weighs a step more, not double."""
    return (count**4).bit_length() + 3


def _rarity(held: int, stories: int) -> int:
    """How much a term tells that so many of the stories hold; the least is 5, so that no term weighs nothing.

    A small site counts as 255 stories, so that its terms keep their weights while it grows.
    """
    return max(stories, 255).bit_length() - held.bit_length() + 5


def _heaviest(weights: Mapping[str, int]) -> frozenset[str]:
    return frozenset(sorted(weights, key=weights.__getitem__, reverse=True)[:_HEAVY])


def _holders(heavy: Sequence[frozenset[str]]) -> dict[str, list[int]]:
    holders: dict[str, list[int]] = {}
    for place, terms in enumerate(heavy):
        for term in terms:
            holders.setdefault(term, []).append(place)
    return holders


def _around(holders: Sequence[int], place: int) -> Sequence[int]:
    """Those of ``holders`` (in order of time) that are nearest to ``place``."""
    if len(holders) <= 2 * _WINDOW:
        return holders
    middle = bisect_left(holders, place)
    return holders[max(0, middle - _WINDOW) : middle + _WINDOW + 1]
