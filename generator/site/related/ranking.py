"""The order of the stories that one story may list, among those that it finds.

Some stories are similar to very many, others to few. So the score of two stories is divided by how similar each of them
is to its own nearest stories (local scaling; Zelnik-Manor and Perona, *Self-tuning spectral clustering*, 2005). Then
each story that is found adds to the scores of those that it finds itself, in proportion to its own score, since what
the nearest stories find belongs to the same topic, even if it uses other words (a step of diffusion on the graph of
nearest neighbours; Donoser and Bischof, *Diffusion processes for retrieval revisited*, 2013).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generator.site.related.near import ALIKE, KEPT, PAIR, Near
from generator.site.related.term_matrix import Ints, Mask

ASKED = 10
"""How many of the stories that a story finds are asked what they find, and how many of those they name."""

_ONE = 1000  # the relative score of two stories that are as similar as each is to its nearest stories on average
_PART = 2000  # thousandths of their mean relative scores that are added
_LEAST = 100  # the lowest mean score, for stories that have nothing similar
_CHUNK = 512  # rows ranked at a time, which bounds the memory


class Relative(NamedTuple):
    """The relative scores of the stories that each story finds, and the places of the highest ones in its row."""

    scores: Ints
    first: Ints

    @classmethod
    def of(cls, near: Near) -> Relative:
        """Divide scores by what is usual near both stories."""
        nearest = near.scores[:, :ASKED].astype(np.int64)
        usual = np.maximum(nearest.sum(1) // np.maximum(np.count_nonzero(nearest, axis=1), 1), _LEAST)
        both = np.sqrt((usual[:, None] * usual[near.stories]).astype(np.float64)).astype(np.int64)
        scores = _ONE * near.scores.astype(np.int64) // both
        keys = scores * KEPT + np.arange(KEPT)[::-1]  # of equal ones, the first
        return cls(scores, np.argsort(-keys, axis=1)[:, :ASKED])

    def asked(self, near: Near) -> tuple[NDArray[np.int32], Ints]:
        """The stories that each story asks, or names if it is asked, and their relative scores; 0 if there is none."""
        return np.take_along_axis(near.stories, self.first, 1), np.take_along_axis(self.scores, self.first, 1)


def changed(before: Near, now: Near) -> Mask:
    """Which rows rank the stories they find differently, or may do so because a story that they ask does."""
    old, new = Relative.of(before), Relative.of(now)
    named, scores = new.asked(now)
    were, had = old.asked(before)
    answers = ((named != were) & ((scores > 0) | (had > 0)) | (scores != had)).any(1)
    rows = (before.stories != now.stories) | (before.flags != now.flags) | (old.scores != new.scores)
    repeats = _repeats(before) != _repeats(now)
    changes: Mask = rows.any(1) | answers | (answers[named] & (scores > 0)).any(1) | now.finding(repeats.any(1))
    return changes


def _repeats(near: Near) -> Ints:
    """Which stories may be versions of one, or have nearly the same to say, as numbers that are equal if these are."""
    return (near.stories.astype(np.int64) * 8 + near.flags) * ((near.flags & (ALIKE | PAIR)) > 0)


def ranked(near: Near, rows: Ints) -> Ints:
    """The final scores of the stories that these rows find, at the places of those in ``Near``."""
    relative = Relative.of(near)
    named, scores = relative.asked(near)
    chunks = [rows[at : at + _CHUNK] for at in range(0, len(rows), _CHUNK)]
    parts = [_diffused(near.stories[chunk], relative.scores[chunk], named, scores, chunk) for chunk in chunks]
    return np.concatenate([np.zeros((0, KEPT), np.int64), *parts])


def _diffused(
    found: NDArray[np.int32], own: Ints, named: NDArray[np.int32], scores: Ints, rows: Ints
) -> NDArray[np.int64]:
    """What these rows' own scores come to with those of the stories that they ask."""
    asked, weights = named[rows], scores[rows]
    parts = _PART * weights // np.maximum(weights.sum(1, keepdims=True), 1)
    answers = named[asked].reshape(len(rows), -1)
    added = (parts[:, :, None] * scores[asked]).reshape(len(rows), -1)
    same = found[:, :, None] == answers[:, None, :]
    return np.where(own > 0, 1000 * own + (same * added[:, None, :]).sum(2), 0)
