"""Pictures and downloads in content/ that public stories use, the pictures' crops, and all of content/static/."""

from __future__ import annotations

from collections.abc import Iterator

from generator.engine.definitions import Ask
from generator.model.output import Copied, Cropped, File, Resized, Sanitized
from generator.site.files import PUBLISHED, as_published


def files(ask: Ask) -> Iterator[File]:
    """Yield one copy of each file, at the place that mirrors its folder."""
    for path in ask.keys(PUBLISHED):
        placed = ask(PUBLISHED, path)
        yield from (File(path, source) for source in (placed.source, *placed.rivals))


def output(ask: Ask, path: str) -> Copied | Cropped | Resized | Sanitized:
    """Return the copy of a file, or the picture made from it."""
    return as_published(ask, ask(PUBLISHED, path))
