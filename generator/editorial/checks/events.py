"""Events whose time is probably wrong, or whose story can be seen only when it is over.

An event that was over before its story was published is usually in the wrong year. One that is years away, or that
lasts for years, has a digit wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from generator.editorial.checks import CheckedSite
from generator.model.event import Event
from generator.model.manuscript import Manuscript
from generator.model.problems import Problem

_YEAR = timedelta(days=365.25)
_AHEAD, _LONG = 3 * _YEAR, 2 * _YEAR
_FIX = "correct the time in `event`"


def found(site: CheckedSite) -> Iterator[Problem]:
    """Report events with times that do not fit their stories."""
    for each in site.manuscripts:
        if each.event and each.published:
            yield from _of(site, each, each.event)


def _of(site: CheckedSite, story: Manuscript, event: Event) -> Iterator[Problem]:
    assert story.published is not None  # the caller has checked this
    if event.over <= story.published:
        last = event.end or event.start
        yield site.at(story, "event", f"the event was over before the story was published: {last:%Y-%m-%d}", _FIX)
    elif event.start - story.published > _AHEAD:
        years = int((event.start - story.published) / _YEAR)
        yield site.at(story, "event", f"the event is {years} years after the story: {event.start:%Y-%m-%d}", _FIX)
    if event.over - event.start > _LONG:
        yield site.at(story, "event", f"the event lasts for {int((event.over - event.start) / _YEAR)} years", _FIX)
