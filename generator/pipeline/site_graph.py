"""The graph of a site: its inputs, as read from disk, and everything computed from them.   [disk]"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, partial

from msgspec.structs import replace

from generator.engine.graph import Graph, Settled
from generator.engine.records import BrokenStoreError
from generator.engine.runtime import Runtime
from generator.engine.store import Store
from generator.model.fingerprint import of_bytes
from generator.model.output import DeferredOutput, Made, Output, Rendered, SocialCard
from generator.model.problems import Problem, settle
from generator.model.settings import Settings
from generator.model.story import Story
from generator.pipeline import layout_code, search_bundles
from generator.pipeline.draft_problems import lenient
from generator.pipeline.file_types import suffix_fits
from generator.pipeline.graph_inputs import set_inputs, withheld_by_others
from generator.pipeline.plan import FILES_OF, OUTPUTS, PLAN, WHOLE
from generator.pipeline.problem_lines import with_lines
from generator.pipeline.queries import definitions
from generator.pipeline.request import BuildRequest
from generator.pipeline.sources import Sources
from generator.reading import inputs
from generator.reading.queries import READ, TERMS, Load
from generator.site import url_history
from generator.site.files import PUBLISHED
from generator.site.index import INSTANTS, PUBLIC, at
from generator.site.places import places
from generator.theme.queries import FRAME, ThemeSources, sources_with

LARGE = 2000
"""With at least this many stories, a build without a store keeps no values of pages. They would take about a fifth of
the memory of all values; computing them again when they are rendered takes about a twentieth of the build's time.
"""

_PAGES = (Rendered, Story)


@dataclass
class SiteGraph:
    """The graph of one site, settled for the files on disk and for one edition.

    ``held`` holds the folders whose stories another program withholds.
    """

    request: BuildRequest
    sources: Sources
    held: tuple[str, ...]
    graph: Graph
    settled: Settled
    problems: tuple[Problem, ...]

    @cached_property
    def plan(self) -> Mapping[str, str]:
        """The module that makes each file of the site, by path."""
        return {path: name for name in self.graph.keys(PLAN) for path in self.graph(PLAN, name)}

    @property
    def claimants(self) -> dict[str, str]:
        """The source of each file of the site, by path (see ``Output``)."""
        sources = _SourcesOfFiles(self.graph)
        return {path: sources.of(module, path) for path, module in sorted(self.plan.items())}

    @property
    def keys(self) -> dict[str, str]:
        """The key of each file of the site, by path: equal keys mean equal bytes."""
        found: dict[str, str] = {}
        for name in self.graph.keys(PLAN):
            prints = self.graph.fingerprints(OUTPUTS[name])
            found |= {path: self.key(prints[path]) for path in self.graph(PLAN, name)}
        return dict(sorted(found.items()))

    def key(self, fingerprint: bytes) -> str:
        """The key of a file, given the fingerprint of its output."""
        return of_bytes(self.sources.program.encode() + fingerprint)

    def outputs(self, paths: Sequence[str]) -> list[Output | DeferredOutput]:
        """The outputs for these paths, with everything that their layouts receive, unless it is not in memory."""
        if not self.graph.passing:
            return [*map(self.output, paths)]
        held = {name: self.graph.known(OUTPUTS[name]) for name in self.graph.keys(PLAN)}
        return [self.output(path) if path in held[self.plan[path]] else DeferredOutput(path) for path in paths]

    @property
    def layouts(self) -> Iterable[str]:
        """The layouts of pages that are not in memory."""
        return self.graph.fingerprints(FRAME) if self.graph.passing else ()

    def output(self, path: str) -> Output:
        """The output for a path, with everything that its layout receives.

        The source of a rendered page is left empty: only other files need it, and finding it is slow.
        """
        made = self.made(path)
        if self.graph.restored and not suffix_fits(path, made):
            raise BrokenStoreError(f"{path} is the wrong name for its contents")
        if isinstance(made, Rendered | SocialCard):
            made = replace(made, context={**self.graph(FRAME, made.layout).values(), **made.context})
        return Output(path, made, "" if isinstance(made, Rendered) else self.source(path))

    def made(self, path: str) -> Made:
        """How a file is made, without the frame that its layout also receives (see ``output``)."""
        made: Made = self.graph(OUTPUTS[self.plan[path]], path)
        return made

    def fingerprint(self, path: str) -> bytes:
        """The fingerprint of how a file is made."""
        return self.graph.fingerprint(OUTPUTS[self.plan[path]], path)

    def source(self, path: str) -> str:
        """The source of a file: the path of its story, or a description of the file."""
        return self._sources_of_files.of(self.plan[path], path)

    @cached_property
    def _sources_of_files(self) -> _SourcesOfFiles:
        return _SourcesOfFiles(self.graph)

    @property
    def theme(self) -> ThemeSources:
        """The sources of the theme."""
        return theme_sources(self.sources, self.request.settings)

    @property
    def until(self) -> datetime | None:
        """The next instant at which the site changes by itself; None if there is none. With drafts, it is at the latest
        the next midnight, since undated stories get the edition's date.
        """
        as_of, instants = self.request.as_of, self.graph(INSTANTS)
        place = bisect_right(instants, as_of.timestamp())
        later = [at(each, as_of.tzinfo) for each in instants[place : place + 1]]
        midnight = as_of.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
        return min([*later, *([midnight] if self.request.drafts else [])], default=None)

    @property
    def instants(self) -> tuple[float, ...]:
        """All instants at which the site changes by itself, in seconds since 1970, in order."""
        found: tuple[float, ...] = self.graph(INSTANTS)
        return found

    @property
    def stories(self) -> int:
        """The number of public stories."""
        return len(self.graph(PUBLIC).stories)

    def pictures(self) -> Iterator[object]:
        """Yield how each published file of content/ is made."""
        return (self.graph(PUBLISHED, path).how for path in self.graph.keys(PUBLISHED))

    @property
    def places(self) -> Mapping[str, str]:
        """The place of each public story and page, by its path."""
        return places(self.graph)


def theme_sources(sources: Sources, settings: Settings) -> ThemeSources:
    """The sources of the theme of a site."""
    layouts = sources.layouts
    return sources_with(layouts.built_in, layouts.own, layouts.catalogues, settings)


class _SourcesOfFiles:
    """The sources of the site's files, looked up one module at a time as needed."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._known: dict[str, dict[str, str]] = {}

    def of(self, module: str, path: str) -> str:
        """The source of a module's file at a path."""
        if module not in self._known:
            files = self._graph(FILES_OF[module])
            self._known[module] = {file.path: file.source for file in reversed(files)}
        return self._known[module][path]


