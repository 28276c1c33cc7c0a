"""Each tag's stories."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.output import Output
from generator.model.story import Link
from generator.model.urls import address
from generator.outputs.pagination import group_pages
from generator.site.edition import Edition


def outputs(edition: Edition) -> Iterator[Output]:
    """One listing a tag, at ``/tags/tag/``."""
    way = (Link(edition.words.gettext("Tags"), address(edition.settings, "/tags/")),)
    about = edition.words.gettext("Stories on %(name)s from %(site)s")
    yield from group_pages(edition, edition.tags, "tag", "/tags/", about, way)
