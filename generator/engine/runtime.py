"""How a build runs its work and reports on it, as a single value."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import msgspec

from generator.engine.definitions import unchanged

Map = Callable[..., Iterable[Any]]
"""Applies a function to many items, in order: the built-in ``map``, or the one of a process pool or cluster."""

Stream = Callable[[Callable[[Any], Any], Iterable[Any], int], Generator[Any]]
"""Like ``Map``, for items that arrive bit by bit and must not all be in memory. The last argument is their number.

Close it to stop before the end.
"""

Progress = Callable[[str, Iterable[Any], int], Iterator[Any]]
"""Yields items one by one while it shows a stage's progress. Arguments: the stage's name, the items, their number."""

Clock = Callable[[str], AbstractContextManager[None]]
"""Times a stage, by its name."""

Timed = Callable[[Callable[[Any], None]], Callable[[Any], None]]
"""Wraps the function that computes a node, to time each of its runs."""

Notify = Callable[[str], None]
"""Sends the user a message that cannot wait until the end."""


def _nothing() -> None:
    """Do nothing, since there is no cache to drop."""


class Work(msgspec.Struct, frozen=True):
    """A function in three steps, the second of which can run without a copy of the site.

    ``find`` runs before the three steps, and turns an item into one that can be sent to another process. It needs this
    process's data, so any other process that runs it must be forked from this one.
    ``load`` turns an item into everything that ``work`` needs, and ``keep`` takes the result; both may use the disk.
    ``work`` may not. ``forget`` drops what ``work`` has cached, before other work follows. A process on a machine that
    has the site calls the object itself, which runs all three steps. ``heavy``: see ``Task``.
    """

    work: Callable[[Any], Any]
    load: Callable[[Any], Any] = unchanged
    keep: Callable[[Any], Any] = unchanged
    forget: Callable[[], None] = _nothing
    find: Callable[[Any], Any] = unchanged
    heavy: bool = False

    def __call__(self, thing: Any) -> Any:
        """Run all steps in this process."""
        return self.keep(self.work(self.load(self.find(thing))))


def without_progress(stage: str, things: Iterable[Any], total: int) -> Iterator[Any]:
    """Show nothing."""
    return iter(things)


def in_turn(function: Callable[[Any], Any], things: Iterable[Any], total: int = 0) -> Generator[Any]:
    """Apply a function in this process, to one item after another."""
    yield from map(function, things)


def without_clock(stage: str) -> AbstractContextManager[None]:
    """Time nothing."""
    return nullcontext()


def silently(message: str) -> None:
    """Say nothing."""


class Runtime(msgspec.Struct, frozen=True):
    """Where work runs (``map``), and how progress, timings and notices are reported."""

    map: Map = map
    progress: Progress = without_progress
    clock: Clock = without_clock
    notify: Notify = silently
    timed: Timed = unchanged


SERIAL = Runtime()
"""Runs everything in this process, one item after another, and reports nothing."""
