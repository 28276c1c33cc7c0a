"""The page on which readers search the site."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.output import Output
from generator.model.urls import address
from generator.outputs.page_head import head, html
from generator.site.edition import Edition


def outputs(edition: Edition) -> Iterator[Output]:
    """``/search/``, with the addresses of the index of each year, the newest first."""
    if not edition.settings.searchable or not edition.stories:
        return
    years = sorted({story.published.year for story in edition.stories}, reverse=True)
    indexes = tuple(address(edition.settings, f"/search/{year}/") for year in years)
    about = head(edition, "search", "/search/", edition.words.gettext("Search"), indexed=False)
    yield html(edition, "/search/", "search.html", about, "the search page", indexes=indexes)
