"""The front page: a lead, the top stories beside it, the newest of the rest, then the sections."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.output import Front, FrontSection, Output
from generator.model.story import Card
from generator.outputs.page_head import head, html
from generator.site.edition import Edition

_TOP, _LATEST, _OF_SECTION = 4, 8, 4


def outputs(edition: Edition) -> Iterator[Output]:
    """The page at the root."""
    site = edition.site
    about = head(edition, "front", "/", site.title, site.description or site.tagline, feeds_of="/")
    yield html(edition, "/", "front.html", about, "the front page", front=front(edition))


def front(edition: Edition) -> Front:
    """Choose the stories of the front page; none stands on it twice.

    A story with ``priority: 1`` leads, else the newest does. Those with priority 2 to 9 come to the top in that
    order, the newest first among equals, and the newest stories fill what is left.
    """
    pinned = sorted((card for card in edition.cards if card.priority), key=lambda card: card.priority)
    chosen = list(dict.fromkeys([*pinned, *edition.cards]))
    if pinned and pinned[0].priority > 1:  # nobody pinned a lead: the newest story is it
        chosen = list(dict.fromkeys([edition.cards[0], *chosen]))
    lead, top = (chosen[0] if chosen else None), tuple(chosen[1 : 1 + _TOP])
    used = {card.url for card in chosen[: 1 + _TOP]}
    latest = _unused(edition.cards, used, _LATEST)
    used |= {card.url for card in latest}
    sections = (
        FrontSection(group.term, _unused(group.cards, used, _OF_SECTION)) for group in edition.sections if group.cards
    )
    return Front(lead, top, latest, tuple(section for section in sections if section.cards))


def _unused(cards: tuple[Card, ...], used: set[str], count: int) -> tuple[Card, ...]:
    return tuple(card for card in cards if card.url not in used)[:count]
