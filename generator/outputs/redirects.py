"""Old addresses: each of a story's ``aliases`` sends readers on to the story."""

from __future__ import annotations

from collections.abc import Iterator

from generator.edition import Edition
from generator.output import Output
from generator.pages import redirect


def outputs(edition: Edition) -> Iterator[Output]:
    """One small page an alias."""
    for moved in edition.moved:
        yield redirect(edition, moved.place, moved.target, f"an alias in {moved.source}")
