"""The page at the address of a withdrawn story. It says only that the story was withdrawn."""

from __future__ import annotations

from collections.abc import Iterator

from generator.engine.definitions import Ask
from generator.model.output import File, Rendered
from generator.outputs.page_head import file_at, head
from generator.site.former_places import TOMBSTONE, WITHDRAWN, place_at
from generator.site.frame import words
from generator.theme.queries import page


def files(ask: Ask) -> Iterator[File]:
    """Yield one page for each address of a withdrawn story; it gives way to any other file at that address."""
    for place in ask.keys(WITHDRAWN):
        yield file_at(place, ask(WITHDRAWN, place), yields="any")


def output(ask: Ask, path: str) -> Rendered:
    """Return one page."""
    place = place_at(ask, WITHDRAWN, path)
    title = words(ask).gettext("This story has been withdrawn")
    about = head(ask, "withdrawn", place, title, indexed=False)
    return page(ask, "tombstone.html", head=about, tombstone=ask(TOMBSTONE, ask(WITHDRAWN, place)))
