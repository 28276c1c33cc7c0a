"""Each reporter's stories."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.output import Output
from generator.model.story import Link
from generator.model.urls import address
from generator.outputs.pagination import group_pages
from generator.site.edition import Edition


def outputs(edition: Edition) -> Iterator[Output]:
    """One listing a byline, at ``/bylines/byline/``."""
    way = (Link(edition.words.gettext("Bylines"), address(edition.settings, "/bylines/")),)
    about = edition.words.gettext("Stories by %(name)s in %(site)s")
    yield from group_pages(edition, edition.bylines, "byline", "/bylines/", about, way)
