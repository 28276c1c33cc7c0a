"""How much goes into a sitemap (sitemaps.org, protocol 0.9); what is news to Google ("News sitemaps")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from generator.model.output import Location
from generator.model.story import Card

LARGEST = 50_000
"""As many addresses as one sitemap may have; ours stay below its 50 MB, too, at less than a kilobyte each."""

NEWS = timedelta(days=2)
"""For so long a story is news."""

LARGEST_NEWS = 1000
"""As many stories as one sitemap of news may have."""


def cut(name: str, locations: Sequence[Location]) -> Iterator[tuple[str, tuple[Location, ...]]]:
    """The sitemaps that it takes to list all this, by their place: the first without a number."""
    for number, start in enumerate(range(0, len(locations), LARGEST), 1):
        yield f"/sitemaps/{name}{f'-{number}' if start else ''}.xml", tuple(locations[start : start + LARGEST])


def news(cards: Iterable[Card], as_of: datetime) -> tuple[Card, ...]:
    """The stories that are news at the instant ``as_of``, the newest first."""
    return tuple(card for card in cards if as_of - card.published < NEWS)


def news_sitemaps(stories: tuple[Card, ...]) -> dict[str, tuple[Card, ...]]:
    """The sitemaps of so much news, by their place: one, if need be empty, and further ones with a number."""
    starts = range(0, max(1, len(stories)), LARGEST_NEWS)
    return {
        f"/news-sitemap{f'-{number}' if start else ''}.xml": stories[start : start + LARGEST_NEWS]
        for number, start in enumerate(starts, 1)
    }
