"""Events for machines: as schema.org's Event, by Google's rules ("Event"), and as an iCalendar file (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from generator.model import event as model
from generator.model.frame import Site, absolute
from generator.model.listed_event import ListedEvent
from generator.model.story import Story
from generator.theme.json_ld import Node, without_unknown

if TYPE_CHECKING:
    from icalendar import Event as IcalEvent

ICALENDAR_PRODUCT = "-//Broadsheet//Events//EN"


def event_data(site: Site, story: Story) -> Node:
    """Return the event that a story announces; an empty node if it announces none."""
    found = story.event
    if not found:
        return {}
    place: Node = {"@type": "Place", "name": found.place, "address": found.place}
    return without_unknown(
        {
            "@type": "Event",
            "@id": event_uri(story.permalink),
            "name": found.name or story.headline,
            "startDate": found.machine_start,
            "endDate": found.machine_end,
            "location": place,
            "description": story.summary,
            "image": [absolute(site, story.picture.src)] if story.picture else [],
            "subjectOf": {"@id": f"{story.permalink}#article"},
        }
    )


def event_uri(permalink: str) -> str:
    """Return the name of the event that a story announces, given the story's address."""
    return f"{permalink}#event"


def calendar(site: Site, name: str, found: Iterable[ListedEvent]) -> bytes:
    """Return a calendar of events. Times are in UTC, which every program shows by its own clock."""
    from icalendar import Calendar  # here, because only sites with events need it, and importing it takes a while

    made = Calendar()
    for key, value in {"prodid": ICALENDAR_PRODUCT, "version": "2.0", "x-wr-calname": name}.items():
        made.add(key, value)
    for each in found:
        made.add_component(_entry(site, each))
    data: bytes = made.to_ical()
    return data


def _entry(site: Site, each: ListedEvent) -> IcalEvent:
    from icalendar import Event

    changed = (each.card.modified or each.card.published).astimezone(UTC)
    made = Event()
    made.add("uid", each.uri)
    made.add("dtstamp", changed)
    made.add("last-modified", changed)
    made.add("summary", each.title)
    made.add("dtstart", _calendar_time(each.event, each.event.start))
    if each.event.ends:
        made.add("dtend", _calendar_time(each.event, each.event.ends))
    made.add("location", each.event.place)
    if each.card.summary:
        made.add("description", each.card.summary)
    made.add("url", absolute(site, each.card.url))
    return made


def _calendar_time(event: model.Event, time: datetime) -> date:
    """Return a day for an event of whole days, and otherwise a time in UTC."""
    return time.date() if event.all_day else time.astimezone(UTC)
