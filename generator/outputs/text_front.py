"""The front page of the text edition: the newest stories as a list of links."""

from __future__ import annotations

from collections.abc import Iterator

from generator.engine.definitions import Ask
from generator.model.output import File, Rendered
from generator.model.page import Listing
from generator.outputs.page_head import file_at, head
from generator.reading.inputs import SETTINGS
from generator.site.cards import cards
from generator.site.frame import ANY_STORY, SITE, words
from generator.site.index import PUBLIC
from generator.theme.queries import page

_STORIES = 60


def files(ask: Ask) -> Iterator[File]:
    """Yield ``/text/``, unless the settings turn it off."""
    if ask(SETTINGS).text and ask(ANY_STORY):
        yield file_at("/text/", "the front page of the text edition")


def output(ask: Ask, path: str) -> Rendered:
    """Return the page."""
    name, site = words(ask).gettext("Text edition"), ask(SITE)
    about = head(ask, "text", "/text/", name, site.description, indexed=False)
    listing = Listing("text", name, "", site.text, cards(ask, ask(PUBLIC).stories[:_STORIES]))
    return page(ask, "text-front.html", head=about, listing=listing)
