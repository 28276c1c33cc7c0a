"""Each section's stories."""

from __future__ import annotations

from collections.abc import Iterator

from generator.edition import Edition
from generator.listings import group_pages
from generator.output import Output


def outputs(edition: Edition) -> Iterator[Output]:
    """One listing a section, at ``/section/``."""
    about = edition.words.gettext("%(name)s: news from %(site)s")
    yield from group_pages(edition, edition.sections, "section", "/", about)
