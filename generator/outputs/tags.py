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
    way = (Link(edition.words.gettext("Tags"), address(edition.settings, "/tags/")),)
    about = edition.words.gettext("Stories on %(name)s from %(site)s")
    yield from group_pages(edition, edition.tags, "tag", "/tags/", about, way)
