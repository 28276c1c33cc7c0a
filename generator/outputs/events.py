"""The list of upcoming events that public stories announce, at ``/events/``.

A section or standalone page at this address replaces it.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from generator.engine.definitions import Ask
from generator.model.output import File, Rendered
from generator.model.page import FeedLink, Listing
from generator.model.urls import address
from generator.outputs.page_head import file_at, head
from generator.reading.inputs import SETTINGS
from generator.site.events import ANNOUNCED, CALENDAR, EVENTS
from generator.site.frame import SITE, words
from generator.site.listed_events import happenings, has_list
from generator.theme.queries import page


def files(ask: Ask) -> Iterator[File]:
    """Yield ``/events/`` if any story announces an event, even if all are over."""
    if has_list(ask):
        yield file_at(EVENTS, "the list of events", yields="owner")


def output(ask: Ask, path: str) -> Rendered:
    """Return the page."""
    own, settings = words(ask), ask(SETTINGS)
    coming = tuple(happenings(ask, ask(ANNOUNCED).coming))
    name = own.gettext("Events")
    about = own.gettext("What is on, as announced in %(site)s", site=ask(SITE).title)
    listing = Listing("events", name, about, address(settings, EVENTS), tuple(each.card for each in coming))
    page_head = head(ask, "events", EVENTS, name, about)
    feed = FeedLink(own.labelled(ask(SITE).title, name), address(settings, CALENDAR), "text/calendar")
    page_head = replace(page_head, feeds=(feed, *page_head.feeds))
    return page(ask, "events.html", head=page_head, listing=listing, facts=coming)
