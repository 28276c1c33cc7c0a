"""The events that public stories announce, and which of them are still to come."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from generator.engine.definitions import Ask, Query, Table
from generator.model.event import Event
from generator.model.manuscript import Manuscript
from generator.reading.inputs import SETTINGS
from generator.site.index import AS_OF, stories

EVENTS = "/events/"
"""The place of the list of events."""

CALENDAR = "/events.ics"
"""The place of the calendar."""


class Announced(msgspec.Struct, frozen=True):
    """The paths of stories that announce events: all of them, the latest event first, and those whose event is still
    to come or goes on, the next one first.
    """

    stories: tuple[str, ...] = ()
    coming: tuple[str, ...] = ()


def _announced(ask: Ask, _: str) -> Announced:
    found = [(*times, path) for path, times in stories(ask, "event_times") if times]
    if not found:
        return Announced()
    as_of = ask(AS_OF)
    in_order = sorted(found)
    coming = tuple(path for _, over, path in in_order if over > as_of)
    return Announced(tuple(path for *_, path in reversed(in_order)), coming)


def _any_event(ask: Ask, _: str) -> bool:
    return bool(ask(ANNOUNCED).stories)


ANNOUNCED = Query[Announced]("announced", Announced, _announced)
"""The stories that announce events."""

ANY_EVENT = Query[bool]("any-event", bool, _any_event)
"""Whether any public story announces an event."""

WITH_EVENT = Table[bool]("with-event", bool, lambda ask: dict.fromkeys(ask(ANNOUNCED).stories, True))
"""Has an entry for each public story that announces an event, by its path."""

QUERIES = (ANNOUNCED, ANY_EVENT, WITH_EVENT)


def event_of(ask: Ask, story: Manuscript) -> Event | None:
    """The event that a story announces, in the site's time zone; None if it does not announce one."""
    found = story.event
    if not found or found.all_day:
        return found
    zone = ask(SETTINGS).zone
    return replace(found, start=found.start.astimezone(zone), end=found.end.astimezone(zone) if found.end else None)
