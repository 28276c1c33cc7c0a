"""Checks for mistakes that a copy desk would catch. Each check is a module, found automatically.   [disk]

A check is a function ``found(site)`` that yields problems. The module's docstring explains the check to editors; the
module's name, with dashes, is its name in site.toml and ``broadsheet check --explain``. A problem means that something
is probably wrong. It is a warning unless the check or the setting ``[checks]`` says otherwise.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import cast

import msgspec
from msgspec.structs import replace

from generator.engine.runtime import SERIAL, Runtime
from generator.engine.store import Store
from generator.model.manuscript import Manuscript
from generator.model.output import Layout
from generator.model.problems import Finding, Level, Problem
from generator.pipeline.hidden_counts import not_shown
from generator.pipeline.problem_lines import with_lines
from generator.pipeline.request import BuildRequest, NotShown
from generator.pipeline.samples import with_faults
from generator.pipeline.site_graph import all_settled
from generator.pipeline.sources import gather
from generator.pipeline.store import with_store
from generator.reading import scan
from generator.reading.inputs import ContentFile
from generator.reading.queries import manuscript
from generator.site.files import PUBLISHED, PublishedFile
from generator.site.index import INDEX
from generator.site.share_pictures import SHARED_SINCE


class CheckedSite(msgspec.Struct, frozen=True):
    """The site as checks see it: everything that a build knows, and the output folder, if there is one.

    ``manuscripts`` are all stories and pages that can be read, public or not, in the order of their paths.
    ``claimants`` maps the path of each file of the site to its source; ``published`` has the files made from files in
    content/. ``problems`` are those of the build. ``external`` allows requests to other sites. ``stories`` are the
    public ones, and ``not_shown`` counts the others. ``layouts`` are the site's own. Stories from before
    ``shared_since`` have no share pictures.
    """

    request: BuildRequest
    copy: Mapping[str, ContentFile]
    manuscripts: tuple[Manuscript, ...]
    claimants: Mapping[str, str]
    published: Mapping[str, PublishedFile]
    problems: tuple[Problem, ...]
    output: Path
    external: bool = False
    stories: int = 0
    not_shown: NotShown = NotShown()
    layouts: tuple[Layout, ...] = ()
    shared_since: datetime = datetime.min.replace(tzinfo=UTC)

    def lines(self, path: str) -> list[str]:
        """Return the lines of a file in content/, as written, by its path."""
        return scan.bytes_of(self.request.site, self.copy[path]).decode("utf-8-sig", "replace").splitlines()

    def at(self, manuscript: Manuscript, field: str, message: str, fix: str, part: str = "") -> Problem:
        """Return a warning about a field of a manuscript, at the line of the field.

        If a story does not have the field, the warning is about the whole file. ``field`` has the name in
        ``Manuscript``; ``part`` is what to point to: the column is that of its last occurrence on the line, if any.
        """
        line = manuscript.lines.get(field, 0)
        column = self.lines(manuscript.path)[line - 1].rfind(part) + 1 if line and part else 0
        return Problem(manuscript.path, line, column, message, fix, level="warning")


def site_to_check(
    request: BuildRequest, output: Path, external: bool = False, runtime: Runtime = SERIAL
) -> CheckedSite:
    """Return the site as a build of ``request`` would make it, for the checks, without files that cannot be read."""
    sources = gather(request.site, runtime.notify, request.content)

    def do(store: Store) -> CheckedSite:
        site = all_settled(request, runtime, sources, store)
        graph = site.graph
        manuscripts = tuple(manuscript(graph, each.path) for each in graph(INDEX) if not each.unfinished)
        published = {path: graph(PUBLISHED, path) for path in graph.keys(PUBLISHED)}
        copy = {each.path: each for each in sources.contents.copy}
        hidden = not_shown(graph, site.problems)
        problems = with_faults(site)
        seen = (request, copy, manuscripts, site.claimants, published, problems)
        return CheckedSite(*seen, output, external, site.stories, hidden, sources.layouts.own, graph(SHARED_SINCE))

    return with_store(request.site, sources.program, do, runtime.notify)


def names() -> list[str]:
    """Return the names of all checks."""
    return sorted(_modules())


def not_run(site: CheckedSite) -> frozenset[str]:
    """Return the names of checks that did not run on a site: they are off, or the files that they check are missing."""
    off = {name for name, level in site.request.settings.checks.items() if level == "off"}
    of_output = (
        set[str]() if site.output.is_dir() else {"foreign-files", "page-weight", "pages-artifact", "third-parties"}
    )
    return frozenset(off | of_output | (set() if site.external else {"external"}))


def explained(name: str) -> str:
    """Return what a check looks for and why, for editors.

    :raises KeyError: if there is no such check.
    """
    return (_modules()[name].__doc__ or "").strip()


def findings(site: CheckedSite, levels: Mapping[str, str]) -> list[Finding]:
    """Return everything the checks find, errors first. ``levels`` maps a check to ``off``, ``warning`` or ``error``."""
    found = [each for name, module in _modules().items() for each in _of(name, module, site, levels.get(name, ""))]
    return sorted(found, key=lambda each: (each.problem.level != "error", each.problem, each.check))


def _of(name: str, module: ModuleType, site: CheckedSite, level: str) -> Iterator[Finding]:
    if level == "off":
        return
    check = cast("Callable[[CheckedSite], Iterable[Problem]]", module.found)
    for problem in with_lines(check(site), site.request.site, site.copy.values()):
        yield Finding(name, replace(problem, level=cast("Level", level)) if level else problem)


def _modules() -> dict[str, ModuleType]:
    return {
        found.name.replace("_", "-"): import_module(f"{__name__}.{found.name}")
        for found in sorted(pkgutil.iter_modules(__path__), key=lambda each: each.name)
    }
