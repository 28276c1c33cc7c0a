"""What is left of a story that was withdrawn: its address answers, and says no more than that."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.output import Output
from generator.outputs.page_head import head, html
from generator.site.edition import Edition


def outputs(edition: Edition) -> Iterator[Output]:
    """One page an address at which such a story stood; it gives way to whatever stands there now."""
    title = edition.words.gettext("This story has been withdrawn")
    for grave in edition.graves:
        about = head(edition, "withdrawn", grave.place, title, indexed=False)
        yield html(edition, grave.place, "tombstone.html", about, grave.source, yields="any", tombstone=grave.tombstone)
