"""The page that a host shows for an address that does not exist: ``/404.html`` (GitHub Pages and most others)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.engine.definitions import Ask
from generator.model.output import File, Rendered
from generator.outputs.page_head import file_at, head
from generator.site.frame import words
from generator.theme.queries import page


def files(ask: Ask) -> Iterator[File]:
    """Yield the page. Its links include the base path, because a host shows it at any address."""
    yield file_at("/404.html", "the 404 page")


def output(ask: Ask, path: str) -> Rendered:
    """Return the page."""
    about = head(ask, "not-found", "/404.html", words(ask).gettext("Page not found"), indexed=False)
    return page(ask, "not-found.html", head=about)
