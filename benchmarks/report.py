"""Writes the measurements as a table in Markdown."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from statistics import median

import msgspec

from benchmarks.process import Cost

HEADINGS = (
    "stories",
    "build",
    "by",
    "wall, s",
    "from – to",
    "CPU, s",
    "peak, MiB",
    "files",
    "wall ÷ Hugo",
    "peak ÷ Hugo",
)


class Row(msgspec.Struct, frozen=True):
    """The costs of one generator for one build, over all runs."""

    stories: int
    build: str
    by: str
    costs: list[Cost] = []
    files: list[int] = []

    @property
    def middle(self) -> Cost:
        """The median of each figure."""
        return Cost(*(median(getattr(cost, name) for cost in self.costs) for name in ("wall", "cpu", "memory")))


class Shown(msgspec.Struct, frozen=True):
    """The seconds that one preview took to show one kind of change, over all runs."""

    stories: int
    change: str
    by: str
    took: list[float] = []


def table(rows: list[Row], reference: str, cold: str) -> str:
    """Return all rows, each compared with the reference's row of the same build, or else with its cold build."""
    known = {(row.stories, row.build, row.by): row.middle for row in rows}
    lines = [HEADINGS, ("---:", "---", "---", *["---:"] * 7)]
    for row in rows:
        reference_cost = known.get((row.stories, row.build, reference)) or known.get((row.stories, cold, reference))
        lines.append(tuple(_cells(row, reference_cost)))
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _cells(row: Row, reference_cost: Cost | None) -> Iterator[str]:
    walls = [cost.wall for cost in row.costs]
    yield from (f"{row.stories:,}", row.build, row.by, seconds(row.middle.wall))
    yield f"{seconds(min(walls))} – {seconds(max(walls))}"
    yield from (seconds(row.middle.cpu), f"{row.middle.memory:,.0f}" if row.middle.memory else "")
    yield f"{median(row.files):,.0f}" if row.files else ""
    yield ratio(row.middle.wall, reference_cost.wall if reference_cost else None)
    yield ratio(row.middle.memory, reference_cost.memory if reference_cost else None)


def seconds(took: float) -> str:
    """Return seconds with about three digits."""
    return f"{took:.1f}" if took >= 10 else f"{took:.2f}"


def ratio(ours: float, theirs: float | None) -> str:
    """Return ours divided by theirs, as a fraction if it is small; empty if either was not measured."""
    if not ours or not theirs:
        return ""
    return f"{ours / theirs:.2f}" if ours * 10 > theirs else f"1/{theirs / ours:.0f}"


def machine(versions: list[str], runs: int) -> str:
    """Return a description of the machine, the versions and the figures."""
    return (
        f"{programs(versions)}. "
        f"{'One run' if runs == 1 else f'Medians of {runs} runs'}, each in a new process, in turns. "
        "CPU is user and system time of all its processes, peak the memory of all of them at once, "
        "with what they share counted once."
    )


def programs(versions: list[str]) -> str:
    """Return the versions and the machine."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    named = ", ".join((*versions, f"Python {platform.python_version()}"))
    return f"{named}; {cores} cores, {memory:.0f} GiB, {platform.system()} {platform.machine()}"
