"""A podcast in its feed, for podcast apps: the recordings of a series, tag or section."""

from __future__ import annotations

import msgspec

from generator.model.picture import Picture
from generator.model.podcast import SMALLEST, Order
from generator.model.story import Card, Instant


class Episode(msgspec.Struct, frozen=True):
    """A story as an episode: its id, its address, and its recording with absolute addresses.

    ``number`` is its part in a series, 0 if it is not in one. ``seconds`` is 0 if the length is unknown. Each of the
    ``transcripts`` has an address, a media type and a language; ``chapters`` is the address of a chapters file, if
    there is one. ``artwork`` is the episode's own square picture.
    """

    id: str
    card: Card
    permalink: str
    url: str
    size: int
    media_type: str
    seconds: int = 0
    number: int = 0
    label: str = ""
    notes: str = ""
    transcripts: tuple[tuple[str, str, str], ...] = ()
    chapters: str = ""
    artwork: str = ""

    @property
    def title(self) -> str:
        """The headline, after the label if there is one."""
        return f"{self.label}: {self.card.headline}" if self.label else self.card.headline


class Show(msgspec.Struct, frozen=True):
    """A podcast in its feed, with absolute addresses. ``category`` and its subcategory ``narrower`` are Apple's."""

    guid: str
    title: str
    description: str
    url: str
    home: str
    language: str
    author: str
    email: str
    category: str
    narrower: str
    explicit: bool
    order: Order
    locked: bool
    artwork: str
    updated: Instant | None
    episodes: tuple[Episode, ...]


def square_of(picture: Picture | None) -> str:
    """Return the square crop of a story's picture that is large enough for an episode; empty if there is none."""
    crops = picture.crops if picture else ()
    return next((each.src for each in crops if each.width == each.height >= SMALLEST), "")
