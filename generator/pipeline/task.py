"""Errands: work that can leave this machine, since it takes all that it needs along."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


def _as_it_is(value: Any) -> Any:
    return value


def _nothing() -> None:
    pass


@dataclass(frozen=True, slots=True)
class Errand:
    """A function in three steps, of which the middle one can be done by a machine that has no copy of the site.

    ``fetch`` makes of a thing all that ``work`` needs, and ``keep`` takes what it made; these two touch the disk.
    ``work`` touches nothing; ``forget`` lets go of what it remembers, where other work comes after it. Whoever works
    beside the site calls the whole.
    """

    work: Callable[[Any], Any]
    fetch: Callable[[Any], Any] = _as_it_is
    keep: Callable[[Any], Any] = _as_it_is
    forget: Callable[[], None] = _nothing

    def __call__(self, thing: Any) -> Any:
        """All three steps, here."""
        return self.keep(self.work(self.fetch(thing)))
