"""New files and the new manifest, written next to the site before the first visible change.   [disk]"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import datetime
from time import sleep, time_ns

import msgspec

from generator.model.fingerprint import of_bytes
from generator.model.output import folders_of
from generator.model.problems import Problem, Problems, refuse
from generator.model.safe_paths import fault_in
from generator.publish import disk
from generator.publish.file_stats import FileStat
from generator.publish.manifest import Manifest, ManifestEntry
from generator.publish.output_state import OutputState

_FORGED = "somebody may have changed the folder .broadsheet/: run `broadsheet build --full`"
_TICK = 20_000_000  # nanoseconds: longer than the steps in which file systems count time


class StagedFile(msgspec.Struct, frozen=True):
    """A new file in the stage, ready to be moved: its stat, and what to move where.

    If the folder of a file is new, too, the outermost such folder is moved, with everything in it. There is nothing to
    move if the file is published already with the same bytes.
    """

    stat: FileStat
    move: tuple[str, str] | None


class Stage(msgspec.Struct, frozen=True):
    """The folder for new files before they are published. ``whole``: the stage itself becomes the site.

    The process that makes a file writes it here. ``ready`` and ``absent`` are caches of each process: the folders that
    exist in the stage, and whether the site lacks a folder.
    """

    state: OutputState
    folder: str
    whole: bool
    ready: set[str] = set()
    absent: dict[str, bool] = {}

    def add(self, path: str, data: bytes) -> StagedFile:
        """Write one new file, unless it is published already with the same bytes.

        :raises Problems: if it would not be inside the site.
        """
        if fault := fault_in(path):  # the plan refuses such paths; a forged store might not
            refuse(Problem("site.toml", 0, 0, f"`/{path}` {fault}, so it cannot be published", _FORGED))
        digest = of_bytes(data)
        if self.state.has(path, digest):
            return StagedFile(self.state.file_stats[path], None)
        name, move = self._place(path)
        target = f"{self.folder}/{name}"
        disk.make_folder_of(target, self.ready)
        written = disk.write(target, data)
        return StagedFile(FileStat(written.st_size, written.st_mtime_ns, digest), move)

    def _place(self, path: str) -> tuple[str, tuple[str, str]]:
        """The name of a new file in the stage, and what will be moved."""
        if self.whole:
            return path, (path, path)
        new = next((folder for folder in reversed([*folders_of(path)]) if self._lacks(folder)), "")
        if new:
            return f"new/{path}", (f"new/{new}", new)
        name = of_bytes(path.encode())
        return name, (name, path)

    def _lacks(self, folder: str) -> bool:
        if folder not in self.absent:
            self.absent[folder] = not os.path.lexists(f"{self.state.output}/{folder}")
        return self.absent[folder]


class Staged(msgspec.Struct, frozen=True):
    """The new files: the stat of each, and what to move for those that are not published already."""

    stats: Mapping[str, FileStat]
    moves: Mapping[str, tuple[str, str]]

    @property
    def digests(self) -> dict[str, str]:
        """The digest of every new file."""
        return {path: each.digest for path, each in self.stats.items()}


class PublishResult(msgspec.Struct, frozen=True):
    """The files that were written and those that were removed, and the number of unchanged files."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int


def stage_files(stage: Stage, new: Iterable[tuple[str, bytes | StagedFile]]) -> Staged:
    """Collect all new files; those given as bytes are written into the stage."""
    stats, moves = dict[str, FileStat](), dict[str, tuple[str, str]]()
    for path, made in new:
        file = stage.add(path, made) if isinstance(made, bytes) else made
        stats[path] = file.stat
        if file.move:
            moves[path] = file.move
    return Staged(stats, moves)


def source_of(planned: Mapping[str, str]) -> str:
    """The digest of everything that a site is made of: all its paths with their keys."""
    return of_bytes("\n".join(f"{path}\t{key}" for path, key in sorted(planned.items())).encode())


def new_manifest(state: OutputState, planned: Mapping[str, str], staged: Staged, as_of: datetime) -> Manifest:
    """The manifest of the planned files; the old one if nothing but the instant differs."""
    old, new = state.manifest, staged.stats
    files = {
        path: ManifestEntry(new[path].digest, key) if path in new else old.files[path] for path, key in planned.items()
    }
    source = source_of(planned)
    same = files == old.files and source == old.source
    return old if same else Manifest(files, as_of=as_of.isoformat(), source=source)


def stage_manifest(folder: str, manifest: bytes, staged: Staged) -> None:
    """Write the new manifest into ``folder``.

    Then wait, if necessary, until a change by another program cannot have the same time as the last file written.
    """
    disk.make_folder(folder)
    disk.write(f"{folder}/manifest.json", manifest, lasting=True)
    newest = max((each.modified for each in staged.stats.values()), default=0)
    sleep(min(max(newest + _TICK - time_ns(), 0), _TICK) / 1e9)


def published_stats(state: OutputState, planned: Mapping[str, str], staged: Staged) -> dict[str, FileStat]:
    """The stats of all planned files after the staged files have been published."""
    stats = state.file_stats
    return {path: each for path in planned if (each := staged.stats.get(path) or stats.get(path))}


def write_failure(error: OSError, state: OutputState) -> Problems:
    """The problem for an error that stopped a publication before it was decided."""
    message = f"the new pages cannot be written: {error.strerror}"
    fix = "nothing has been changed; make room or allow writing there, and build again"
    return Problems([Problem(str(error.filename or state.output), 0, 0, message, fix)])
