"""The order of the nearest stories of a story, from which its list is made.

Some stories are similar to very many others, some to few. So the score of two stories is divided by how similar each of
them is to its own nearest stories (local scaling; Zelnik-Manor and Perona, *Self-tuning spectral clustering*, 2005).
Then each nearest story adds to the scores of its own nearest stories, in proportion to its own score, since those
belong to the same topic even if they use other words (a step of diffusion on the graph of nearest neighbours; Donoser
and Bischof, *Diffusion processes for retrieval revisited*, 2013).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generator.site.related.near import ALIKE, KEPT, PAIR, NearestStories
from generator.site.related.term_matrix import Ints, Mask

ASKED = 10
"""How many of the nearest stories of a story add to scores, and to how many of their own nearest stories each adds."""

_ONE = 1000  # the relative score of two stories that are as similar as each is to its nearest stories on average
_PART = 2000  # thousandths of their mean relative scores that are added
_LEAST = 100  # the lowest mean score, for stories that have nothing similar
_CHUNK = 512  # rows ranked at a time, which bounds the memory


class Relative(NamedTuple):
    """The relative scores of the stories that some stories find, and the places of the highest ones in each row."""

    stories: NDArray[np.int32]
    scores: Ints
    first: Ints

    @classmethod
    def of(cls, near: NearestStories, usual: Ints, rows: Ints | NDArray[np.int32]) -> Relative:
        """Divide scores by the usual score near both stories."""
        stories = near.stories[rows]
        both = np.sqrt((usual[rows][:, None] * usual[stories]).astype(np.float64)).astype(np.int64)
        scores = _ONE * near.scores[rows].astype(np.int64) // both
        keys = scores * KEPT + np.arange(KEPT)[::-1]  # of equal scores, the first
        return cls(stories, scores, np.argsort(-keys, axis=1)[:, :ASKED])

    def asked(self) -> tuple[NDArray[np.int32], Ints]:
        """The ``ASKED`` nearest stories of each story, and their relative scores; 0 if there is no story."""
        return np.take_along_axis(self.stories, self.first, 1), np.take_along_axis(self.scores, self.first, 1)


def _usual(near: NearestStories) -> Ints:
    """The mean score of the stories nearest to each story."""
    nearest = near.scores[:, :ASKED].astype(np.int64)
    usual: Ints = np.maximum(nearest.sum(1) // np.maximum(np.count_nonzero(nearest, axis=1), 1), _LEAST)
    return usual


def changed(before: NearestStories, now: NearestStories) -> Mask:
    """A mask of the rows that rank their stories differently now, or may do so because one of these stories does."""
    were, are = _usual(before), _usual(now)
    found = (before.stories != now.stories) | (before.scores != now.scores) | (before.flags != now.flags)
    changes: Mask = found.any(1) | (were != are) | now.finding(were != are)
    rows = np.flatnonzero(changes)
    (named, had), (names, has) = (Relative.of(*each, rows).asked() for each in ((before, were), (now, are)))
    answers = np.zeros(len(changes), bool)
    answers[rows] = ((named != names) & ((had > 0) | (has > 0)) | (had != has)).any(1)
    repeats = _repeats(before) != _repeats(now)
    return changes | now.finding(answers | repeats.any(1))


def _repeats(near: NearestStories) -> Ints:
    """A number for each story with the flags ``ALIKE`` or ``PAIR``, equal if story and flags are; otherwise 0."""
    return (near.stories.astype(np.int64) * 8 + near.flags) * ((near.flags & (ALIKE | PAIR)) > 0)


def ranked(near: NearestStories, rows: Ints) -> Ints:
    """The final scores of the nearest stories in these rows, in the same positions as in ``NearestStories``."""
    usual = _usual(near)
    chunks = [rows[at : at + _CHUNK] for at in range(0, len(rows), _CHUNK)]
    return np.concatenate([np.zeros((0, KEPT), np.int64), *(_diffused(near, usual, chunk) for chunk in chunks)])


def _diffused(near: NearestStories, usual: Ints, rows: Ints) -> NDArray[np.int64]:
    """The scores of these rows, with what their nearest stories add."""
    own = Relative.of(near, usual, rows)
    asked, weights = own.asked()
    others, at = np.unique(asked, return_inverse=True)
    named, scores = (column[at].reshape(*asked.shape, -1) for column in Relative.of(near, usual, others).asked())
    parts = _PART * weights // np.maximum(weights.sum(1, keepdims=True), 1)
    answers = named.reshape(len(rows), -1)
    added = (parts[:, :, None] * scores).reshape(len(rows), -1)
    same = own.stories[:, :, None] == answers[:, None, :]
    return np.where(own.scores > 0, 1000 * own.scores + (same * added[:, None, :]).sum(2), 0)
