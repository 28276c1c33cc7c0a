"""Pictures and downloads of content/ that public stories use, their crops, and all of content/static/."""

from __future__ import annotations

from collections.abc import Iterator

from generator.engine.definitions import Ask
from generator.model.output import Copied, Cropped, File, Resized, Sanitized
from generator.site.files import PUBLISHED


def files(ask: Ask) -> Iterator[File]:
    """One copy of each file, at the place that mirrors its folder."""
    for path in ask.keys(PUBLISHED):
        placed = ask(PUBLISHED, path)
        yield from (File(path, source) for source in (placed.source, *placed.rivals))


def output(ask: Ask, path: str) -> Copied | Cropped | Resized | Sanitized:
    """The copy, or what is made from it."""
    return ask(PUBLISHED, path).how
