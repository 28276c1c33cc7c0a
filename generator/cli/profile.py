"""Measures where the time of a build goes: its stages, its work on many files, and its queries."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import replace

from generator.cli.terminal import label

if TYPE_CHECKING:
    from generator.engine.runtime import Runtime

_SLOWEST = 12  # how many queries are listed one by one
_STAGES = {
    "scan": "looks at the files of the site",
    "compare": "finds the files that differ from the published ones",
    "settle": "reads what has changed, and works out what every page gets",
    "render": "makes those files",
    "publish": "puts them in place",
    "save": "keeps the results for the next build",
    "other": "imports, locks, opening and closing the store",
    "build": "the time in the summary",
    "start": "Python and the imports before the build, in processor time",
}
_COLUMNS = (
    "cpu s: processor time of this process. workers s: that of its worker processes and of Pagefind, on all cores."
)
_WORK = "Work is a part of the stages. It can be spread over all cores."
_QUERIES = "own s: in this process, without the time that a query waited for other queries or for work."


class Seconds(NamedTuple):
    """Wall-clock time, processor time of this process, and that of its child processes that have ended."""

    wall: float = 0.0
    cpu: float = 0.0
    workers: float = 0.0

    def plus(self, other: Seconds, sign: int = 1) -> Seconds:
        """Return the sum, or the difference if ``sign`` is -1."""
        return Seconds(*(a + sign * b for a, b in zip(self, other, strict=True)))


def _now() -> Seconds:
    times = os.times()
    return Seconds(perf_counter(), process_time(), times.children_user + times.children_system)


@dataclass
class Profile:
    """Measures a build, from when the profile is created until ``finish``.

    ``stages`` holds the seconds of each stage. ``work`` holds the number of items and the wall-clock seconds of each
    kind of work that can use all cores, ``queries`` the number of runs of each query and their own seconds, without
    what they waited for.
    """

    stages: dict[str, Seconds] = field(default_factory=dict)
    work: dict[str, tuple[int, float]] = field(default_factory=dict)
    queries: dict[str, tuple[int, float]] = field(default_factory=dict)
    _began: Seconds = field(default_factory=_now)
    _ended: Seconds = field(default_factory=Seconds)
    _waited: list[float] = field(default_factory=lambda: [0.0])  # per running query: the seconds of what it waited for

    def over(self, runtime: Runtime) -> Runtime:
        """Return a runtime that does the same, and measures everything that it runs."""
        show = runtime.progress

        def progress(stage: str, things: Iterable[Any], total: int) -> Iterator[Any]:
            with self._measured(self.work, label(stage), total):
                yield from show(stage, things, total)

        return replace(runtime, progress=progress, clock=self._stage, timed=self._timed)

    def finish(self) -> None:
        """Record the end of the build."""
        self._ended = _now()

    def table(self, explain: Callable[[str], str]) -> str:
        """Return tables of the stages, the work and the slowest queries; work and queries only if there were any.

        ``explain`` returns the explanation of a query by its name (see ``query_names``).
        """
        slowest = sorted(self.queries.items(), key=lambda query: -query[1][1])
        rest = [figures for _, figures in slowest[_SLOWEST:]]
        others = [(f"{len(rest)} others", (sum(runs for runs, _ in rest), sum(own for _, own in rest)))] if rest else []
        tables = [self._stages(), _COLUMNS]
        if self.work:
            tables += [_rates("work", "items", "wall s", list(self.work.items())), _WORK]
        if slowest:
            tables += [_rates("query", "runs", "own s", [*slowest[:_SLOWEST], *others], explain), _QUERIES]
        return "\n\n".join(tables)

    def _stages(self) -> str:
        """Return the table of the stages. With "other", they add up to the time of the build."""
        build = self._ended.plus(self._began, -1)
        other = build
        for each in self.stages.values():
            other = other.plus(each, -1)
        start = Seconds(self._began.cpu, self._began.cpu)
        rows = {**self.stages, "other": other, "build": build, "start": start, "total": build.plus(start)}
        head = f"{'stage':<10}{'wall s':>10}{'cpu s':>10}{'workers s':>11}"
        lines = (
            f"{name:<10}{a:>10.3f}{b:>10.3f}{c:>11.3f}  {_STAGES.get(name, '')}" for name, (a, b, c) in rows.items()
        )
        return "\n".join([head, *map(str.rstrip, lines)])

    @contextmanager
    def _stage(self, stage: str) -> Iterator[None]:
        """Time one stage, or one more part of it."""
        start = _now()
        try:
            yield
        finally:
            self.stages[stage] = self.stages.get(stage, Seconds()).plus(_now()).plus(start, -1)

    def _timed(self, run: Callable[[Any], None]) -> Callable[[Any], None]:
        """Return a function that computes a node, and adds its time to the node's name."""

        def timed(node: Any) -> None:
            with self._measured(self.queries, node.name, 1):
                run(node)

        return timed

    @contextmanager
    def _measured(self, figures: dict[str, tuple[int, float]], name: str, count: int) -> Iterator[None]:
        """Add to the count of a name and to its own seconds; add the total to what the caller waited for."""
        start = perf_counter()
        self._waited.append(0.0)
        try:
            yield
        finally:
            took, waited = perf_counter() - start, self._waited.pop()
            self._waited[-1] += took
            before = figures.get(name, (0, 0.0))
            if count:
                figures[name] = before[0] + count, before[1] + took - waited


def _rates(
    what: str,
    count: str,
    seconds: str,
    rows: Sequence[tuple[str, tuple[int, float]]],
    explain: Callable[[str], str] = lambda _: "",
) -> str:
    head = f"{what:<20}{count:>9}{seconds:>10}{'per s':>9}"
    lines = (f"{name:<20}{n:>9,}{s:>10.3f}{n / max(s, 1e-6):>9,.0f}  {explain(name)}" for name, (n, s) in rows)
    return "\n".join([head, *map(str.rstrip, lines)])
