"""Series: stories that belong together and have an order."""

from __future__ import annotations

import msgspec

from generator.model.urls import Address


class InSeries(msgspec.Struct, frozen=True):
    """The series in a story's front matter: its name, and the number of the part, 0 if it is not given."""

    name: str
    part: int = 0


class SeriesPart(msgspec.Struct, frozen=True):
    """The series of a story: its name, slug and address, and the number of the story in it, from 1."""

    name: str
    slug: str
    url: Address
    number: int
