"""Formats when an event takes place: "Friday, 4 December 2026, 19:00–21:00"."""

from __future__ import annotations

from datetime import datetime

from markupsafe import Markup

from generator.model.event import Event
from generator.model.frame import Site
from generator.text.times import clock
from generator.theme.filters import day, weekday

_TIME = Markup('<time datetime="{}">{}</time>')


def event_when(event: Event, site: Site) -> Markup:
    """Return the days and times of an event in the site's language, as HTML that machines can read, too."""
    start = _TIME.format(event.machine_start, _at(event.start, site, event.all_day))
    if not event.end or (event.all_day and event.end == event.start):
        return start
    if not event.all_day and event.end.date() == event.start.date():
        return start + "\N{EN DASH}" + _TIME.format(event.machine_end, clock(event.end, site.language))
    return start + " \N{EN DASH} " + _TIME.format(event.machine_end, _at(event.end, site, event.all_day))


def _at(time: datetime, site: Site, all_day: bool) -> str:
    shown = weekday(time, site.language) if site.dates == "mixed" else day(time, site.language, site.dates)
    return shown if all_day else f"{shown}, {clock(time, site.language)}"
