"""The calendar of the events that public stories announce, for programs that subscribe to it: ``/events.ics``."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from generator.engine.definitions import Ask
from generator.model.output import Data, File
from generator.outputs.page_head import file_at
from generator.site.events import ANNOUNCED, ANY_EVENT, CALENDAR
from generator.site.frame import SITE, words
from generator.site.listed_events import happenings
from generator.theme.event_data import calendar

_MOST = 500  # events, enough for many years of most newsrooms


def files(ask: Ask) -> Iterator[File]:
    """Yield the calendar if any story announces an event."""
    if ask(ANY_EVENT):
        yield file_at(CALENDAR, "the calendar", yields="owner")


def output(ask: Ask, path: str) -> Data:
    """Return the calendar with the latest events. It has past ones, too, since programs would delete missing ones."""
    own = words(ask)
    name = own.labelled(ask(SITE).title, own.gettext("Events"))
    return Data(calendar(ask(SITE), name, happenings(ask, islice(ask(ANNOUNCED).stories, _MOST))))
