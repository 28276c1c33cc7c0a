"""Finds the paragraphs that two versions of a story have in common.

The running time grows almost linearly with the number of paragraphs. In `difflib` it is quadratic, and hostile wire
copy could make it very slow.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

Pair = tuple[int, int]
"""The index of a paragraph in the old text, and that of the same paragraph in the new one."""


def differences(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield each place where the texts differ: start and end in the old one, start and end in the new one."""
    ends = (-1, -1), (len(before), len(after))
    for (old, new), (next_old, next_new) in pairwise((ends[0], *_same(before, after), ends[1])):
        if next_old - old > 1 or next_new - new > 1:
            yield old + 1, next_old, new + 1, next_new


def _same(before: Sequence[str], after: Sequence[str]) -> Iterator[Pair]:
    """Yield the common paragraphs, in order: those that occur once in each text, and equal ones next to these."""
    ends = (-1, -1), (len(before), len(after))
    for start, end in pairwise((ends[0], *_rising(_unique_pairs(before, after)), ends[1])):
        below = [*_equal(before, after, start, end, 1)]
        above = [*_equal(before, after, end, below[-1] if below else start, -1)]
        yield from (*below, *reversed(above))
        if end != ends[1]:
            yield end


def _equal(before: Sequence[str], after: Sequence[str], start: Pair, end: Pair, step: int) -> Iterator[Pair]:
    """Yield the pairs of equal paragraphs that follow ``start`` without a gap, before ``end``."""
    pairs = zip(
        range(start[0] + step, end[0], step),
        range(start[1] + step, end[1], step),
        strict=False,
    )
    return takewhile(lambda pair: before[pair[0]] == after[pair[1]], pairs)


def _unique_pairs(before: Sequence[str], after: Sequence[str]) -> list[Pair]:
    """Return the paragraphs that occur once in each text, in the order of the old one."""
    old, new = Counter(before), Counter(after)
    places = {text: place for place, text in enumerate(after) if new[text] == 1}
    return [(place, places[text]) for place, text in enumerate(before) if old[text] == 1 and text in places]


def _rising(pairs: Sequence[Pair]) -> list[Pair]:
    """Return as many pairs as possible that are in the same order in both texts (a longest increasing subsequence)."""
    lowest, last, previous = list[int](), list[int](), list[int]()
    for number, (_, new) in enumerate(pairs):
        length = bisect_left(lowest, new)
        lowest[length : length + 1] = [new]  # at the end of the list, this appends
        last[length : length + 1] = [number]
        previous.append(last[length - 1] if length else -1)
    found, number = list[Pair](), last[-1] if last else -1
    while number >= 0:
        found.append(pairs[number])
        number = previous[number]
    return found[::-1]
