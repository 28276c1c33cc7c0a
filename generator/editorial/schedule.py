"""The schedule: when stories appear, expire or leave the news sitemap, and which changes were missed.   [disk]"""

from __future__ import annotations

from datetime import datetime
from itertools import islice

import msgspec

from generator.engine.definitions import Ask
from generator.engine.graph import Graph
from generator.engine.runtime import SERIAL, Runtime
from generator.model.problems import Problem
from generator.pipeline.index_only import with_index
from generator.pipeline.request import BuildRequest
from generator.reading.queries import HEAD
from generator.site.index import INDEX, times_of
from generator.site.visibility import VisibilityChange, changes

_MOST_COMING = 20  # future changes that are listed


class ScheduledChange(msgspec.Struct, frozen=True):
    """A scheduled change: its time, a description, and the story."""

    instant: datetime
    what: str
    file: str
    headline: str

    def line(self) -> str:
        """Return the change as a line of text for the terminal."""
        return f"{self.instant.isoformat(' ', 'minutes')}  {self.what:<32}  {self.headline}  [{self.file}]"


class Upcoming(msgspec.Struct, frozen=True):
    """The scheduled changes ``since`` an instant until ``now``, and those that come next, the earliest first.

    ``due`` means that a site built at ``since`` is out of date. ``unread`` has the errors in files that cannot be read,
    whose changes are not known.
    """

    since: datetime | None
    now: datetime
    missed: tuple[ScheduledChange, ...]
    coming: tuple[ScheduledChange, ...]
    unread: tuple[Problem, ...] = ()

    @property
    def due(self) -> bool:
        """Whether there is anything to publish."""
        return bool(self.missed)


_WORDS = {
    "appears": "is published",
    "expires": "expires",
    "withdrawn": "is withdrawn",
    "old": "leaves the news sitemap",
    "unpinned": "is no longer pinned",
    "unannounced": "is no longer breaking news",
    "corrected": "gets a correction",
    "happened": "leaves the list of events",
    "live": "is covered live",
    "over": "is no longer covered live",
    "updated": "gets a live entry",
}


def upcoming(request: BuildRequest, since: datetime | None, runtime: Runtime = SERIAL) -> Upcoming:
    """Return the scheduled changes, as of the instant of ``request``."""

    def do(graph: Graph, unread: tuple[Problem, ...]) -> Upcoming:
        entries = graph(INDEX)
        found = sorted(changes(entries, times_of(graph)), key=lambda each: (each.instant, each.manuscript.path))
        over = (each for each in found if since and since < each.instant <= request.as_of)
        later = islice((each for each in found if each.instant > request.as_of), _MOST_COMING)
        missed, coming = (tuple(_scheduled(graph, request, each) for each in some) for some in (over, later))
        return Upcoming(since, request.as_of, missed, coming, unread)

    return with_index(request, do, runtime)


def _scheduled(ask: Ask, request: BuildRequest, change: VisibilityChange) -> ScheduledChange:
    story = change.manuscript
    head = ask(HEAD, story.path)
    words = _words(change.what, bool(story.embargo))
    return ScheduledChange(
        change.instant.astimezone(request.settings.zone),
        words,
        story.path,
        (head.headline or head.slug) if head else "",
    )


def _words(what: str, embargo: bool) -> str:
    return "is published (its embargo ends)" if what == "appears" and embargo else _WORDS[what]
