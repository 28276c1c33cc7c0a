"""The sitemap of Google News, with the time at which each story was first published, not that of an update.

The site's title in it is that which pages show. Where there is no news it is empty, and stays where it is.
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
    """``/news-sitemap.xml``, and further files where there is more news than one may have."""
    for place in ask.keys(NEWS_SITEMAPS):
        yield file_at(place, "the news sitemap")


def output(ask: Ask, path: str) -> Rendered:
    """One of these sitemaps."""
    return page(ask, "news-sitemap.xml", news=cards(ask, ask(NEWS_SITEMAPS, f"/{path}")))
