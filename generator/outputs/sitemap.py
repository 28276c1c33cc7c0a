"""The sitemap (sitemaps.org, protocol 0.9): every page that a search engine should know."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from generator.addresses import permanent
from generator.edition import Edition
from generator.output import Location, Output, Rendered

LARGEST = 50_000
"""As many addresses as one sitemap may have."""


def outputs(edition: Edition) -> Iterator[Output]:
    """``/sitemap.xml``, the newest stories first; older ones than fit are left to the listings."""
    locations = tuple(_locations(edition))[:LARGEST]
    yield Output("sitemap.xml", Rendered("sitemap.xml", {"urls": locations}), "the sitemap")


def _locations(edition: Edition) -> Iterator[Location]:
    yield Location(edition.site.url)
    for page in edition.pages:
        yield Location(page.permalink)
    for group in chain(edition.sections, edition.tags, edition.bylines, edition.sources):
        yield Location(edition.site.origin + group.term.url)
    for story in edition.stories:
        yield Location(story.permalink, story.modified or story.published)
    for year in sorted({day.year for day in edition.days}):
        yield Location(permanent(edition.settings, f"/{year:04}/"))
