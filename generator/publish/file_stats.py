"""The stats of the published files: a file with the recorded size and time need not be read again.   [disk]

They are valid only for the manifest whose digest they name. So the stats of another output folder, of the site before
an older one was restored, or of the tree before a rollback have no effect: every file is read.
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
    """A file as published: its size in bytes, the time of its last change in nanoseconds, and its digest."""

    size: int
    modified: int
    digest: str


class FileStats(msgspec.Struct, frozen=True):
    """The stats of all files that a manifest lists, by path. ``manifest`` is its digest."""

    manifest: str
    files: dict[str, FileStat]


def load(output: Path) -> dict[str, FileStat]:
    """The stats that belong to the manifest in an output folder; empty if there are none."""
    found = last(output)
    return found.files if found.manifest and found.manifest == digest_of(output) else {}


def last(output: Path) -> FileStats:
    """The stats that were stored last, whichever manifest they belong to."""
    try:
        return msgspec.json.decode(nofollow.read(folders.state_folder(output) / NAME), type=FileStats)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return FileStats("", {})


def save(output: Path, files: Mapping[str, FileStat]) -> None:
    """Store the stats of the published files. If writing fails, the next build only takes longer."""
    with contextlib.suppress(OSError):
        folder = folders.state_folder(output)
        folders.make(folder)
        stats = FileStats(digest_of(output), dict(files))
        disk.replace(str(folder / NAME), msgspec.json.encode(stats, order="deterministic"), lasting=False)
