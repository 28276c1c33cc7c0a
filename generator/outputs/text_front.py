"""The light edition's front page: the newest stories as a list of links."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.output import Listing, Output
from generator.outputs.page_head import head, html
from generator.site.edition import Edition

_STORIES = 60


def outputs(edition: Edition) -> Iterator[Output]:
    """``/text/``, unless the settings want none."""
    if not edition.settings.text or not edition.cards:
        return
    name = edition.words.gettext("Text edition")
    about = head(edition, "text", "/text/", name, edition.site.description, indexed=False)
    listing = Listing("text", name, "", edition.site.text, edition.cards[:_STORIES])
    yield html(edition, "/text/", "text-front.html", about, "the front page of the text edition", listing=listing)
