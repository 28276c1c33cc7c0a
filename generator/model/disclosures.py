"""What a story discloses about itself: who paid for it, what it reviews, and the documents that it is based on."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import msgspec
from markupsafe import Markup

from generator.model.formatting import Span, as_html


class Sponsorship(msgspec.Struct, frozen=True):
    """Somebody paid for a story. ``by`` is who; it is empty if only the text of the story says so."""

    by: str = ""


class SourceNote(msgspec.Struct, frozen=True):
    """A document that a story is based on, in a few words. ``html`` links to it; ``spans`` are as in ``Formatted``."""

    text: str
    spans: tuple[Span, ...] = ()

    @property
    def html(self) -> Markup:
        """The words with emphasis and links."""
        return as_html(self.text, self.spans)

    @property
    def url(self) -> str:
        """The address of the first page or file that it links to; empty if there is none."""
        return next((each.url for each in self.spans if each.url.startswith(("/", "https:", "http:"))), "")


class Review(msgspec.Struct, frozen=True):
    """What a story reviews, and its verdict.

    ``type`` is one of ``REVIEWED``. ``rating`` and ``best`` are numbers as they are written, such as ``3.5`` and ``5``.
    An event has a ``place`` and a ``date`` (``2026-11-14``); a restaurant may have a ``place``: its address.
    """

    item: str
    type: str
    rating: str
    best: str = "5"
    place: str = ""
    date: str = ""

    @property
    def day(self) -> datetime.date | None:
        """The date of an event; None for anything else."""
        return datetime.date.fromisoformat(self.date) if self.date else None

    @property
    def stars(self) -> str:
        """The rating as five stars, such as ``★★★½☆``; empty if it is not out of five, in halves."""
        halves = float(self.rating) * 2
        if self.best != "5" or not halves.is_integer():
            return ""
        full, half = divmod(int(halves), 2)
        return "★" * full + "½" * half + "☆" * (5 - full - half)


REVIEWED: Mapping[str, str] = {
    "book": "Book",
    "film": "Movie",
    "series": "TVSeries",
    "season": "TVSeason",
    "episode": "TVEpisode",
    "podcast": "PodcastSeries",
    "album": "MusicAlbum",
    "song": "MusicRecording",
    "game": "VideoGame",
    "play": "TheaterEvent",
    "concert": "MusicEvent",
    "exhibition": "ExhibitionEvent",
    "event": "Event",
    "restaurant": "Restaurant",
    "organisation": "Organization",
}
"""What a story may review, with its schema.org type. All are types whose reviews Google reads, or subtypes of these
(its "Review snippet"). Products, apps, courses and recipes are missing, since Google requires more data about them.
"""

EVENTS = frozenset({"play", "concert", "exhibition", "event"})
"""The types that Google accepts only with a time and a place."""
