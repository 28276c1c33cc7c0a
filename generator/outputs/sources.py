"""Each source's stories: what one agency sent."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.output import Listing, Output
from generator.model.story import Link
from generator.model.urls import address
from generator.outputs.pagination import listing_pages
from generator.site.edition import Edition


def outputs(edition: Edition) -> Iterator[Output]:
    """One listing a source, at ``/sources/agency/``, with the agency's own site where site.toml gives it."""
    way = (Link(edition.words.gettext("Sources"), address(edition.settings, "/sources/")),)
    for group in edition.sources:
        agency = edition.settings.agency(group.term.name)
        listing = Listing(
            "source",
            group.term.name,
            edition.words.gettext("Stories from %(name)s in %(site)s", name=group.term.name, site=edition.site.title),
            group.term.url,
            group.cards,
            website=agency.url if agency else "",
        )
        yield from listing_pages(edition, f"/sources/{group.term.slug}/", listing, f"the source {group.term.name}", way)
