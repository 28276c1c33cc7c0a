"""What a host shows for an address that the site does not have: ``/404.html`` (GitHub Pages and most others)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.output import Output
from generator.outputs.page_head import head, html
from generator.site.edition import Edition


def outputs(edition: Edition) -> Iterator[Output]:
    """The one page; its links carry the base path, since it answers at any address."""
    about = head(edition, "not-found", "/404.html", edition.words.gettext("Page not found"), indexed=False)
    yield html(edition, "/404.html", "not-found.html", about, "the page for addresses that do not exist")
