"""The graph of a site: its inputs as they are on the disk, and everything that follows from them.   [disk]"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.engine.graph import Graph, Settled
from generator.engine.runtime import Runtime
from generator.engine.store import Store
from generator.model.fingerprint import of_bytes
from generator.model.output import Output, Rendered, Shared
from generator.model.problems import Problem, settle
from generator.pipeline.plan import FILES_OF, OUTPUTS, PLAN, WHOLE
from generator.pipeline.queries import definitions
from generator.pipeline.request import Order
from generator.pipeline.sources import Sources
from generator.reading import adopting, inputs, scan
from generator.search import index as search
from generator.search import pagefind
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
    def keys(self) -> dict[str, str]:
        """The key of every file that the site will have, by path: equal keys mean equal bytes."""
        found: dict[str, str] = {}
        for name in self.graph.keys(PLAN):
            prints = self.graph.fingerprints(OUTPUTS[name])
            found |= {path: self._key(prints[path]) for path in self.graph(PLAN, name)}
        return dict(sorted(found.items()))

    def _key(self, fingerprint: bytes) -> str:
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
    def bundles(self) -> Collection[search.Bundle]:
        """The bundles of the search index."""
        return self.graph.known(search.BUNDLE).values()

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
    graph = Graph(definitions(order.site, order.settings, runtime), store, runtime, Problem)
    return resettled(graph, order, sources)


def resettled(graph: Graph, order: Order, sources: Sources) -> SiteGraph:
    """A graph brought up to date with what is on the disk.

    :raises Problems: with everything that is wrong.
    """
    held, of_others = _of_other_programs(order, sources)
    if order.settings.searchable:
        _lose(graph, [place for place, bundle in _bundles(graph) if not pagefind.is_there(order.site, bundle)])
    _feed(graph, order, sources, held)
    outcome = graph.settle((WHOLE, ""))
    found = [*sources.problems, *of_others, *graph.problems()]
    problems = settle(with_lines(found, order.site, sources.contents.copy))
    return SiteGraph(order, sources, graph, outcome, problems)


def with_intact_bundles(site: SiteGraph, paths: Iterable[str]) -> SiteGraph:
    """The graph of a site once every bundle of the search index that some files are copied from is what it was.

    One that is damaged is made again; one that has just been made is not looked at.

    :raises Problems: with everything that is wrong, if one cannot be made again.
    """
    order, plan = site.order, site.plan
    needed = {search.place_of(path) for path in paths if plan[path] == "search_index"}
    needed -= {place for name, place in site.settled.changed if name == search.BUNDLE.name}
    language = search.language_of(order.settings)
    kept = [(place, bundle) for place, bundle in _bundles(site.graph) if place in needed]
    damaged = [place for place, bundle in kept if not pagefind.is_intact(order.site, bundle, language)]
    _lose(site.graph, damaged)
    return resettled(site.graph, order, site.sources) if damaged else site


def _bundles(graph: Graph) -> Iterable[tuple[str, search.Bundle]]:
    """The bundle of each year, by its place, as it last was."""
    return graph.known(search.BUNDLE).items()


def _lose(graph: Graph, places: Iterable[str]) -> None:
    """Have the bundles of some years made again."""
    for place in places:
        times = graph.known(search.LOST_BUNDLES).get(place, 0)
        graph.set(search.LOST_BUNDLES, place, times + 1)


def _of_other_programs(order: Order, sources: Sources) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """The folders whose stories files of other programs withhold, and what is wrong with such files."""
    if not order.settings.adopt:
        return (), ()
    copy, files = sources.contents.copy, sources.contents.files
    folders, found = adopting.held_folders(order.site, copy)
    found += tuple(adopting.ignoring(order.site, order.content))
    return folders, (*found, *adopting.data_files(order.site, copy, files))


def _feed(graph: Graph, order: Order, sources: Sources, held: tuple[str, ...]) -> None:
    """Set every input."""
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


def with_lines(problems: Iterable[Problem], site: Path, copy: Iterable[scan.Copy]) -> Iterator[Problem]:
    """Problems with the line of the file that each is about, where whoever found it did not have the text."""
    by_path = {each.path: each for each in copy}
    for problem in problems:
        if problem.source or not problem.line or problem.path not in by_path:
            yield problem
            continue
        lines = scan.bytes_of(site, by_path[problem.path]).decode("utf-8-sig", "replace").splitlines()
        yield replace(problem, source=lines[problem.line - 1]) if problem.line <= len(lines) else problem
