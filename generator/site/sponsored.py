"""Paid stories: they are listed, with a label, but do not count as news."""

from __future__ import annotations

from generator.engine.definitions import Ask, Query
from generator.site.index import stories


def _paid(ask: Ask, _: str) -> tuple[str, ...]:
    return tuple(path for path, sponsored in stories(ask, "sponsored") if sponsored)


PAID = Query[tuple[str, ...]]("paid", tuple[str, ...], _paid)
"""The paths of the public paid stories, the newest first."""


def paid_stories(ask: Ask) -> frozenset[str]:
    """The paths of the public paid stories."""
    found: tuple[str, ...] = ask(PAID)
    return frozenset(found)
