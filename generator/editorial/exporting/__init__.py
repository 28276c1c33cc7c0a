"""Exports everything that a site has, in formats that other programs read.   [disk]

Each format is one module of this package with a function ``written``, which yields files and their text in pieces.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from generator.editorial.exporting import json_feed, ninjs, wxr
from generator.editorial.exporting._collected import Collected, collected
from generator.engine.runtime import SERIAL, Runtime
from generator.model.problems import Problem, Problems, refuse
from generator.pipeline.request import BuildRequest

FORMATS: Mapping[str, Callable[[Collected], Iterator[tuple[str, Iterator[str]]]]] = {
    "wxr": wxr.written,
    "ninjs": ninjs.written,
    "json-feed": json_feed.written,
}
"""What writes each format."""


class Exported(msgspec.Struct, frozen=True):
    """What an export has: stories and pages, those of them that are not public, and the files that were written."""

    stories: int
    pages: int
    withheld: int
    files: tuple[str, ...]


def export(request: BuildRequest, target: Path, formats: Sequence[str], runtime: Runtime = SERIAL) -> Exported:
    """Write an edition into a new folder; with ``drafts`` in the request, also what is not public, marked as such.

    :raises Problems: if the site has errors, or the folder is not empty or cannot be written; nothing is there then.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        refuse(Problem(str(target), 0, 0, "this already exists and is not an empty folder", "name a new folder"))
    found = collected(request, runtime)
    part = target.with_name(f".{target.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        files = [*_write(found, part, formats)]
        if target.exists():
            target.rmdir()
        part.replace(target)
    except OSError as error:
        fix = "make room on the disk, or name a folder in which you may create files"
        problem = Problem(str(target), 0, 0, f"the export cannot be written: {error.strerror}", fix)
        raise Problems([problem]) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    pages = sum(each.story is None for each in found.stories)
    withheld = sum(bool(each.state) for each in found.stories)
    return Exported(len(found.stories) - pages, pages, withheld, tuple(files))


def _write(found: Collected, folder: Path, formats: Sequence[str]) -> Iterator[str]:
    folder.mkdir(parents=True)
    for name in formats:
        for path, pieces in FORMATS[name](found):
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("w", encoding="utf-8", errors="replace", newline="\n") as stream:
                stream.writelines(pieces)
            yield path