def settled(request: BuildRequest, runtime: Runtime, sources: Sources, store: Store | None = None) -> SiteGraph:
    """Load the graph of a site and bring it up to date.

    :raises Problems: with everything that is wrong.
    """
    return _sound(all_settled(request, runtime, sources, store))


def all_settled(request: BuildRequest, runtime: Runtime, sources: Sources, store: Store | None = None) -> SiteGraph:
    """Load the graph of a site and bring it up to date as far as possible; its problems may be errors."""
    layout_code.load(theme_sources(sources, request.settings), sources.program)
    large = store is not None and store.empty and len(sources.contents.copy) >= LARGE
    return all_resettled(graph_of(request, runtime, store, passing=_PAGES if large else ()), request, sources)


def graph_of(
    request: BuildRequest,
    runtime: Runtime,
    store: Store | None = None,
    load: Load | None = None,
    passing: tuple[type, ...] = (),
) -> Graph:
    """The graph of a site as stored. ``load`` reads the bytes of copy, by default from the site's folder.

    For ``passing``, see ``Graph``.
    """
    return Graph(definitions(request.site, request.settings, runtime, load), store, runtime, Problem, passing)


def resettled(graph: Graph, request: BuildRequest, sources: Sources) -> SiteGraph:
    """Bring a graph up to date with the files on disk.

    :raises Problems: with everything that is wrong.
    """
    return _sound(all_resettled(graph, request, sources))


