"""The page on which readers search the site."""

from __future__ import annotations

from collections.abc import Iterator

from generator.addresses import address
from generator.edition import Edition
from generator.output import Output
from generator.pages import head, html


def outputs(edition: Edition) -> Iterator[Output]:
    """``/search/``, with the addresses of the index of each year, the newest first."""
    if not edition.settings.searchable or not edition.stories:
        return
    years = sorted({story.published.year for story in edition.stories}, reverse=True)
    indexes = tuple(address(edition.settings, f"/search/{year}/") for year in years)
    about = head(edition, "search", "/search/", edition.words.gettext("Search"), indexed=False)
    yield html(edition, "/search/", "search.html", about, "the search page", indexes=indexes)
