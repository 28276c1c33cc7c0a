"""The nearest stories of each story ("the stories that it finds"), in arrays with one row for each story."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

KEPT = 24
"""The maximum number of stories that a story finds."""

EVIDENT = 1
"""The flag of a story that shares enough to be called related."""

ALIKE = 2
"""The flag of a story that may be another version of the same copy."""

PAIR = 4
"""The flag of a story with nearly the same content, such as an update to an announcement."""


class NearestStories(NamedTuple):
    """The stories that each story finds, most similar first; unused places have the score 0.

    ``scores`` are in ten-thousandths. ``flags`` say whether they are ``EVIDENT``, ``ALIKE`` and a
    ``PAIR``.
    """

    stories: NDArray[np.int32]
    scores: NDArray[np.int32]
    flags: NDArray[np.uint8]

    @classmethod
    def of(cls, stories: bytes, scores: bytes, flags: bytes) -> NearestStories:
        """Unpack arrays that were stored as bytes."""
        return cls(
            np.frombuffer(stories, np.int32).reshape(-1, KEPT),
            np.frombuffer(scores, np.int32).reshape(-1, KEPT),
            np.frombuffer(flags, np.uint8).reshape(-1, KEPT),
        )

    @classmethod
    def nothing(cls, rows: int) -> NearestStories:
        """Rows without any story."""
        shape = rows, KEPT
        return cls(np.zeros(shape, np.int32), np.zeros(shape, np.int32), np.zeros(shape, np.uint8))

    def resized(self, rows: int) -> NearestStories:
        """A writable copy with ``rows`` rows; new rows are empty."""
        more = NearestStories.nothing(rows - len(self.stories))
        return NearestStories(
            np.concatenate([self.stories, more.stories]),
            np.concatenate([self.scores, more.scores]),
            np.concatenate([self.flags, more.flags]),
        )

    def put(self, rows: NDArray[np.int64], found: NearestStories) -> None:
        """Set the rows of some stories."""
        self.stories[rows], self.scores[rows], self.flags[rows] = found

    def encoded(self) -> tuple[bytes, bytes, bytes]:
        """The arrays as bytes."""
        return self.stories.tobytes(), self.scores.tobytes(), self.flags.tobytes()

    def finding(self, stories: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """A mask of the rows that have any of these stories."""
        found: NDArray[np.bool_] = np.any((self.scores > 0) & stories[self.stories], axis=1)
        return found
