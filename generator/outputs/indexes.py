"""Lists of listings: every tag, byline and source with its number of stories, and the years of the archive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.model.output import Count, Index, Output
from generator.model.urls import address
from generator.outputs.page_head import head, html
from generator.site.edition import Edition
from generator.site.taxonomies import Group


def outputs(edition: Edition) -> Iterator[Output]:
    """The pages ``/tags/``, ``/bylines/``, ``/sources/`` and ``/archive/``, each where it has something to list."""
    words = edition.words
    years = Counter(day.year for day, cards in edition.days.items() for _ in cards)
    indexes = (
        Index("tags", words.gettext("Tags"), _counts(edition.tags)),
        Index("bylines", words.gettext("Bylines"), _counts(edition.bylines)),
        Index("sources", words.gettext("Sources"), _counts(edition.sources)),
        Index(
            "archive",
            words.gettext("Archive"),
            tuple(
                Count(str(year), address(edition.settings, f"/{year:04}/"), years[year])
                for year in sorted(years, reverse=True)
            ),
        ),
    )
    for index in indexes:
        if index.counts:
            about = head(edition, "index", f"/{index.kind}/", index.name, f"{index.name}: {edition.site.title}")
            yield html(edition, f"/{index.kind}/", "index.html", about, f"the list of {index.kind}", index=index)


def _counts(groups: tuple[Group, ...]) -> tuple[Count, ...]:
    return tuple(Count(group.term.name, group.term.url, len(group.cards)) for group in groups)
