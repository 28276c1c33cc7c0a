"""Each tag's listing."""

from __future__ import annotations

from collections.abc import Iterator

from generator.addresses import address
from generator.edition import Edition
from generator.listings import listing_pages
from generator.output import Listing, Output
from generator.story import Link


def outputs(edition: Edition) -> Iterator[Output]:
    """One listing a tag, at ``/tags/tag/``."""
    for group in edition.tags:
        listing = Listing("tag", group.term.name, f"Stories on {group.term.name} from {edition.site.title}", group.term.url, group.cards)
        yield from listing_pages(edition, f"/tags/{group.term.slug}/", listing, f"the tag {group.term.name}", (Link("Tags", address(edition.settings, "/tags/")),))
