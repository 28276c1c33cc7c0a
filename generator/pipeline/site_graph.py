"""The graph of a site: its inputs as they are on the disk, and everything that follows from them.   [disk]"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from generator.engine.graph import Graph, Settled
from generator.engine.runtime import SERIAL, Runtime
from generator.engine.store import Store
from generator.model.fingerprint import of_bytes
from generator.model.output import Output, Rendered, Shared
from generator.model.problems import Problem, Problems, settle
from generator.model.settings import Settings
from generator.pipeline import search_bundles
from generator.pipeline.plan import FILES_OF, OUTPUTS, PLAN, WHOLE
from generator.pipeline.queries import definitions
from generator.pipeline.request import Order
from generator.pipeline.sources import Sources, gather
from generator.reading import adopting, inputs, scan
from generator.site.files import PUBLISHED
from generator.site.index import PUBLIC
from generator.site.places import PLACE
from generator.theme.queries import FRAME, ThemeSources


@dataclass(slots=True)
class SiteGraph:
    """The graph of one site, settled for the files that are on the disk and for one edition."""

    order: Order
    sources: Sources
    graph: Graph
    settled: Settled
    problems: tuple[Problem, ...]

    @property
    def plan(self) -> Mapping[str, str]:
        """The module of every file that the site will have, by path."""
        return {path: name for name in self.graph.keys(PLAN) for path in self.graph(PLAN, name)}

    @property
    def claimants(self) -> dict[str, str]:
        """What wants every file that the site will have, by its path (see ``Output``)."""
        sources = _SourcesOfFiles(self.graph)
        return {path: sources.of(module, path) for path, module in sorted(self.plan.items())}

    @property
    def keys(self) -> dict[str, str]:
        """The key of every file that the site will have, by path: equal keys mean equal bytes."""
        found: dict[str, str] = {}
        for name in self.graph.keys(PLAN):
            prints = self.graph.fingerprints(OUTPUTS[name])
            found |= {path: self.key(prints[path]) for path in self.graph(PLAN, name)}
        return dict(sorted(found.items()))

    def key(self, fingerprint: bytes) -> str:
        """The key of a file, by the fingerprint of how it is made."""
        return of_bytes(self.sources.program.encode() + fingerprint)

    def outputs(self, paths: Iterable[str]) -> Iterator[Output]:
        """How some files are made, with everything that their layouts receive."""
        plan = self.plan
        sources = _SourcesOfFiles(self.graph)
        for path in paths:
            made = self.graph(OUTPUTS[plan[path]], path)
            if isinstance(made, Rendered | Shared):
                made = replace(made, context={**self.graph(FRAME, made.layout).values(), **made.context})
            yield Output(path, made, sources.of(plan[path], path))

    @property
    def theme(self) -> ThemeSources:
        """The sources of the theme."""
        layouts = self.sources.layouts
        return ThemeSources(layouts.built_in, layouts.own, layouts.catalogues, self.order.settings.language)

    @property
    def stories(self) -> int:
        """How many stories are public."""
        return len(self.graph(PUBLIC).stories)

    def pictures(self) -> Iterator[object]:
        """How each published file of content/ is made."""
        return (self.graph(PUBLISHED, path).how for path in self.graph.keys(PUBLISHED))

    @property
    def places(self) -> dict[str, str]:
        """Where each public story and page is, by its path."""
        return {path: self.graph(PLACE, path) for path in self.graph.keys(PLACE)}


class _SourcesOfFiles:
    """What wants each file of the site; looked up only for the modules that are asked about."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._known: dict[str, dict[str, str]] = {}

    def of(self, module: str, path: str) -> str:
        """What wants the file of a module at a path."""
        if module not in self._known:
            files = reversed(self._graph(FILES_OF[module]))
            self._known[module] = {file.path: file.source for file in files}
        return self._known[module][path]


def settled(order: Order, runtime: Runtime, sources: Sources, store: Store | None = None) -> SiteGraph:
    """The graph of a site, brought up to date.

    :raises Problems: with everything that is wrong.
    """
    return resettled(graph_of(order, runtime, store), order, sources)


