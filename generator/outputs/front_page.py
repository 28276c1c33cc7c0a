"""The front page: the lead, the top stories next to it, the newest other stories, and the sections."""

from __future__ import annotations

from collections.abc import Iterator

from generator.engine.definitions import Ask
from generator.model.output import File, Rendered
from generator.model.page import Front, FrontSection
from generator.model.terms import folded
from generator.model.urls import address
from generator.outputs.page_head import file_at, head
from generator.reading.inputs import SETTINGS
from generator.site.cards import CARD, cards
from generator.site.descriptions import accent_class
from generator.site.frame import SITE
from generator.site.front_stories import FRONT_STORIES
from generator.site.groups import SECTIONS
from generator.theme.queries import page


def files(ask: Ask) -> Iterator[File]:
    """Yield the page at the root."""
    yield file_at("/", "the front page")


def output(ask: Ask, path: str) -> Rendered:
    """Return the front page."""
    site = ask(SITE)
    about = head(ask, "front", "/", site.title, site.description or site.tagline, feeds_of="/")
    return page(ask, "front.html", head=about, front=front(ask))


def front(ask: Ask) -> Front:
    """Return the front page's stories."""
    choice, settings = ask(FRONT_STORIES), ask(SETTINGS)
    terms = {term.url: term for term in ask(SECTIONS)}
    looks = {folded(name): look for name, look in settings.blocks.items()}
    blocks = [(terms[address(settings, place)], paths) for place, paths in choice.sections]
    return Front(
        ask(CARD, choice.lead[0]) if choice.lead else None,
        cards(ask, choice.top),
        cards(ask, choice.latest),
        tuple(
            FrontSection(term, cards(ask, paths), look, accent_class(ask, "section", term))
            for term, paths in blocks
            if (look := looks.get(folded(term.name), "lead")) != "none"
        ),
        settings.front.lead,
        cards(ask, choice.breaking),
        cards(ask, choice.most_read),
        cards(ask, choice.live),
    )
