"""Checks: what a copy desk would catch before readers see it. One module a check, found by itself.   [disk]

A check is a function ``found(site)`` that yields problems; its module's docstring explains it to editors, and its name,
with dashes, is what site.toml and ``broadsheet check --explain`` call it. A problem says that something is likely
wrong: a warning, unless the check says otherwise or the setting ``[checks]`` does.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import cast

from generator.engine.runtime import SERIAL, Runtime
from generator.engine.store import Store
from generator.model.problems import Level, Problem
from generator.model.story import Manuscript
from generator.pipeline.request import BuildRequest
from generator.pipeline.site_graph import settled, with_lines
from generator.pipeline.sources import gather
from generator.pipeline.store import with_store
from generator.reading import scan
from generator.reading.inputs import Copy
from generator.reading.queries import manuscript
from generator.site.files import PUBLISHED, Placed
from generator.site.index import INDEX


@dataclass(frozen=True, slots=True)
class CheckedSite:
    """All that a check may look at: what a build knows, and the folder that it wrote, where there is one.

    ``manuscripts`` are all copy that can be read, public or not, in the order of their paths. ``claimants`` say what
    wants each file of the site, by its path; ``published`` has those of them that are made from files of content/.
    ``warnings`` are those of a build. ``external``: other sites may be asked.
    """

    request: BuildRequest
    copy: Mapping[str, Copy]
    manuscripts: tuple[Manuscript, ...]
    claimants: Mapping[str, str]
    published: Mapping[str, Placed]
    warnings: tuple[Problem, ...]
    output: Path
    external: bool = False

    def lines(self, path: str) -> list[str]:
        """The lines of a file of copy, as it was written."""
        return scan.bytes_of(self.request.site, self.copy[path]).decode("utf-8-sig", "replace").splitlines()

    def at(self, manuscript: Manuscript, field: str, message: str, fix: str) -> Problem:
        """A warning about a field of a file."""
        return Problem(manuscript.path, manuscript.lines.get(field, 0), 0, message, fix, level="warning")


def site_to_check(
    request: BuildRequest, output: Path, external: bool = False, runtime: Runtime = SERIAL
) -> CheckedSite:
    """The site as a build would make it now, for checks to look at.

    :raises Problems: with everything that is wrong, if a build would not be made.
    """
    sources = gather(request.site, runtime.notify, request.content)

    def do(store: Store) -> CheckedSite:
        site = settled(request, runtime, sources, store)
        graph = site.graph
        manuscripts = tuple(manuscript(graph, each.path) for each in graph(INDEX))
        published = {path: graph(PUBLISHED, path) for path in graph.keys(PUBLISHED)}
        copy = {each.path: each for each in sources.contents.copy}
        return CheckedSite(request, copy, manuscripts, site.claimants, published, site.problems, output, external)

    return with_store(request.site, sources.program, do, runtime.notify)


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem, and the check that found it."""

    check: str
    problem: Problem


def names() -> list[str]:
    """The names of all checks."""
    return sorted(_modules())


def explained(name: str) -> str:
    """What a check looks for and why, for editors.

    :raises KeyError: if there is no such check.
    """
    return (_modules()[name].__doc__ or "").strip()


def findings(site: CheckedSite, levels: Mapping[str, str]) -> list[Finding]:
    """All that the checks find, the worst first. ``levels``: ``off``, ``warning`` or ``error``, by a check's name."""
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
