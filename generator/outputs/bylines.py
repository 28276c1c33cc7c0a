"""Each reporter's stories."""

from __future__ import annotations

from collections.abc import Iterator

from generator.addresses import address
from generator.edition import Edition
from generator.listings import listing_pages
from generator.output import Listing, Output
from generator.story import Link


def outputs(edition: Edition) -> Iterator[Output]:
    """One listing a byline, at ``/bylines/byline/``."""
    for group in edition.bylines:
        listing = Listing("byline", group.term.name, f"Stories by {group.term.name} in {edition.site.title}", group.term.url, group.cards)
        yield from listing_pages(edition, f"/bylines/{group.term.slug}/", listing, f"the byline {group.term.name}", (Link("Bylines", address(edition.settings, "/bylines/")),))