def _sound(site: SiteGraph) -> SiteGraph:
    settle(site.problems)
    return site


def all_resettled(graph: Graph, request: BuildRequest, sources: Sources) -> SiteGraph:
    """Bring a graph up to date with the files on disk as far as possible; its problems may be errors."""
    held, of_others = withheld_by_others(request, sources)
    set_inputs(graph, request, sources, held)
    outcome, sources = _read_whole(graph, sources, graph.settle((WHOLE, "")))
    found = [*_of_sources(request, sources), *of_others, *graph.problems()]
    if any(each.path == "content" and each.level == "error" for each in found):  # so every address seems to be missing
        found = [each for each in found if each.path != url_history.FILE]
    milder = partial(lenient, graph, request.settings)
    problems = tuple(sorted({*with_lines(milder(found), request.site, sources.contents.copy)}))
    if any(each.level == "error" for each in problems):
        _refuse_stored_errors(graph, milder)
    return SiteGraph(request, sources, held, graph, outcome, problems)


def _refuse_stored_errors(graph: Graph, milder: Callable[[Collection[Problem]], Collection[Problem]]) -> None:
    """Refuse a store that contains errors: only builds without errors save it, so another program wrote them.

    :raises BrokenStoreError: if there is one.
    """
    if graph.restored and any(each.level == "error" for each in milder([*graph.stored_problems()])):
        raise BrokenStoreError("there are errors in the store")


def _of_sources(request: BuildRequest, sources: Sources) -> Iterator[Problem]:
    """The problems with files that were scanned. In adopted copy, files that cannot be read are left out."""
    kept = {*(each.path for each in sources.contents.copy), *sources.contents.files}
    for each in sources.problems:
        left_out = request.settings.adopt and each.path.startswith("content/") and each.path not in kept
        yield replace(each, level="warning", outcome="dropped") if left_out else each


def _read_whole(graph: Graph, sources: Sources, outcome: Settled) -> tuple[Settled, Sources]:
    """Settle a graph again if files were saved after they were scanned but before they were read."""
    there = {each.path for each in sources.contents.copy}
    read = {path: graph(READ, path) for name, path in outcome.changed if name == READ.name and path in there}
    saved = {path: parts.digest for path, parts in read.items() if parts.digest != parts.expected}
    if not saved:
        graph.forget(READ)  # its parts are now separate values
        graph.forget(TERMS)  # the terms are now in the index of related stories
        return outcome, sources
    sources = sources.settle(saved)
    graph.replace(inputs.COPY, {each.path: each for each in sources.contents.copy})
    again = graph.settle((WHOLE, ""))
    return _read_whole(graph, sources, Settled(outcome.ran + again.ran, outcome.changed | again.changed))


def revert(site: SiteGraph) -> None:
    """Return the graph of a site to an earlier state that had no errors.

    The graph must load the bytes that copy had at that time.
    """
    set_inputs(site.graph, site.request, site.sources, site.held)
    site.graph.settle((WHOLE, ""))


def with_intact_bundles(site: SiteGraph, paths: Iterable[str]) -> SiteGraph:
    """The graph of a site, after rebuilding every damaged search index bundle that one of ``paths`` is copied from.

    :raises Problems: with everything that is wrong, if a bundle cannot be rebuilt.
    """
    request, graph = site.request, site.graph
    if not request.settings.searchable:
        return site
    of_search = {*graph(PLAN, "search_index")}.intersection(paths)
    if search_bundles.replace_damaged(graph, request.site, request.settings, of_search, site.settled.changed):
        return resettled(graph, request, site.sources)
    return site
