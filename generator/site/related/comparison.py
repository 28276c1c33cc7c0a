"""The comparison of stories by the terms they share.

Every word, name, link and tag of a story is a term, weighted by how often it occurs in the story and how rare it is
(TF-IDF; Salton and Buckley, *Term-weighting approaches in automatic text retrieval*, 1988). The similarity of two
stories is the sum of the products of their weights, divided by the lengths of both; it is higher for stories in the
same section, and lower for stories in different languages.

A term counts only between stories that are near in time among those that have it, at most ``WINDOW`` apart. So the work
grows linearly with the number of stories, and a rare term connects all its stories, but a common one only stories of
the same time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generator.site.related.index import RelatedIndex, scales
from generator.site.related.near import ALIKE, EVIDENT, KEPT, PAIR
from generator.site.related.rarity import COMMONEST
from generator.site.related.term_matrix import NO_POSTINGS, Ints, Postings, TermMatrix, Terms

WINDOW = 64
"""How many earlier and how many later stories a term connects a story with."""

SCALE = 10_000  # the score of two stories that share everything
_USUAL = 4  # how much rarer a typical term is than the commonest
_SECTION = 20  # percentage points added to the score of two stories in the same section
_LANGUAGE = 10  # percentage points subtracted if the languages differ; few of their words would match anyway
_LOWEST, _HIGHEST = 90, 120  # the percentages that come of these
_LATEST = 0xFFFF  # days between stories; longer times count as this

_EVIDENCE = 3  # how many words two stories must share, if they share no name, tag or link that few stories have
_ALIKE, _SOON_ALIKE = 5000, 1500  # the score of possible versions of one story; of those within a week
_PAIR = 5500  # the score of stories that have nearly the same to say
SOON = 7  # days within which a longer version of a story is expected


class Shared(NamedTuple):
    """The terms that a story shares with others: the place of each other story and the product of their weights, term
    by term; ``times`` says how many there are of each of ``terms``.
    """

    places: Ints
    weights: NDArray[np.float64]
    terms: Terms
    times: Ints


class Corpus(NamedTuple):
    """Everything needed to compare stories.

    ``order`` has the stories' numbers in order of time, ``places`` each number's position in it. ``lengths`` are those
    of the stories' term vectors, by place; ``facts`` their days, sections and languages, by place; ``no_section`` is
    the section of stories without one. ``evidence`` says for how many words each term counts as evidence. The postings
    are those of the terms of stories that are compared.
    """

    matrix: TermMatrix
    postings: Postings
    factors: Ints
    lengths: Ints
    evidence: NDArray[np.float64]
    order: Ints
    places: Ints
    facts: Ints
    no_section: int

    def comparing(self, stories: Iterable[int]) -> Corpus:
        """The same corpus, with what is needed to compare these stories with all others."""
        wanted = np.zeros(len(self.factors), bool)
        for story in stories:
            wanted[self.matrix.row(story)] = True
        wanted &= self.factors > 0
        return self._replace(postings=Postings.of(self.matrix, self.places, self.factors, wanted))

    def nearest(self, story: int) -> tuple[Ints, Ints, NDArray[np.uint8]]:
        """The stories that a story finds, their scores, and their flags (see ``Near``): the highest score first, then
        the nearest in time.
        """
        here, shared = int(self.places[story]), self._shared(story)
        places, common = self._common(here, shared)
        if len(places) > KEPT:
            bar = np.partition(common, -KEPT)[-KEPT]
            may = common * _HIGHEST >= bar * _LOWEST - 200  # the others cannot get ahead of these, even if rounded up
            places, common = places[may], common[may]
        scores, apart = self._weighted(here, places, common)
        keys = (scores << 40) | (_LATEST - np.minimum(apart, _LATEST) << 24) | places
        best = np.argsort(-keys)[:KEPT]
        places, scores, apart = places[best], scores[best], apart[best]
        evidence = self._evidence(shared, places)
        alike = scores >= np.where(apart <= SOON, _SOON_ALIKE, _ALIKE)
        flags = (evidence >= _EVIDENCE) * EVIDENT | alike * ALIKE | (scores >= _PAIR) * PAIR
        return self.order[places], scores, flags.astype(np.uint8)

    def scored(self, story: int) -> tuple[Ints, Ints]:
        """All stories that share a term with a story, and their scores."""
        here = int(self.places[story])
        places, common = self._common(here, self._shared(story))
        return self.order[places], self._weighted(here, places, common)[0]

    def _shared(self, story: int) -> Shared:
        """The terms that a story shares with others."""
        row = slice(self.matrix.starts[story], self.matrix.starts[story + 1])
        own = self.postings.rows[row]
        terms = self.matrix.terms[row][own >= 0]
        own = own[own >= 0]
        at, times = self.postings.around(terms, own, WINDOW)
        weights = np.repeat(self.postings.weights[own], times) * self.postings.weights.take(at)
        return Shared(self.postings.places.take(at), weights, terms, times)

    def _common(self, here: int, shared: Shared) -> tuple[Ints, NDArray[np.float64]]:
        """The places of the stories that share these terms with the story at a place, and how similar they are."""
        common = np.bincount(shared.places, shared.weights, len(self.order))
        common[here] = 0
        places = np.flatnonzero(common > 0)
        return places, common[places] * SCALE / (self.lengths[places] * self.lengths[here])  # alike on any machine

    def _weighted(self, here: int, places: Ints, common: NDArray[np.float64]) -> tuple[Ints, Ints]:
        """The scores of the stories at some places, and the days between them and the one at ``here``."""
        days, sections, languages = self.facts
        apart = np.abs(days[places] - days[here])
        percent = 100 - _LANGUAGE * (languages[places] != languages[here])
        if sections[here] != self.no_section:
            percent += _SECTION * (sections[places] == sections[here])
        return common.astype(np.int64) * percent // 100, apart

    def _evidence(self, shared: Shared, places: Ints) -> Ints:
        """What the stories at some places share with a story, as the sum of ``evidence``."""
        slots = np.zeros(len(self.order), np.int8)
        slots[places] = np.arange(1, len(places) + 1)
        theirs = slots.take(shared.places)
        kept = np.flatnonzero(theirs)
        evidence = np.repeat(self.evidence[shared.terms], shared.times)[kept]
        return np.bincount(theirs[kept], evidence, len(places) + 1)[1:].astype(np.int64)


def corpus(index: RelatedIndex, order: Sequence[int]) -> Corpus:
    """The stories of an index. ``order`` has their numbers in order of time, and may have those of removed ones."""
    matrix, factors = index.matrix, np.frombuffer(index.factors, np.int32).astype(np.int64)
    ordered, places = np.array(order, np.int64), np.zeros(len(index.stories), np.int64)
    places[ordered] = np.arange(len(order))
    emphases = matrix.counts.astype(np.int32) * scales(np.frombuffer(index.kinds, np.uint8))[matrix.terms]
    squares = np.concatenate([np.zeros(1, np.int64), np.cumsum(emphases * emphases, dtype=np.int64)])
    lengths = 1 + (COMMONEST + _USUAL) * np.sqrt(np.diff(squares[matrix.starts])).astype(np.int64)
    return Corpus(
        matrix=matrix,
        postings=NO_POSTINGS,
        factors=factors,
        lengths=lengths[ordered],
        evidence=np.where(index.distinctive(), float(_EVIDENCE), 1.0),
        order=ordered,
        places=places,
        facts=np.frombuffer(index.facts, np.int64).reshape(-1, 3)[ordered].T.copy(),
        no_section=index.sections.index("") if "" in index.sections else -1,
    )
