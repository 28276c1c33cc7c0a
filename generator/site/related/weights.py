"""The weights of a story's terms, in the forms in which stories are compared quickly."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from functools import partial
from operator import itemgetter
from typing import NamedTuple

_HEAVY = 24  # terms with which a story searches for others

Pick = Callable[[Sequence[int]], tuple[int, ...]]
"""Picks the items at certain places of a sequence."""


class Weighed(NamedTuple):
    """A story's terms, heaviest first, their weights, and the length of its term vector.

    ``pick`` picks the terms' items from a list with one item for each term of the vocabulary; ``heavy`` are the terms
    with which the story searches for others.
    """

    terms: Sequence[int]
    weights: Sequence[int]
    length: int
    pick: Pick
    heavy: frozenset[int]

    @classmethod
    def of(cls, weights: bytes) -> Weighed:
        """Unpack ``IndexedStory.weights``."""
        *numbers, length = array("I", weights)
        half = len(numbers) // 2
        terms = numbers[:half]
        return cls(terms, numbers[half:], length, picking(terms), frozenset(terms[:_HEAVY]))


class Row:
    """The weight of every term of the vocabulary in one story, 0 if it does not have the term.

    The story is compared with several others; then the same list is used for the next story.
    """

    def __init__(self, size: int) -> None:
        self._weights, self._number = [0] * size, -1
        self._terms: Sequence[int] = ()

    def of(self, number: int, story: Weighed) -> Sequence[int]:
        """The row of a story, which has this number; valid until the next call."""
        if number != self._number:
            for term in self._terms:
                self._weights[term] = 0
            for term, weight in zip(story.terms, story.weights, strict=True):
                self._weights[term] = weight
            self._number, self._terms = number, story.terms
        return self._weights


def picking(places: Sequence[int]) -> Pick:
    """Pick items with ``itemgetter``, which is several times as fast as a loop but differs if there is only one."""
    return itemgetter(*places) if len(places) > 1 else partial(_each, places)


def _each(places: Sequence[int], items: Sequence[int]) -> tuple[int, ...]:
    return tuple(items[place] for place in places)
