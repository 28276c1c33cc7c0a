"""Exports everything that a site has, in formats that other programs read.   [disk]

Each format is one module of this package with a class ``Writer``, which yields files and their text in pieces. All
formats are written in one pass, a story at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

import msgspec

from generator.editorial.exporting import json_feed, ninjs, wxr
from generator.editorial.exporting._collected import Collected, ExportedStory, with_collected
from generator.editorial.exporting._target import Target
from generator.engine.runtime import SERIAL, Runtime
from generator.pipeline.request import BuildRequest


class Writer(Protocol):
    """Writes one format. Each method yields the path of a file and what is added to it.

    ``LACKS`` is a sentence about what the format cannot represent.
    """

    LACKS: str

    def __init__(self, collected: Collected) -> None: ...

    def begin(self) -> Iterator[tuple[str, str]]:
        """Yield the text before the stories."""
        ...

    def add(self, story: ExportedStory) -> Iterator[tuple[str, str]]:
        """Yield a story or page."""
        ...

    def end(self) -> Iterator[tuple[str, str]]:
        """Yield the text after the stories."""
        ...


FORMATS: Mapping[str, type[Writer]] = {"wxr": wxr.Writer, "ninjs": ninjs.Writer, "json-feed": json_feed.Writer}
"""The writer of each format."""


class Exported(msgspec.Struct, frozen=True):
    """The contents of an export: the numbers of stories and pages, of those that are not public, and of descriptions;
    the names of the files that were written; and a sentence about what each format cannot represent.
    """

    stories: int
    pages: int
    withheld: int
    descriptions: int
    files: tuple[str, ...]
    lacks: Mapping[str, str]


def export(request: BuildRequest, target: Path, formats: Sequence[str], runtime: Runtime = SERIAL) -> Exported:
    """Write an edition into a new folder; with ``drafts`` in the request, also what is not public, marked as such.

    :raises Problems: if the site has errors, or the folder is not empty, would be published, or cannot be written.
    Nothing is left in the folder then.
    """
    place = Target(target, request.site, request.content)
    place.refuse_unsafe()
    return with_collected(request, runtime, partial(_written, place, formats))


def _written(place: Target, formats: Sequence[str], collected: Collected) -> Exported:
    stories = pages = withheld = 0
    writers = [FORMATS[name](collected) for name in formats]
    with place.filled() as files:
        files.add(piece for writer in writers for piece in writer.begin())
        for each in collected.stories():
            files.add(piece for writer in writers for piece in writer.add(each))
            stories, pages = stories + bool(each.story), pages + (not each.story)
            withheld += bool(each.state)
        files.add(piece for writer in writers for piece in writer.end())
    lacks = {name: FORMATS[name].LACKS for name in formats}
    return Exported(stories, pages, withheld, len(collected.descriptions), tuple(files.names), lacks)
