"""Every story, newest first."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.output import Listing, Output
from generator.outputs.pagination import listing_pages
from generator.site.edition import Edition


def outputs(edition: Edition) -> Iterator[Output]:
    """The listing at ``/latest/``, where there are stories at all."""
    if edition.cards:
        about = edition.words.gettext("The latest from %(site)s", site=edition.site.title)
        listing = Listing("latest", edition.words.gettext("Latest"), about, "", edition.cards)
        yield from listing_pages(edition, "/latest/", listing, "the list of the latest stories")
