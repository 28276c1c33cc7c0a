"""The site's graph, kept in memory while the site is shown.   [disk]

One graph serves every edition. After a change it moves on to what the files hold now; where that has an error, the
edition before stays shown. What is still needed of that one, the graph gets by going back: its sources and the bytes of
its copy are kept, and settling for these is like settling for any others.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from generator.engine.graph import Graph
from generator.engine.runtime import Runtime
from generator.model.fingerprint import of_bytes
from generator.model.problems import Problem, Problems
from generator.pipeline.request import BuildRequest
from generator.pipeline.site_graph import SiteGraph, graph_of, resettled, returned
from generator.pipeline.sources import Sources, gather, reread
from generator.pipeline.store import UNUSABLE, opened
from generator.preview.edition import Edition
from generator.reading import scan
from generator.reading.inputs import Copy
from generator.reading.loading import load_file
from generator.reading.queries import Loaded, Unread

Asked = TypeVar("Asked")


@dataclass(slots=True)
class Texts:
    """The bytes of all copy of the last good edition, by digest: the files may hold something else by now."""

    known: dict[str, bytes] = field(default_factory=dict)

    def load(self, site: Path, unread: Unread) -> Loaded:
        """The bytes that a file had when it was looked at; or its present bytes, where those are unknown."""
        data = self.known.get(unread.copy.digest)
        return Loaded(unread, data, ()) if data else load_file(site, unread)

    def keep(self, site: Path, copy: Iterable[Copy]) -> None:
        """Keep the bytes of this copy, and no others."""
        known: dict[str, bytes] = {}
        for each in copy:
            data = self.known.get(each.digest) or scan.bytes_of(site, each)
            if each.digest in self.known or of_bytes(data) == each.digest:
                known[each.digest] = data
        self.known = known


class LiveGraph:
    """Makes editions; ``last`` is the last good one. It can be used by several threads."""

    def __init__(self, runtime: Runtime) -> None:
        self.last: Edition | None = None
        self._runtime = _while_alone(runtime)
        self._lock = threading.RLock()
        self._texts = Texts()
        self._graph: Graph | None = None
        self._stored = True  # whether it reads the store
        self._at: SiteGraph | None = None  # the state that the graph is in
        self._found: tuple[Sources, Path | None] | None = None

    def sources(self, request: BuildRequest, changed: Collection[Path] = ()) -> Sources:
        """What the files hold now. ``changed`` are all that have changed since the last time; none: that is unknown.

        :raises Problems: if there are links in the store.
        """
        last = self._found[0] if self._found and self._found[1] == request.content else None
        now = reread(last, request.site, changed) if last and changed else None
        now = now or gather(request.site, self._runtime.notify, request.content, last)
        self._found = now, request.content
        return now

    def edition(self, request: BuildRequest, sources: Sources) -> Edition:
        """The site as these sources have it.

        :raises Problems: with everything that is wrong; the last good edition stays the last.
        """
        if self.last and sources.alike(self.last.site.sources) and _serves(self.last, request):
            return self.last
        with self._lock:
            site = self._sound(lambda: self._moved(request, sources))
            self._texts.keep(request.site, sources.contents.copy)
            self.last = Edition.of(site, self._ask, self.last)
            return self.last

    def errors(self, request: BuildRequest, sources: Sources) -> tuple[Problem, ...]:
        """What is wrong with these sources, without an edition of them."""
        try:
            with self._lock:
                self._sound(lambda: self._moved(request, sources))
        except Problems as found:
            return tuple(each for each in found.problems if each.level == "error")
        return ()

    def _moved(self, request: BuildRequest, sources: Sources) -> SiteGraph:
        """The graph, moved on. It is usable after an error, but in the state of no edition."""
        self._at = None
        self._at = resettled(self._opened(request), request, sources)
        return self._at

    def _ask(self, site: SiteGraph, do: Callable[[SiteGraph], Asked]) -> Asked:
        """Ask something of the graph in the state that it had for an edition."""
        with self._lock:
            return self._sound(lambda: do(self._returned(site)))

    def _returned(self, site: SiteGraph) -> SiteGraph:
        if self._at is not site:
            self._at = None
            site.graph = self._opened(site.request)
            returned(site)
            self._at = site
        return site

    def _sound(self, do: Callable[[], Asked]) -> Asked:
        """Do something; once more without the store, where that turns out to be of no use (see ``with_store``)."""
        try:
            return do()
        except (Problems, OSError, MemoryError):
            raise
        except Exception:
            if not self._stored:
                raise
        self._runtime.notify(UNUSABLE)
        self._graph, self._at, self._stored = None, None, False
        return do()

    def _opened(self, request: BuildRequest) -> Graph:
        """The graph, begun from the store, which stays as it is: what the preview shows is not what is published."""
        if self._graph is None:
            store = opened(request.site, scan.program(), self._runtime.notify) if self._stored else None
            load = lambda unread: self._texts.load(request.site, unread)  # noqa: E731
            self._graph = graph_of(request, self._runtime, store, load)
        return self._graph


def _serves(last: Edition, request: BuildRequest) -> bool:
    """Whether the last edition is right for an order, if no file has changed."""
    before, until = last.site.request, last.until
    timely = before.as_of <= request.as_of and (until is None or request.as_of < until)
    return timely and replace(before, as_of=request.as_of) == request


def _while_alone(runtime: Runtime) -> Runtime:
    """A runtime until this process has other threads. Then other processes would start too slowly to be of help, and
    so little is done at a time that there is no progress to show.
    """

    def mapped(*given: Any) -> Iterable[Any]:
        return (runtime.map if threading.active_count() == 1 else map)(*given)

    def shown(stage: str, things: Iterable[Any], total: int) -> Iterator[Any]:
        return runtime.progress(stage, things, total) if threading.active_count() == 1 else iter(things)

    return replace(runtime, map=mapped, progress=shown)
