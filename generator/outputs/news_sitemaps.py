"""The sitemap of Google News, with the time at which each story was first published, not that of an update.

The site's title in it is that which pages show. Where there is no news it is empty, and stays where it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.output import Output, Rendered
from generator.model.urls import output_path
from generator.site.edition import Edition
from generator.site.sitemaps import news, news_sitemaps


def outputs(edition: Edition) -> Iterator[Output]:
    """``/news-sitemap.xml``, and further files where there is more news than one may have."""
    for place, cards in news_sitemaps(news(edition.cards, edition.as_of)).items():
        context = {"site": edition.site, "news": cards}
        yield Output(output_path(place), Rendered("news-sitemap.xml", context), "the news sitemap")
