"""The schedule: when stories appear, expire or leave the news sitemap, and which of these were missed.   [disk]"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

import msgspec

from generator.engine.definitions import Ask
from generator.engine.graph import Graph
from generator.engine.runtime import SERIAL, Runtime
from generator.engine.store import Store
from generator.model.problems import Problem, settle
from generator.pipeline.graph_inputs import set_inputs, withheld_by_others
from generator.pipeline.request import BuildRequest
from generator.pipeline.site_graph import graph_of
from generator.pipeline.sources import gather
from generator.pipeline.store import with_store
from generator.reading.inputs import PATHS
from generator.reading.queries import HEAD
from generator.site.index import INDEX, times_of
from generator.site.visibility import Change, changes

_TOLD = 20  # coming changes to list at most


class ScheduledChange(msgspec.Struct, frozen=True):
    """A scheduled change: when, what, and to which story."""

    instant: datetime
    what: str
    file: str
    headline: str

    def line(self) -> str:
        """Return the change as a line of text."""
        return f"{self.instant.isoformat(' ', 'minutes')}  {self.what:<32}  {self.headline}  [{self.file}]"


class Upcoming(msgspec.Struct, frozen=True):
    """The scheduled changes ``since`` an instant until ``now``, and those that come next, the earliest first.

    ``due`` means that a site built at ``since`` is out of date.
    """

    since: datetime | None
    now: datetime
    missed: tuple[ScheduledChange, ...]
    coming: tuple[ScheduledChange, ...]

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
    "live": "is covered live",
    "over": "is no longer covered live",
    "updated": "gets a live entry",
}


def upcoming(request: BuildRequest, since: datetime | None, runtime: Runtime = SERIAL) -> Upcoming:
    """Return the scheduled changes, as of the instant of ``request``.

    :raises Problems: with everything that is wrong in stories.
    """
    sources = gather(request.site, runtime.notify, request.content)

    def do(store: Store) -> Upcoming:
        graph = graph_of(request, runtime, store)
        held, of_others = withheld_by_others(request, sources)
        set_inputs(graph, request, sources, held)
        graph.settle((INDEX, ""))
        settle([*of_others, *_of_copy(graph)])
        entries = graph(INDEX)
        found = sorted(changes(entries, times_of(graph)), key=lambda each: (each.instant, each.manuscript.path))
        missed = (each for each in found if since and since < each.instant <= request.as_of)
        coming = islice((each for each in found if each.instant > request.as_of), _TOLD)
        turns = (tuple(_scheduled(graph, request, each) for each in some) for some in (missed, coming))
        return Upcoming(since, request.as_of, *turns)

    return with_store(request.site, sources.program, do, runtime.notify)


def _of_copy(graph: Graph) -> Iterator[Problem]:
    """Yield the problems of files that cannot be read; no other problem of the site affects a date."""
    unread = {*graph(PATHS)} - {each.path for each in graph(INDEX)}
    return (each for each in graph.problems() if each.path in unread)


def _scheduled(ask: Ask, request: BuildRequest, change: Change) -> ScheduledChange:
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
