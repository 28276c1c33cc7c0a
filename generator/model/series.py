"""Series: stories that belong together, and are read in an order."""

from __future__ import annotations

import msgspec

from generator.model.urls import Address


class InSeries(msgspec.Struct, frozen=True):
    """What a story's front matter says about its series: the name, and which part it is, or 0 if it does not say."""

    name: str
    part: int = 0


class SeriesPart(msgspec.Struct, frozen=True):
    """The series that a story belongs to, by its name, slug and address, and which part the story is (1: the first)."""

    name: str
    slug: str
    url: Address
    number: int