def graph_of(order: Order, runtime: Runtime, store: Store | None = None) -> Graph:
    """The graph of a site as it was last stored, for ``feed`` to set its inputs."""
    return Graph(definitions(order.site, order.settings, runtime), store, runtime, Problem)


def errors_of(site: Path) -> tuple[Problem, ...]:
    """What is wrong in copy and layouts, for a site whose settings cannot be read: they are settled with stand-ins."""
    order = Order(site, Settings("The site", "https://site.invalid/"), datetime.max.replace(tzinfo=UTC))
    try:
        settled(order, SERIAL, gather(site))
    except Problems as found:
        return tuple(problem for problem in found.problems if problem.level == "error")
    return ()


def resettled(graph: Graph, order: Order, sources: Sources) -> SiteGraph:
    """A graph brought up to date with what is on the disk.

    :raises Problems: with everything that is wrong.
    """
    of_others = feed(graph, order, sources)
    outcome = graph.settle((WHOLE, ""))
    found = [*sources.problems, *of_others, *graph.problems()]
    problems = settle(with_lines(found, order.site, sources.contents.copy))
    return SiteGraph(order, sources, graph, outcome, problems)


def with_intact_bundles(site: SiteGraph, paths: Iterable[str]) -> SiteGraph:
    """The graph of a site, with every bundle of the search index made again that is damaged and that a file of
    ``paths`` is copied from.

    :raises Problems: with everything that is wrong, if one cannot be made again.
    """
    order, graph = site.order, site.graph
    if not order.settings.searchable:
        return site
    of_search = {*graph(PLAN, "search_index")}.intersection(paths)
    if search_bundles.replace_damaged(graph, order.site, order.settings, of_search, site.settled.changed):
        return resettled(graph, order, site.sources)
    return site


def _of_other_programs(order: Order, sources: Sources) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """The folders whose stories files of other programs withhold, and what is wrong with such files."""
    if not order.settings.adopt:
        return (), ()
    copy, files = sources.contents.copy, sources.contents.files
    folders, found = adopting.held_folders(order.site, copy)
    found += tuple(adopting.ignoring(order.site, order.content))
    return folders, (*found, *adopting.data_files(order.site, copy, files))


def feed(graph: Graph, order: Order, sources: Sources) -> tuple[Problem, ...]:
    """Set every input; what is wrong with files of other programs, where copy is adopted."""
    held, of_others = _of_other_programs(order, sources)
    contents, layouts = sources.contents, sources.layouts
    graph.set(inputs.SETTINGS, "", order.settings)
    graph.set(inputs.NOW, "", order.as_of)
    graph.set(inputs.DRAFTS, "", order.drafts)
    graph.set(inputs.STRICT, "", order.strict)
    graph.set(inputs.HELD_FOLDERS, "", held)
    graph.set(inputs.PATHS, "", tuple(sorted(each.path for each in contents.copy)))
    graph.replace(inputs.COPY, {each.path: each for each in contents.copy})
    graph.set(inputs.FILE_PATHS, "", tuple(sorted(contents.files)))
    graph.replace(inputs.FILES, contents.files)
    graph.set(inputs.URL_HISTORY, "", sources.history)
    graph.replace(inputs.LAYOUTS, {"built-in": layouts.built_in, "own": layouts.own})
    graph.set(inputs.CATALOGS, "", layouts.catalogues)
    graph.replace(inputs.ASSETS, {"": layouts.assets})
    if order.settings.searchable:
        search_bundles.replace_missing(graph, order.site)
    return of_others


def with_lines(problems: Iterable[Problem], site: Path, copy: Iterable[scan.Copy]) -> Iterator[Problem]:
    """Problems with the line of the file that each is about, where whoever found it did not have the text."""
    by_path = {each.path: each for each in copy}
    for problem in problems:
        if problem.source or not problem.line or problem.path not in by_path:
            yield problem
            continue
        lines = scan.bytes_of(site, by_path[problem.path]).decode("utf-8-sig", "replace").splitlines()
        yield replace(problem, source=lines[problem.line - 1]) if problem.line <= len(lines) else problem
