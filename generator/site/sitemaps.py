"""The limits of sitemaps (sitemaps.org, protocol 0.9) and of Google's news sitemaps ("News sitemaps")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from generator.model.feed import Location

LARGEST = 50_000
"""The maximum number of addresses in one sitemap. At under 1 kB each, they also stay below the 50 MB limit."""

NEWS = timedelta(days=2)
"""How long a story stays in the news sitemap."""

LARGEST_NEWS = 1000
"""The maximum number of stories in one news sitemap."""


def cut(name: str, locations: Sequence[Location]) -> Iterator[tuple[str, tuple[Location, ...]]]:
    """Split locations into as many sitemaps as they need. Yield each with its place; the first place has no number."""
    for number, start in enumerate(range(0, len(locations), LARGEST), 1):
        yield f"/sitemaps/{name}{f'-{number}' if start else ''}.xml", tuple(locations[start : start + LARGEST])
