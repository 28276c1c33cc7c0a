"""Checks: what a copy desk would catch before readers see it. One module a check, found by itself.   [disk]

A check is a function ``found(desk)`` that yields problems; its module's docstring explains it to editors, and its name,
with dashes, is what site.toml and ``broadsheet check --explain`` call it. A problem says that something is likely
wrong: a warning, unless the check says otherwise or the setting ``[checks]`` does.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import cast

from generator.model.problems import Level, Problem
from generator.model.story import Manuscript
from generator.pipeline.preparing import Prepared, with_lines
from generator.pipeline.request import Order
from generator.reading import scan


@dataclass(frozen=True)
class Desk:
    """All that a check may look at: what a build knows, and the folder that it wrote, where there is one.

    ``external``: other sites may be asked.
    """

    order: Order
    ready: Prepared
    output: Path
    external: bool = False

    @cached_property
    def manuscripts(self) -> tuple[Manuscript, ...]:
        """All copy that can be read, public or not, by its path."""
        return tuple(sorted(self.ready.manuscripts, key=lambda each: each.path))

    @cached_property
    def _copy(self) -> dict[str, scan.Copy]:
        return {each.path: each for each in self.ready.sources.contents.copy}

    def lines(self, path: str) -> list[str]:
        """The lines of a file of copy, as it was written."""
        return scan.bytes_of(self.order.site, self._copy[path]).decode("utf-8-sig", "replace").splitlines()

    def at(self, manuscript: Manuscript, field: str, message: str, fix: str) -> Problem:
        """A warning about a field of a file."""
        return Problem(manuscript.path, manuscript.lines.get(field, 0), 0, message, fix, level="warning")


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


def findings(desk: Desk, levels: Mapping[str, str]) -> list[Finding]:
    """All that the checks find, the worst first. ``levels``: ``off``, ``warning`` or ``error``, by a check's name."""
    found = [each for name, module in _modules().items() for each in _of(name, module, desk, levels.get(name, ""))]
    return sorted(found, key=lambda each: (each.problem.level != "error", each.problem, each.check))


def _of(name: str, module: ModuleType, desk: Desk, level: str) -> Iterator[Finding]:
    if level == "off":
        return
    check = cast("Callable[[Desk], Iterable[Problem]]", module.found)
    for problem in with_lines(check(desk), desk.order.site, desk.ready.sources.contents.copy):
        yield Finding(name, replace(problem, level=cast("Level", level)) if level else problem)


def _modules() -> dict[str, ModuleType]:
    return {
        found.name.replace("_", "-"): import_module(f"{__name__}.{found.name}")
        for found in sorted(pkgutil.iter_modules(__path__), key=lambda each: each.name)
    }
