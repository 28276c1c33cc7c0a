"""Standalone pages: content/pages/about.md at ``/about/``."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.output import Output
from generator.outputs.page_head import head, html
from generator.site.edition import Edition


def outputs(edition: Edition) -> Iterator[Output]:
    """One page a file of content/pages/."""
    for page in edition.pages:
        place = edition.places[page.path]
        about = head(
            edition,
            "page",
            place,
            page.title,
            page.standfirst,
            language=page.language,
            direction=page.direction,
            withheld=page.withheld,
        )
        yield html(edition, place, "page.html", about, page.path, page=page)
