"""The index of a site, for commands that need to know its stories but do not make its pages.   [disk]"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from generator.engine.graph import Graph
from generator.engine.runtime import SERIAL, Runtime
from generator.engine.store import Store
from generator.model.problems import Problem
from generator.pipeline.graph_inputs import set_inputs, withheld_by_others
from generator.pipeline.request import BuildRequest
from generator.pipeline.site_graph import graph_of
from generator.pipeline.sources import gather
from generator.pipeline.store import with_store
from generator.reading.inputs import PATHS
from generator.site.index import INDEX

Found = TypeVar("Found")


def with_index(
    request: BuildRequest, do: Callable[[Graph, tuple[Problem, ...]], Found], runtime: Runtime = SERIAL
) -> Found:
    """Call ``do`` with the graph of a site, in which only the index is up to date, and return its result.

    ``do`` also receives the errors in files that cannot be read, which are not in the index. No other problem affects
    the index.
    """
    sources = gather(request.site, runtime.notify, request.content)

    def within(store: Store) -> Found:
        graph = graph_of(request, runtime, store)
        held, _ = withheld_by_others(request, sources)  # the problems are only warnings
        set_inputs(graph, request, sources, held)
        graph.settle((INDEX, ""))
        unread = {*graph(PATHS)} - {each.path for each in graph(INDEX)}
        errors = {each for each in graph.problems() if each.path in unread and each.level == "error"}
        return do(graph, tuple(sorted(errors)))

    return with_store(request.site, sources.program, within, runtime.notify)
