"""The comparison of stories by the terms they share.

Every word, name, link and tag of a story is a term, weighted by how often it occurs in the story and how rare it is
(TF-IDF; Salton and Buckley, *Term-weighting approaches in automatic text retrieval*, 1988). The similarity of two
stories is the sum of the products of their weights, divided by the lengths of both; it is higher for stories in the
same section or close in time, and lower for stories in different languages.

A term counts only between stories that are near in time among those that have it, at most ``WINDOW`` apart. So the work
grows linearly with the number of stories, and a rare term connects all its stories, but a common one only stories of
the same time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generator.site.related.index import IndexedStory, RelatedIndex, scales
from generator.site.related.near import ALIKE, EVIDENT, KEPT
from generator.site.related.term_matrix import Counts, Ints, Mask, Postings, TermMatrix

WINDOW = 48
"""How many earlier and how many later stories a term connects a story with."""

SCALE = 10_000  # the score of two stories that share everything
_USUAL = 9  # the rarity of a typical term
_SECTION = 20  # percentage points added to the score of two stories in the same section
_LANGUAGE = 10  # percentage points subtracted if the languages differ; few of their words would match anyway
_NEARNESS = np.array([*[110] * 8, *[105] * 24, *[100] * 700, 95])  # percent of the score, by days between two stories
_LATEST = 0xFFFF  # days between stories; longer times count as this

EVIDENCE = 5  # how many words two stories must share, if they share no name, tag or link that few stories have
TELLING = 3  # and how many of them must be rare enough to describe a story, if the score is not strong
_STRONG = 2500  # a score that is evidence enough
_ALIKE, _SOON_ALIKE = 5000, 1500  # the score of possible versions of one story; of those within a week
SOON = 7  # days within which a longer version of a story is expected

_TELLING, _DISTINCTIVE = 1 << 16, 1 << 32  # where a sum counts these; below is the number of shared terms


class Stories(NamedTuple):
    """What is compared besides terms, in columns: each story's day, section and language, as numbers."""

    days: Ints
    sections: Ints
    languages: Ints

    @classmethod
    def of(cls, stories: Sequence[IndexedStory | None]) -> Stories:
        """The columns of these stories; section 0 is none."""
        sections, languages = {"": 0}, dict[str, int]()
        rows = [
            (
                int(story.when // 86_400),
                sections.setdefault(story.section, len(sections)),
                languages.setdefault(story.language, len(languages)),
            )
            if story
            else (0, 0, 0)
            for story in stories
        ]
        return cls(*np.array(rows, np.int64).reshape(-1, 3).T)


class Corpus(NamedTuple):
    """Everything needed to compare stories. ``order`` has the stories' numbers in order of time, ``places`` each
    number's position in it. ``lengths`` are those of the stories' term vectors. ``evidence`` counts each term as shared
    evidence (see ``_TELLING``).
    """

    matrix: TermMatrix
    postings: Postings
    factors: Ints
    lengths: Ints
    evidence: NDArray[np.float64]
    order: Ints
    places: Ints
    stories: Stories

    def nearest(self, story: int) -> tuple[Ints, Ints, NDArray[np.uint8]]:
        """The stories that a story finds, their scores, and their flags (see ``Near``): the highest score first, then
        the nearest in time.
        """
        others, scores, evidence, apart = self.scored(story)
        keys = (scores << 40) | (_LATEST - np.minimum(apart, _LATEST) << 24) | self.places[others]
        if len(keys) > KEPT:
            best = np.argpartition(keys, -KEPT)[-KEPT:]
            best = best[np.argsort(-keys[best])]
        else:
            best = np.argsort(-keys)
        scores, evidence, apart = scores[best], evidence[best], apart[best]
        telling, distinctive = (evidence // _TELLING) % _TELLING, evidence >= _DISTINCTIVE
        told = (evidence % _TELLING >= EVIDENCE) & ((scores >= _STRONG) | (telling >= TELLING))
        alike = scores >= np.where(apart <= SOON, _SOON_ALIKE, _ALIKE)
        return others[best], scores, ((distinctive | told) * EVIDENT | alike * ALIKE).astype(np.uint8)

    def scored(self, story: int) -> tuple[Ints, Ints, Ints, Ints]:
        """All stories that share a term with a story: their numbers, scores, evidence, and days between."""
        here = self.places[story]
        terms, counts = self._useful(story)
        at, spread = self.postings.around(terms, counts, here, WINDOW)
        holders = self.postings.places[at]
        weights = np.repeat((self.factors[terms] * counts).astype(np.float64), spread)
        size = len(self.order)
        common = np.bincount(holders, weights * self.postings.weights[at], size)
        common[here : here + 1] = 0  # it may have no term, and then it is not among them
        found = np.flatnonzero(common)
        evidence = np.bincount(holders, np.repeat(self.evidence[terms], spread), size)[found].astype(np.int64)
        others = self.order[found]
        days, sections, languages = self.stories
        apart = np.abs(days[others] - days[story])
        percent = _NEARNESS[np.minimum(apart, len(_NEARNESS) - 1)]
        percent = percent + _SECTION * ((sections[others] == sections[story]) & bool(sections[story]))
        percent -= _LANGUAGE * (languages[others] != languages[story])
        scores = SCALE * common[found].astype(np.int64) // (self.lengths[others] * self.lengths[story])
        return others, scores * percent // 100, evidence, apart

    def _useful(self, story: int) -> tuple[Ints, Counts]:
        """The terms of a story that other stories have, too, and their counts."""
        row = slice(self.matrix.starts[story], self.matrix.starts[story + 1])
        terms = self.matrix.terms[row].astype(np.int64)
        useful = self.factors[terms] > 0
        return terms[useful], self.matrix.counts[row][useful].astype(np.int64)


def corpus(index: RelatedIndex, order: Sequence[int], compared: Iterable[int] | None = None) -> Corpus:
    """The stories of an index, to compare some of them (or all) with the others.

    ``order`` has the stories' numbers in order of time, which may include some that have been removed.
    """
    matrix, factors = index.matrix, np.frombuffer(index.factors, np.int32).astype(np.int64)
    kinds = np.frombuffer(index.kinds, np.uint8)
    places = np.zeros(len(index.stories), np.int64)
    places[np.array(order, np.int64)] = np.arange(len(order))
    squares = np.concatenate([np.zeros(1, np.int64), np.cumsum((matrix.counts * scales(kinds)[matrix.terms]) ** 2)])
    lengths = 1 + _USUAL * np.sqrt(np.diff(squares[matrix.starts])).astype(np.int64)
    wanted = factors > 0
    if compared is not None:
        theirs = np.zeros(len(factors), bool)
        for story in compared:
            theirs[matrix.row(story)] = True
        wanted &= theirs
    telling, distinctive = index.distinctive()
    return Corpus(
        matrix=matrix,
        postings=Postings.of(matrix, places, factors, wanted),
        factors=factors,
        lengths=lengths,
        evidence=1 + _evidence(telling, distinctive),
        order=np.array(order, np.int64),
        places=places,
        stories=Stories.of(index.stories),
    )


def _evidence(telling: Mask, distinctive: Mask) -> NDArray[np.float64]:
    return telling * float(_TELLING) + distinctive * float(_DISTINCTIVE)
