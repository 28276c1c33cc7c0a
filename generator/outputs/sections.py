"""Each section's listing."""

from __future__ import annotations

from collections.abc import Iterator

from generator.edition import Edition
from generator.listings import listing_pages
from generator.output import Listing, Output


def outputs(edition: Edition) -> Iterator[Output]:
    """One listing a section, at ``/section/``."""
    for group in edition.sections:
        listing = Listing("section", group.term.name, f"{group.term.name}: news from {edition.site.title}", group.term.url, group.cards)
        yield from listing_pages(edition, f"/{group.term.slug}/", listing, f"the section {group.term.name}")
