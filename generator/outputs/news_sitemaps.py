"""The sitemap for Google News, with the time at which each story was first published, not the time of an update.

It uses the same site title as the pages. If there is no news, the sitemap exists but is empty, and robots.txt and the
sitemap index do not name it.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.engine.definitions import Ask
from generator.model.output import File, Rendered
from generator.outputs.page_head import file_at
from generator.site.cards import cards
from generator.site.news import NEWS_SITEMAPS
from generator.theme.queries import page


def files(ask: Ask) -> Iterator[File]:
    """Yield ``/news-sitemap.xml``, and further files if there is more news than one file may have."""
    for place in ask.keys(NEWS_SITEMAPS):
        yield file_at(place, "the news sitemap")


def output(ask: Ask, path: str) -> Rendered:
    """Return one news sitemap."""
    return page(ask, "news-sitemap.xml", news=cards(ask, ask(NEWS_SITEMAPS, f"/{path}")))
