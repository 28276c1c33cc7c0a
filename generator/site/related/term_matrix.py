"""The terms of all stories as a sparse matrix, by story and by term, in arrays of integers.

Only integers are summed, or floats that hold integers below 2**53, so sums are exact in any order and the results are
the same on every machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Terms = NDArray[np.int32]
Counts = NDArray[np.uint8]
Mask = NDArray[np.bool_]


class TermMatrix(NamedTuple):
    """The terms of each story, row by row: compressed sparse rows.

    The terms of story ``n`` are ``terms[starts[n] : starts[n + 1]]``; ``counts`` has the emphasis of each (see
    ``rarity.emphasis``). A story that has been removed has an empty row.
    """

    starts: Ints
    terms: Terms
    counts: Counts

    @classmethod
    def of(cls, starts: bytes, terms: bytes, counts: bytes) -> TermMatrix:
        """Unpack arrays that were stored as bytes.

        :raises ValueError: if they do not fit together.
        """
        found = cls(np.frombuffer(starts, np.int64), np.frombuffer(terms, np.int32), np.frombuffer(counts, np.uint8))
        if not len(found.starts):
            found = found._replace(starts=np.zeros(1, np.int64))
        ends = found.starts[0], found.starts[-1]
        if len(found.terms) != len(found.counts) or ends != (0, len(found.terms)) or (np.diff(found.starts) < 0).any():
            raise ValueError("the rows of the index do not match its terms")
        return found

    def row(self, story: int) -> Terms:
        """The terms of a story."""
        return self.terms[self.starts[story] : self.starts[story + 1]]

    def emphases(self, story: int) -> Counts:
        """The emphasis of each term of a story."""
        return self.counts[self.starts[story] : self.starts[story + 1]]

    def counted(self, story: int) -> dict[int, int]:
        """The terms of a story, each with its emphasis."""
        return dict(zip(self.row(story).tolist(), self.emphases(story).tolist(), strict=True))

    def keys(self, wanted: Mask, places: Ints) -> tuple[Ints, Ints]:
        """The entries of the wanted terms, and a key for each: its term in the high bits, its story's place below."""
        entries = np.flatnonzero(wanted[self.terms])
        within = np.searchsorted(entries, self.starts)  # the first entry of each story
        stories = np.repeat(np.arange(len(self.starts) - 1), np.diff(within))
        return entries, (self.terms[entries].astype(np.int64) << 32) | places[stories]

    def with_rows(self, rows: Mapping[int, tuple[Terms, Counts]], size: int) -> TermMatrix:
        """A matrix of ``size`` stories in which these rows replace existing ones or are added after them."""
        had = len(self.starts) - 1
        lengths = np.zeros(size, np.int64)
        lengths[:had] = np.diff(self.starts)
        terms, counts = [self.terms[:0]], [self.counts[:0]]
        for before, story in pairwise([-1, *sorted(rows), size]):
            between = slice(self.starts[min(before + 1, had)], self.starts[min(story, had)])
            terms.append(self.terms[between])
            counts.append(self.counts[between])
            if story < size:
                terms.append(rows[story][0])
                counts.append(rows[story][1])
                lengths[story] = len(rows[story][0])
        starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])
        return TermMatrix(starts, np.concatenate(terms), np.concatenate(counts))

    def stories_with(self, terms: Mask) -> Mask:
        """A mask of the stories that have any of these terms."""
        found = np.zeros(len(self.starts) - 1, bool)
        found[np.searchsorted(self.starts, np.flatnonzero(terms[self.terms]), "right") - 1] = True
        return found


class Postings(NamedTuple):
    """The stories that have each term, in order of time.

    The postings of term ``t`` are from ``bounds[t]`` to ``bounds[t + 1]``. ``places`` has the place in
    order of time of each posting's story, ``weights`` the weight. ``rows`` has, for each entry of the matrix, the
    position of its posting, or -1 if its term is not wanted.
    """

    bounds: Ints
    places: Ints
    weights: NDArray[np.float64]
    rows: NDArray[np.int32]

    @classmethod
    def of(cls, matrix: TermMatrix, places: Ints, factors: Ints, wanted: Mask) -> Postings:
        """The postings of the wanted terms."""
        entries, keys = matrix.keys(wanted, places)
        terms, order = matrix.terms[entries], np.argsort(keys)
        keys = keys[order]
        rows = np.full(len(matrix.terms), -1, np.int32)
        rows[entries[order]] = np.arange(len(order))
        weights = (factors[terms] * matrix.counts[entries]).astype(np.float64)[order]
        bounds = np.concatenate([np.zeros(1, np.int64), np.cumsum(np.bincount(terms, minlength=len(factors)))])
        return cls(bounds, keys & 0xFFFFFFFF, weights, rows)

    def around(self, terms: Terms, own: NDArray[np.int32], window: int) -> tuple[Ints, Ints]:
        """The positions of the postings near those of a story, and the number of them for each of its terms.

        For each term, they include at most ``window`` earlier and ``window`` later postings.
        """
        first = np.maximum(self.bounds[terms], own - window)
        return ranges(first, np.minimum(self.bounds[terms + 1], own + window + 1))


def ranges(firsts: Ints, ends: Ints) -> tuple[Ints, Ints]:
    """The numbers in several ranges, one range after another, and the length of each range."""
    lengths = ends - firsts
    numbers = np.repeat(firsts - (np.cumsum(lengths) - lengths), lengths)
    numbers += np.arange(len(numbers))
    return numbers, lengths


NO_POSTINGS = Postings(np.zeros(1, np.int64), np.zeros(0, np.int64), np.zeros(0), np.zeros(0, np.int32))
