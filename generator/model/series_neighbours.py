"""The other parts of a series that the page of one part shows."""

from __future__ import annotations

import msgspec

from generator.model.story import Card


class SeriesNeighbours(msgspec.Struct, frozen=True):
    """The parts before and after a story in its series. ``total`` is the highest number of a public part."""

    total: int
    before: Card | None = None
    after: Card | None = None
