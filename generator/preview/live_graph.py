"""The site's graph, kept in memory while the preview runs.   [disk]

There is one graph for all editions. After a change it moves on to the current files; if they contain an error, the
preview keeps showing the previous edition. To render more of that edition, the graph goes back to it: the preview keeps
the edition's sources and the bytes of its stories, and the graph handles them like any other sources.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from generator.engine.graph import Graph
from generator.engine.runtime import Runtime
from generator.model.fingerprint import of_bytes
from generator.model.problems import Problem, Problems
from generator.pipeline.request import BuildRequest
from generator.pipeline.site_graph import SiteGraph, graph_of, resettled, revert
from generator.pipeline.sources import Sources, gather, reread
from generator.pipeline.store import UNUSABLE, may_be_of_store, opened
from generator.preview.edition import Edition
from generator.reading import program_digest, scan
from generator.reading.inputs import ContentFile
from generator.reading.loading import load_file
from generator.reading.queries import LoadedFile, UnreadFile
from generator.site.block_files import SHOWN_DATA

Asked = TypeVar("Asked")


class Texts(msgspec.Struct):
    """The bytes of all stories and data files of an edition, by digest, since the files may have changed or be gone.

    ``known`` are those of the requested edition; ``read`` are those read while the graph moved on to the next one.
    """

    known: Mapping[str, bytes] = {}
    read: dict[str, bytes] = {}

    def load(self, site: Path, unread: UnreadFile) -> LoadedFile:
        """Return the bytes that a file had when it was scanned, or its current bytes if those are not known."""
        data = self.known.get(unread.copy.digest)
        if data:
            return LoadedFile(unread, data, ())
        loaded = load_file(site, unread)
        self.read[of_bytes(loaded.data)] = loaded.data
        return loaded

    def of(self, site: Path, copy: Iterable[ContentFile]) -> Mapping[str, bytes]:
        """Return the bytes of these files as they were scanned, without reading a file twice."""
        found: dict[str, bytes] = {}
        for each in copy:
            data = self.known.get(each.digest) or self.read.get(each.digest) or scan.bytes_of(site, each)
            if each.digest in self.known or each.digest in self.read or of_bytes(data) == each.digest:
                found[each.digest] = data
        self.read.clear()
        return found


class LiveGraph:
    """Makes editions; ``last`` is the last good one. Safe to use from several threads."""

    def __init__(self, runtime: Runtime) -> None:
        self.last: Edition | None = None
        self._runtime = _while_single_threaded(runtime)
        self._lock = threading.RLock()
        self._texts = Texts()
        self._graph: Graph | None = None
        self._stored = True  # whether the graph starts from the store
        self._at: SiteGraph | None = None  # the state that the graph is in
        self._found: tuple[Sources, Path | None] | None = None

    def sources(self, request: BuildRequest, changed: Collection[Path] = ()) -> Sources:
        """Return the current sources. ``changed`` are all files changed since the last call; empty means unknown.

        :raises Problems: if there are links in the store.
        """
        last = self._found[0] if self._found and self._found[1] == request.content else None
        now = reread(last, request.site, changed) if last and changed else None
        now = now or gather(request.site, self._runtime.notify, request.content, last)
        self._found = now, request.content
        return now

    def edition(self, request: BuildRequest, sources: Sources) -> Edition:
        """Return the edition of the site for these sources.

        :raises Problems: with everything that is wrong; ``last`` then stays as it is.
        """
        if self.last and sources.matches(self.last.site.sources) and _still_correct(self.last, request):
            return self.last
        with self._lock:
            site = self._with_fallback(lambda: self._moved(request, sources))
            self._texts.known = self._texts.of(request.site, (*sources.contents.copy, *_shown_data(site)))
            self.last = Edition.of(site, partial(self._ask, self._texts.known), self.last)
            return self.last

    def errors(self, request: BuildRequest, sources: Sources) -> tuple[Problem, ...]:
        """Return the errors in these sources, without making an edition."""
        try:
            with self._lock:
                self._with_fallback(lambda: self._moved(request, sources))
        except Problems as found:
            return tuple(each for each in found.problems if each.level == "error")
        return ()

    def restart(self) -> None:
        """Forget everything but the last edition, after an error that leaves the graph in an unknown state."""
        with self._lock:
            self._graph, self._at, self._found = None, None, None

    def _moved(self, request: BuildRequest, sources: Sources) -> SiteGraph:
        """Move the graph on to these sources. After an error it stays usable, but does not match any edition."""
        self._at = None
        self._texts.read.clear()
        self._at = resettled(self._opened(request), request, sources)
        return self._at

    def _ask(self, texts: Mapping[str, bytes], site: SiteGraph, do: Callable[[SiteGraph], Asked]) -> Asked:
        """Ask the graph for something in the state that it had for an edition, which had these ``texts``."""
        with self._lock:
            self._texts.known = texts
            return self._with_fallback(lambda: do(self._returned(site)))

    def _returned(self, site: SiteGraph) -> SiteGraph:
        if self._at is not site:
            self._at = None
            site.graph = self._opened(site.request)
            revert(site)
            self._at = site
        return site

    def _with_fallback(self, do: Callable[[], Asked]) -> Asked:
        """Call ``do``; if the store turns out to be unusable, call it again without the store (see ``with_store``)."""
        try:
            return do()
        except Exception as error:
            if not self._stored or not may_be_of_store(error):
                raise
        self._runtime.notify(UNUSABLE)
        self._graph, self._at, self._stored = None, None, False
        return do()

    def _opened(self, request: BuildRequest) -> Graph:
        """Return the graph, started from the store. The preview does not save to the store: it publishes nothing."""
        if self._graph is None:
            store = opened(request.site, program_digest.program(), self._runtime.notify) if self._stored else None
            load = lambda unread: self._texts.load(request.site, unread)  # noqa: E731
            self._graph = graph_of(request, self._runtime, store, load)
        return self._graph


def _shown_data(site: SiteGraph) -> Iterator[ContentFile]:
    """Yield the data files that stories show."""
    files = site.sources.contents.files
    for path in site.graph(SHOWN_DATA):
        if path in files:
            yield ContentFile(path, files[path].file, files[path].digest)


def _still_correct(last: Edition, request: BuildRequest) -> bool:
    """Whether the last edition is still correct for a request, if no file has changed."""
    before, until = last.site.request, last.until
    timely = before.as_of <= request.as_of and (until is None or request.as_of < until)
    return timely and replace(before, as_of=request.as_of) == request


def _while_single_threaded(runtime: Runtime) -> Runtime:
    """Return a runtime that uses workers and shows progress only while this process has a single thread.

    Later, starting worker processes would take longer than it saves, and each update does so little that there is no
    progress to show.
    """

    def mapped(*given: Any) -> Iterable[Any]:
        return (runtime.map if threading.active_count() == 1 else map)(*given)

    def shown(stage: str, things: Iterable[Any], total: int) -> Iterator[Any]:
        return runtime.progress(stage, things, total) if threading.active_count() == 1 else iter(things)

    return replace(runtime, map=mapped, progress=shown)
