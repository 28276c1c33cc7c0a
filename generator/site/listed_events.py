"""The events of public stories, each with the card of its story."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.engine.definitions import Ask
from generator.model.listed_event import ListedEvent
from generator.model.urls import address
from generator.reading.inputs import SETTINGS
from generator.reading.queries import HEAD
from generator.site.cards import CARD
from generator.site.events import ANY_EVENT, EVENTS, event_of
from generator.site.frame import ALL, PAGE_LINKS, words
from generator.site.groups import SECTIONS
from generator.site.places import uri


def happenings(ask: Ask, paths: Iterable[str]) -> Iterator[ListedEvent]:
    """Yield the events that some public stories announce."""
    for path in paths:
        head = ask(HEAD, path)
        if head and (found := event_of(ask, head)):
            label = words(ask).gettext("Sponsored") if head.sponsored else ""
            yield ListedEvent(found, ask(CARD, path), uri(ask, path), label)


def has_list(ask: Ask) -> bool:
    """Whether the site has a list of events: a section or standalone page at the same address replaces it."""
    if not ask(ANY_EVENT):
        return False
    own = {*(each.url for each in ask(SECTIONS)), *(each.url for each in ask(PAGE_LINKS, ALL))}
    return address(ask(SETTINGS), EVENTS) not in own
