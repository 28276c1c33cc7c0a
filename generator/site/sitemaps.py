"""How much goes into a sitemap (sitemaps.org, protocol 0.9); what is news to Google ("News sitemaps")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from generator.model.output import Location

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
