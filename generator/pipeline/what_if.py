"""Finds the errors that a site would have with different contents of one file. The site is not changed.   [disk]"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from generator.engine.runtime import SERIAL, Runtime
from generator.engine.store import Store
from generator.model.fingerprint import of_bytes
from generator.model.problems import Problem
from generator.pipeline import layout_code
from generator.pipeline.request import BuildRequest
from generator.pipeline.site_graph import all_resettled, graph_of, theme_sources
from generator.pipeline.sources import gather
from generator.pipeline.store import with_store
from generator.reading.loading import load_file
from generator.reading.queries import LoadedFile, UnreadFile


def new_errors(request: BuildRequest, path: str, data: bytes, runtime: Runtime = SERIAL) -> tuple[Problem, ...]:
    """Return the errors that a site does not have now and would have with ``data`` in the file at ``path``.

    They may be about other files: two files can claim one address.
    """
    sources = gather(request.site, runtime.notify, request.content)
    tried: dict[str, bytes] = {}

    def load(unread: UnreadFile) -> LoadedFile:
        found = tried.get(unread.path)
        return load_file(request.site, unread) if found is None else LoadedFile(unread, found, ())

    def within(store: Store) -> tuple[Problem, ...]:
        tried.clear()
        layout_code.load(theme_sources(sources, request.settings), sources.program)
        graph = graph_of(request, runtime, store, load)
        before = all_resettled(graph, request, sources).problems
        tried[path] = data
        after = all_resettled(graph, request, sources.settle({path: of_bytes(data)})).problems
        return tuple(_added(before, after))

    return with_store(request.site, sources.program, within, runtime.notify)


def _added(before: Iterable[Problem], after: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the new errors, ignoring lines and columns, which may have changed."""
    known = Counter((each.path, each.message) for each in before if each.level == "error")
    for each in (each for each in after if each.level == "error"):
        key = each.path, each.message
        if not known[key]:  # a warning before does not count: the file may have been a draft
            yield each
        known[key] -= 1
