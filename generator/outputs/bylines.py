"""Each reporter's stories."""

from __future__ import annotations

from collections.abc import Iterator

from generator.addresses import address
from generator.edition import Edition
from generator.listings import group_pages
from generator.output import Output
from generator.story import Link


def outputs(edition: Edition) -> Iterator[Output]:
    """One listing a byline, at ``/bylines/byline/``."""
    way = (Link("Bylines", address(edition.settings, "/bylines/")),)
    yield from group_pages(edition, edition.bylines, "byline", "/bylines/", "Stories by {} in {}", way)
