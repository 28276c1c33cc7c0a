"""The stats of the published files: a file whose size and time are as we left them need not be read again.   [disk]

They count only for the manifest that they name by its digest. So those of another output folder, of an older site that
was restored, or of a tree that was rolled back from have no effect: every file is read.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from generator.publish import disk, folders
from generator.publish.manifest import digest_of
from generator.system import nofollow

NAME = "file_stats.json"


class FileStat(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file as we left it: its bytes, the time of its last change in nanoseconds, and its digest."""

    size: int
    modified: int
    digest: str


class FileStats(msgspec.Struct, frozen=True):
    """The stats of all files that a manifest lists, by path. ``manifest`` is its digest."""

    manifest: str
    files: dict[str, FileStat]


def load(output: Path) -> dict[str, FileStat]:
    """The stats that belong to the manifest in an output folder; none if there are no such stats."""
    found = last(output)
    return found.files if found.manifest and found.manifest == digest_of(output) else {}


def last(output: Path) -> FileStats:
    """The stats that were stored last, whichever manifest they belong to."""
    try:
        return msgspec.json.decode(nofollow.read(folders.state_folder(output) / NAME), type=FileStats)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return FileStats("", {})


def save(output: Path, files: Mapping[str, FileStat]) -> None:
    """Store the stats of the files as published. If the disk refuses, the next build only takes longer."""
    with contextlib.suppress(OSError):
        folder = folders.state_folder(output)
        folders.make(folder)
        stats = FileStats(digest_of(output), dict(files))
        disk.replace(str(folder / NAME), msgspec.json.encode(stats, order="deterministic"), lasting=False)
