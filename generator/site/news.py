"""The stories in the news sitemaps: those of the last two days, as Google's "News sitemaps" documentation requires.

Paid stories are not included: Google News requires that they are kept apart from news.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.engine.definitions import Ask, Table
from generator.site.index import AS_OF, stories
from generator.site.indexing import listed
from generator.site.sitemaps import LARGEST_NEWS, NEWS
from generator.site.sponsored import paid_stories


def _news(ask: Ask) -> Mapping[str, tuple[str, ...]]:
    as_of, paid = ask(AS_OF), paid_stories(ask)
    recent = (path for path, published in stories(ask, "published") if as_of - published < NEWS)
    paths = listed(ask, (path for path in recent if path not in paid))
    starts = range(0, max(1, len(paths)), LARGEST_NEWS)
    return {
        f"/news-sitemap{f'-{number}' if start else ''}.xml": paths[start : start + LARGEST_NEWS]
        for number, start in enumerate(starts, 1)
    }


NEWS_SITEMAPS = Table[tuple[str, ...]]("news-sitemaps", tuple[str, ...], _news)
"""The paths of the stories in each news sitemap, by its place. The first one always exists, even if it is empty,
since somebody may have submitted it to a search engine; further ones are numbered.
"""


def places_with_news(ask: Ask) -> tuple[str, ...]:
    """Return the places of the news sitemaps that are not empty: robots.txt and the sitemap index name only these."""
    return tuple(place for place in ask.keys(NEWS_SITEMAPS) if ask(NEWS_SITEMAPS, place))
