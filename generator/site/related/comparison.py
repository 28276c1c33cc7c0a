"""The comparison of stories by the terms they share.

Every word, name, link and tag of a story is a term, weighted by how often it occurs in the story and how rare it is
(TF-IDF; Salton and Buckley, *Term-weighting approaches in automatic text retrieval*, 1988). The similarity of two
stories is the sum of the products of their weights, divided by the lengths of both. It is higher for stories in the
same section, and lower for stories in different languages.

A term counts only between stories that are at most ``WINDOW`` places apart when all stories with the term are in order
of time. So the work grows linearly with the number of stories. A rare term connects all its stories, but a common one
only stories of about the same time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generator.site.related.index import RelatedIndex
from generator.site.related.near import ALIKE, EVIDENT, KEPT, PAIR, NearestStories
from generator.site.related.rarity import COMMONEST
from generator.site.related.term_matrix import NO_POSTINGS, Ints, Postings, TermMatrix, ranges

WINDOW = 64
"""The number of earlier stories, and of later ones, that a term connects a story with."""

SCALE = 10_000  # the score of two stories that share everything
_USUAL = 4  # how much rarer a typical term is than the most common one
_SECTION = 20  # percentage points added to the score of two stories in the same section
_LANGUAGE = 10  # percentage points subtracted if the languages differ; few words would match anyway
_LOWEST, _HIGHEST = 90, 120  # the lowest and highest resulting percentages
_LATEST = 0xFFFF  # days between stories; longer times count as this

_EVIDENCE = 3  # how many words two stories must share, if they share no name, tag or link that few stories have
_ALIKE, _SOON_ALIKE = 5000, 1500  # the score of possible versions of one story; of those within a week
_PAIR = 5500  # the score of stories with nearly the same content
_EVIDENCE_BITS = 16  # the lowest bits of a total, which hold the evidence
_UNIT = 1 << _EVIDENCE_BITS
_GROUPS = 128
SOON = 7  # days within which a longer version of a story is expected


class Corpus(NamedTuple):
    """Everything needed to compare stories.

    ``order`` has the stories' numbers in order of time, and ``places`` the position of each number in it. The following
    are by position: ``lengths`` of the stories' term vectors, padded with ones to a multiple of ``_GROUPS``; their
    reciprocals, ``inverses``; and ``facts`` with days, sections and languages. ``no_section`` is the section of stories
    without one. ``evidence`` has the number of words that each term counts for as evidence. ``postings`` has the terms
    of the stories that are compared.
    """

    matrix: TermMatrix
    postings: Postings
    factors: Ints
    lengths: Ints
    evidence: NDArray[np.float64]
    order: Ints
    places: Ints
    inverses: NDArray[np.float64]
    facts: Ints
    no_section: int

    def comparing(self, stories: Iterable[int]) -> Corpus:
        """A copy of the corpus with the postings needed to compare these stories with all others."""
        wanted = np.zeros(len(self.factors), bool)
        for story in stories:
            wanted[self.matrix.row(story)] = True
        wanted &= self.factors > 0
        return self._replace(postings=Postings.of(self.matrix, self.places, self.factors, wanted))

    def nearest(self, stories: Ints) -> NearestStories:
        """The stories nearest to each of some stories, by score and then by time."""
        here = self.places[stories]
        totals = self._totals(stories, here)
        rows, places = self._likely(totals, here)
        common, evidence = self._common(totals[rows, places], self.lengths[here][rows] * self.lengths[places])
        scores, apart = self._weighted(here[rows], places, common)
        keys = (scores << 40) | (_LATEST - np.minimum(apart, _LATEST) << 24) | places
        best = np.lexsort((-keys, rows))
        counted = np.bincount(rows, minlength=len(stories))
        ranks = np.arange(len(rows)) - np.repeat(np.cumsum(counted) - counted, counted)
        best, ranks = best[ranks < KEPT], ranks[ranks < KEPT]
        alike = scores >= np.where(apart <= SOON, _SOON_ALIKE, _ALIKE)
        flags = (evidence >= _EVIDENCE) * EVIDENT | alike * ALIKE | (scores >= _PAIR) * PAIR
        near, at = NearestStories.nothing(len(stories)), (rows[best], ranks)
        near.stories[at], near.scores[at], near.flags[at] = self.order[places[best]], scores[best], flags[best]
        return near

    def scored(self, story: int) -> tuple[Ints, Ints]:
        """All stories that share a term with a story, and their scores."""
        here = self.places[[story]]
        totals = self._totals(np.array([story]), here)[0]
        places = np.flatnonzero(totals)
        common, _ = self._common(totals[places], self.lengths[here] * self.lengths[places])
        return self.order[places], self._weighted(here, places, common)[0]

    def _totals(self, stories: Ints, here: Ints) -> NDArray[np.float64]:
        """The totals for some stories and all others, by place: the sum of the products of weights, with the sum of
        ``evidence`` in the lowest bits.
        """
        entries, times = ranges(self.matrix.starts[stories], self.matrix.starts[stories + 1])
        rows = np.repeat(np.arange(len(stories)) * len(self.lengths), times)
        own = self.postings.rows[entries]
        known = own >= 0
        own, rows, terms = own[known], rows[known], self.matrix.terms[entries[known]]
        at, times = self.postings.around(terms, own, WINDOW)
        products = np.repeat(self.postings.weights[own] * _UNIT, times)
        products *= self.postings.weights.take(at)
        products += np.repeat(self.evidence[terms], times)
        places = np.repeat(rows, times)
        places += self.postings.places.take(at)
        summed = np.bincount(places, products, len(stories) * len(self.lengths))
        totals: NDArray[np.float64] = summed.reshape(len(stories), -1).astype(np.float64, copy=False)
        totals[np.arange(len(stories)), here] = 0
        return totals

    def _likely(self, totals: NDArray[np.float64], here: Ints) -> tuple[Ints, Ints]:
        """The rows and places of all scores that may be among the highest of their row, and few others.

        The highest scores of ``_GROUPS`` groups of places are a lower bound for the highest ones of all.
        """
        nearly = totals * self.inverses
        highest = np.partition(nearly.reshape(len(totals), -1, _GROUPS).max(axis=1), -KEPT)[:, -KEPT]
        one = self.lengths[here] * (_UNIT / SCALE)
        least = np.maximum(highest * (0.99 * _LOWEST / _HIGHEST) - 2 * one, 1)  # 2: for rounding errors
        found = np.flatnonzero(nearly >= least[:, None])
        return found // len(self.lengths), found % len(self.lengths)

    def _common(self, totals: NDArray[np.float64], lengths: Ints) -> tuple[NDArray[np.float64], Ints]:
        """The similarity of stories, given their totals and the products of their lengths, and the evidence for it."""
        both = totals.astype(np.int64)
        return (both >> _EVIDENCE_BITS) * SCALE / lengths, both & (_UNIT - 1)  # the same on any machine

    def _weighted(self, here: Ints, places: Ints, common: NDArray[np.float64]) -> tuple[Ints, Ints]:
        """The scores of the stories at some places, and the days between them and those at ``here``."""
        days, sections, languages = self.facts
        apart = np.abs(days[places] - days[here])
        percent = 100 - _LANGUAGE * (languages[places] != languages[here])
        percent += _SECTION * ((sections[places] == sections[here]) & (sections[here] != self.no_section))
        return common.astype(np.int64) * percent // 100, apart


def corpus(index: RelatedIndex, order: Sequence[int]) -> Corpus:
    """The corpus of an index. ``order`` has the stories' numbers in order of time, and may include removed stories."""
    matrix, factors = index.matrix, np.frombuffer(index.factors, np.int32).astype(np.int64)
    ordered, places = np.array(order, np.int64), np.zeros(len(index.stories), np.int64)
    places[ordered] = np.arange(len(order))
    *facts, vectors = index.columns
    lengths = np.ones(_GROUPS * max(1, -(-len(order) // _GROUPS)), np.int64)
    lengths[: len(order)] += (COMMONEST + _USUAL) * vectors[ordered]
    return Corpus(
        matrix=matrix,
        postings=NO_POSTINGS,
        factors=factors,
        lengths=lengths,
        inverses=1 / lengths,
        evidence=np.where(index.distinctive(), float(_EVIDENCE), 1.0),
        order=ordered,
        places=places,
        facts=np.array([column[ordered] for column in facts]),
        no_section=index.sections.index("") if "" in index.sections else -1,
    )
