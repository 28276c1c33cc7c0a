"""Determines which stories must be compared again after a change, and which lists must be rebuilt.

A story is compared again if it has changed; if a story that it found has changed, or it may now find a changed story;
if the weight of one of its terms has changed; or if a story that gained or lost a term is within the range of stories
that the term connects with it, which shifts that range. Its list is rebuilt if it finds other stories or ranks them
differently, or if a story that it finds has changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from generator.site.related import comparison
from generator.site.related.comparison import Corpus
from generator.site.related.index_update import moved_terms, shifted
from generator.site.related.near import NearestStories
from generator.site.related.ranking import changed as ranked_differently
from generator.site.related.term_matrix import Ints, Mask, TermMatrix


class Touched(NamedTuple):
    """A change: the nearest stories and terms of all stories before it; the stories that were added (or have changed)
    and removed; and which terms' weights have changed.
    """

    before: NearestStories
    matrix: TermMatrix
    added: set[int]
    removed: set[int]
    reweighted: Mask

    @property
    def changed(self) -> Mask:
        """The stories that were added or removed, or have changed."""
        return mask(len(self.before.stories), self.added | self.removed)


def mask(size: int, numbers: Iterable[int]) -> Mask:
    """A mask of ``size`` rows that marks those with these numbers."""
    found = np.zeros(size, bool)
    found[[*numbers]] = True
    return found


def to_compare(corpus: Corpus, touched: Touched) -> Mask:
    """The stories to compare again. ``corpus`` has the current stories, and the places of removed ones."""
    rows = touched.changed | touched.before.finding(touched.changed)
    rows |= corpus.matrix.stories_with(touched.reweighted)
    compared = corpus.comparing(touched.added)
    for number in touched.added:
        others, scores = compared.scored(number)
        rows[others[scores >= touched.before.scores[others, -1]]] = True
    for numbers in _shifted(corpus, touched):
        rows[numbers] = True
    return rows


def _shifted(corpus: Corpus, touched: Touched) -> Iterable[Ints]:
    """Yield the stories that a term may connect with different ones than before."""
    matrix, places = corpus.matrix, corpus.places
    moved = moved_terms(touched.matrix, matrix, touched.added | touched.removed)
    wanted = np.zeros(len(corpus.factors), bool)
    wanted[[*moved]] = True
    keys = np.sort(matrix.keys(wanted, places)[1])
    terms = np.array(sorted(moved), np.int64)
    firsts, lasts = np.searchsorted(keys, terms << 32), np.searchsorted(keys, terms + 1 << 32)
    for term, first, last in zip(terms.tolist(), firsts, lasts, strict=True):
        if last - first + len(moved[term]) > comparison.WINDOW:
            yield corpus.order[shifted(keys[first:last] & 0xFFFFFFFF, places[moved[term]], comparison.WINDOW)]


def to_list(before: NearestStories, now: NearestStories, changed: Mask) -> Mask:
    """The stories whose lists may differ. ``changed`` are the stories that changed or whose editors' choices did."""
    return changed | ranked_differently(before, now) | now.finding(changed)
