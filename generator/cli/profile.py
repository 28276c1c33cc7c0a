"""Where the time of a build goes: its stages, its work on many files, and its queries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from generator.cli.terminal import label

if TYPE_CHECKING:
    from generator.engine.runtime import Runtime

_SLOWEST = 12  # how many queries are listed one by one


@dataclass
class Profile:
    """Measures a build.

    ``stages`` holds the wall-clock and CPU seconds of each stage; the CPU time leaves out worker processes. ``work``
    holds the number of items and the wall-clock seconds of each kind of work that can use all cores, ``queries`` the
    number of runs of each query and their own seconds, without what they waited for.
    """

    stages: dict[str, tuple[float, float]] = field(default_factory=dict)
    work: dict[str, tuple[int, float]] = field(default_factory=dict)
    queries: dict[str, tuple[int, float]] = field(default_factory=dict)
    _waited: list[float] = field(default_factory=lambda: [0.0])  # per running query: the seconds of what it waited for

    def over(self, runtime: Runtime) -> Runtime:
        """The runtime, with everything that it runs measured."""
        show = runtime.progress

        def progress(stage: str, things: Iterable[Any], total: int) -> Iterator[Any]:
            with self._measured(self.work, label(stage), total):
                yield from show(stage, things, total)

        return replace(runtime, progress=progress, clock=self._stage, timed=self._timed)

    def table(self) -> str:
        """The stages, the work and the slowest queries; work and queries only if there were any."""
        slowest = sorted(self.queries.items(), key=lambda query: -query[1][1])
        rest = [figures for _, figures in slowest[_SLOWEST:]]
        others = [(f"{len(rest)} others", (sum(runs for runs, _ in rest), sum(own for _, own in rest)))] if rest else []
        tables = [_stages(self.stages)]
        if self.work:
            tables.append(_rates("work", "items", "wall s", list(self.work.items())))
        if slowest:
            tables.append(_rates("query", "runs", "own s", [*slowest[:_SLOWEST], *others]))
        return "\n\n".join(tables)

    @contextmanager
    def _stage(self, stage: str) -> Iterator[None]:
        """Time one stage, or one more part of it."""
        wall, processor = perf_counter(), process_time()
        try:
            yield
        finally:
            before = self.stages.get(stage, (0.0, 0.0))
            self.stages[stage] = before[0] + perf_counter() - wall, before[1] + process_time() - processor

    def _timed(self, run: Callable[[Any], None]) -> Callable[[Any], None]:
        """A function that computes a node, timed by the node's name."""

        def timed(node: Any) -> None:
            with self._measured(self.queries, node.name, 1):
                run(node)

        return timed

    @contextmanager
    def _measured(self, figures: dict[str, tuple[int, float]], name: str, count: int) -> Iterator[None]:
        """Add to the count of a name and to its own seconds; what waits for it is told how long it took in all."""
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


def _stages(stages: dict[str, tuple[float, float]]) -> str:
    total = [sum(column) for column in zip(*stages.values(), strict=True)] or [0.0, 0.0]
    rows = [*stages.items(), ("in all", (total[0], total[1]))]
    return "\n".join(
        [f"{'stage':<24}{'wall s':>10}{'cpu s':>10}", *(f"{name:<24}{a:>10.3f}{b:>10.3f}" for name, (a, b) in rows)]
    )


def _rates(what: str, count: str, seconds: str, rows: Sequence[tuple[str, tuple[int, float]]]) -> str:
    head = f"{what:<24}{count:>10}{seconds:>10}{'per s':>10}"
    return "\n".join([head, *(f"{name:<24}{n:>10,}{s:>10.3f}{n / max(s, 1e-6):>10,.0f}" for name, (n, s) in rows)])
