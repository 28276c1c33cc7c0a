"""Pictures and downloads of content/ that public copy uses, their crops, and all of content/static/."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.output import Output
from generator.model.urls import output_path
from generator.site.edition import Edition


def outputs(edition: Edition) -> Iterator[Output]:
    """One copy a file, at the place that mirrors its folder."""
    for placed in (*edition.files, *edition.crops):
        yield Output(output_path(placed.place), placed.file, placed.path)
