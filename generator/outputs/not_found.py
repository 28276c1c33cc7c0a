"""What a host shows for an address that the site does not have: ``/404.html`` (GitHub Pages and most others)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.engine.definitions import Ask
from generator.model.output import File, Rendered
from generator.outputs.page_head import file_at, head
from generator.site.frame import words
from generator.theme.queries import page


def files(ask: Ask) -> Iterator[File]:
    """The one page; its links carry the base path, since it answers at any address."""
    yield file_at("/404.html", "the page for addresses that do not exist")


def output(ask: Ask, path: str) -> Rendered:
    """The one page."""
    about = head(ask, "not-found", "/404.html", words(ask).gettext("Page not found"), indexed=False)
    return page(ask, "not-found.html", head=about)
