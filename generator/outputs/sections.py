"""Each section's stories."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.output import Output
from generator.outputs.pagination import group_pages
from generator.site.edition import Edition


def outputs(edition: Edition) -> Iterator[Output]:
    """One listing a section, at ``/section/``."""
    about = edition.words.gettext("%(name)s: news from %(site)s")
    yield from group_pages(edition, edition.sections, "section", "/", about)
