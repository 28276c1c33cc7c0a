"""Watches a folder into which agencies put their copy, and imports what arrives.   [disk]

The folder is polled, since files often arrive over network drives, which report no changes. A file is read when it has
not changed between two polls, so that a file that is still being written is not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import msgspec

from generator.editorial import importers
from generator.editorial.importers import Imported, import_what_can_be
from generator.editorial.importers._copy import Received
from generator.editorial.importers._files import files_in
from generator.model.problems import Problem, Problems
from generator.model.settings import Settings
from generator.pipeline.build import settings_of

PAUSE = 1.0
"""Seconds between two polls."""

Look = Mapping[Path, tuple[int, int]]
"""Files with the time of their last change, in nanoseconds, and their size in bytes."""


class News(msgspec.Struct, frozen=True):
    """The results for the files that arrived: stories, and problems."""

    imported: tuple[Imported, ...] = ()
    problems: tuple[Problem, ...] = ()


def news(site: Path, folder: Path, stop: Event, pause: float = PAUSE) -> Iterator[News]:
    """Yield the results for the files in ``folder``, and for those that arrive there, until ``stop`` is set.

    No result is repeated.
    """
    reader, reported = _Reader(), set[Imported | Problem]()
    before, done = _poll(folder), dict[Path, tuple[int, int]]()
    while not stop.wait(pause):
        now = _poll(folder)
        settled = {file: stat for file, stat in now.items() if before.get(file) == stat}
        before = now
        if settled == done:
            continue
        try:
            found, done = _imported(site, folder, settled, reader), settled
        except Problems as fault:  # in site.toml or on the disk: the next poll tries again
            found = News((), fault.problems)
        if new_results := _unreported(found, reported):
            yield new_results
        reported = {*found.imported, *found.problems}


def _unreported(found: News, reported: set[Imported | Problem]) -> News | None:
    """Return the results that are new and not just "unchanged"; ``None`` if there are none."""
    imported = (each for each in found.imported if each not in reported and (each.outcome != "unchanged" or each.note))
    new_results = News(tuple(imported), tuple(each for each in found.problems if each not in reported))
    return new_results if new_results != News() else None


def _poll(folder: Path) -> dict[Path, tuple[int, int]]:
    found = {}
    for file in files_in(folder):
        try:
            stat = file.stat()
        except OSError:  # it was deleted meanwhile
            continue
        found[file] = stat.st_mtime_ns, stat.st_size
    return found


def _imported(site: Path, folder: Path, settled: Look, reader: _Reader) -> News:
    """Import all files that no longer change, since a picture or a package may belong to earlier copy.

    :raises Problems: if there is something wrong in site.toml or on the disk.
    """
    settings = settings_of(site)
    reader.begin(settings, settled)
    files = [file for file in importers.files_of(site, folder) if file in settled]
    return News(*import_what_can_be(site, files, settings, datetime.now(UTC), reader.read))


class _Reader:
    """Reads files of wire copy, and caches their contents as long as neither they nor the settings change."""

    def __init__(self) -> None:
        self.settings: Settings | None = None
        self.stats: Look = {}
        self.known: dict[tuple[Path, tuple[int, int]], Received | Problems] = {}

    def begin(self, settings: Settings, stats: Look) -> None:
        """Prepare for a run in which files have these times and sizes."""
        if settings != self.settings:
            self.known.clear()
        self.settings, self.stats = settings, stats
        self.known = {key: value for key, value in self.known.items() if stats.get(key[0]) == key[1]}

    def read(self, site: Path, file: Path, settings: Settings) -> Received:
        """Return the contents of a file (see ``importers.read``)."""
        key = file, self.stats[file]
        if key not in self.known:
            try:
                self.known[key] = importers.read(site, file, settings)
            except Problems as found:
                self.known[key] = found
        found_before = self.known[key]
        if isinstance(found_before, Problems):
            raise found_before
        return found_before
