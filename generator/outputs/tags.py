"""Each tag's stories."""

from __future__ import annotations

from collections.abc import Iterator

from generator.addresses import address
from generator.edition import Edition
from generator.listings import group_pages
from generator.output import Output
from generator.story import Link


def outputs(edition: Edition) -> Iterator[Output]:
    """One listing a tag, at ``/tags/tag/``."""
    way = (Link("Tags", address(edition.settings, "/tags/")),)
    yield from group_pages(edition, edition.tags, "tag", "/tags/", "Stories on {} from {}", way)
