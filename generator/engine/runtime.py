"""How the work of a build is carried out and shown, as one value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

from generator.engine.definitions import unchanged

Map = Callable[..., Iterable[Any]]
"""Applies a function to many things, in order: the built-in ``map``, or that of a process pool or a cluster."""

Progress = Callable[[str, Iterable[Any], int], Iterator[Any]]
"""Passes things on one by one while it shows how far a stage has come: its name, the things, their number."""

Clock = Callable[[str], AbstractContextManager[None]]
"""Times a stage, by its name."""

Notify = Callable[[str], None]
"""Tells the user something that cannot wait for the end."""


def _nothing() -> None:
    """Remember nothing, and so have nothing to drop."""


@dataclass(frozen=True, slots=True)
class Work:
    """A function in three steps, the middle one of which needs no copy of the site.

    ``load`` turns a thing into everything that ``work`` needs, and ``keep`` takes what it made; these two may touch the
    disk. ``work`` touches nothing; ``forget`` drops what it remembers, when other work follows. A process beside the
    site calls all of it.
    """

    work: Callable[[Any], Any]
    load: Callable[[Any], Any] = unchanged
    keep: Callable[[Any], Any] = unchanged
    forget: Callable[[], None] = _nothing

    def __call__(self, thing: Any) -> Any:
        """All three steps, here."""
        return self.keep(self.work(self.load(thing)))


def without_progress(stage: str, things: Iterable[Any], total: int) -> Iterator[Any]:
    """Show nothing."""
    return iter(things)


def without_clock(stage: str) -> AbstractContextManager[None]:
    """Time nothing."""
    return nullcontext()


def silently(message: str) -> None:
    """Say nothing."""


@dataclass(frozen=True)
class Runtime:
    """Where work runs (``map``), who sees how far it is, what times its stages, and who is told of events."""

    map: Map = map
    progress: Progress = without_progress
    clock: Clock = without_clock
    notify: Notify = silently


SERIAL = Runtime()
"""Everything in this process, one thing after the other, in silence."""
