"""Live coverage: when it begins and ends, and its entries. Readers see an entry from its time on."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from generator.model.body import Heading
from generator.model.urls import Address

_Instant = Annotated[datetime, Meta(tz=True)]


class Coverage(msgspec.Struct, frozen=True):
    """When the live coverage of a story begins and ends."""

    begins: _Instant
    ends: _Instant

    def is_live(self, as_of: datetime) -> bool:
        """Whether the coverage has begun and has not ended at an instant."""
        return self.begins <= as_of < self.ends


class LiveEntry(msgspec.Struct, frozen=True, array_like=True):
    """An entry of a story's body: its time, its ``id`` on the page, its headline, and its place in the body's HTML.

    ``start`` and ``end`` are offsets in the HTML, in characters; the entry begins with a heading with that ``id``.
    ``line`` is that of the heading in the file. ``key`` marks a key event. ``headings`` are its own and those inside
    it. ``characters`` says how many of the ``words`` are single Chinese or Japanese characters.
    """

    at: _Instant
    anchor: str
    headline: str
    words: int
    start: int
    end: int
    line: int
    key: bool = False
    headings: tuple[Heading, ...] = ()
    characters: int = 0


class LiveNote(msgspec.Struct, frozen=True, array_like=True):
    """A footnote of a story with entries: its number in the body's HTML, and its place there, in characters.

    Readers see it from ``since`` on, the time of the first entry that refers to it, or always if that is None.
    ``characters`` is as in ``LiveEntry``.
    """

    number: int
    start: int
    end: int
    words: int
    since: _Instant | None = None
    characters: int = 0


class LiveUpdate(msgspec.Struct, frozen=True):
    """An entry as readers see it: its time, its address, its headline and its text, both plain."""

    at: _Instant
    anchor: str
    permalink: Address
    headline: str
    text: str
    key: bool = False


class Live(msgspec.Struct, frozen=True):
    """Live coverage as readers see it: whether it has ``begun`` and is ``over``, and its entries in reading order.

    The newest entry is first, or the oldest once the coverage is over. ``long`` says that the entries have dates,
    because they span more than one day.
    """

    begins: _Instant
    ends: _Instant
    begun: bool
    over: bool
    updates: tuple[LiveUpdate, ...]
    long: bool = False

    @property
    def now(self) -> bool:
        """Whether the coverage is still going on."""
        return self.begun and not self.over

    @property
    def key(self) -> tuple[LiveUpdate, ...]:
        """The key events, in reading order."""
        return tuple(each for each in self.updates if each.key)

    @property
    def newest(self) -> LiveUpdate | None:
        """The newest entry; None if there is none yet."""
        return max(self.updates, key=lambda each: each.at, default=None)
