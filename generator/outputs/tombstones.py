"""What is left of a story that was withdrawn: its address answers, and says no more than that."""

from __future__ import annotations

from collections.abc import Iterator

from generator.engine.definitions import Ask
from generator.model.output import File, Rendered
from generator.outputs.page_head import file_at, head
from generator.site.frame import words
from generator.site.moves import TOMBSTONE, WITHDRAWN, place_at
from generator.theme.queries import page


def files(ask: Ask) -> Iterator[File]:
    """One page for each address at which such a story was; it gives way to what is there now."""
    for place in ask.keys(WITHDRAWN):
        yield file_at(place, ask(WITHDRAWN, place), yields="any")


def output(ask: Ask, path: str) -> Rendered:
    """One page."""
    place = place_at(ask, WITHDRAWN, path)
    title = words(ask).gettext("This story has been withdrawn")
    about = head(ask, "withdrawn", place, title, indexed=False)
    return page(ask, "tombstone.html", head=about, tombstone=ask(TOMBSTONE, ask(WITHDRAWN, place)))
