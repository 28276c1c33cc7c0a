"""The page on which readers search the site."""

from __future__ import annotations

from collections.abc import Iterator

from generator.engine.definitions import Ask
from generator.model.output import File, Rendered
from generator.model.urls import address
from generator.outputs.page_head import file_at, head
from generator.reading.inputs import SETTINGS
from generator.search.index import MONTHS
from generator.site.frame import ANY_STORY, words
from generator.theme.queries import page


def files(ask: Ask) -> Iterator[File]:
    """Yield ``/search/``, if the site has a search and stories."""
    if ask(SETTINGS).searchable and ask(ANY_STORY):
        yield file_at("/search/", "the search page")


def output(ask: Ask, path: str) -> Rendered:
    """Return the page, with the address of each index, the newest first."""
    folders = [place.strip("/").lstrip("0") for place in reversed(ask.keys(MONTHS))]
    indexes = tuple(address(ask(SETTINGS), f"/search/{folder}/") for folder in folders)
    about = head(ask, "search", "/search/", words(ask).gettext("Search"), indexed=False)
    return page(ask, "search.html", head=about, indexes=indexes)
