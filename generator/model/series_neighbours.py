"""What a part of a series shows of the others."""

from __future__ import annotations

import msgspec

from generator.model.story import Card


class SeriesNeighbours(msgspec.Struct, frozen=True):
    """The parts before and after a story in its series, and the highest number that a public part has."""

    total: int
    before: Card | None = None
    after: Card | None = None
