"""New files and new records, written beside the site before the first visible change.   [disk]"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from time import sleep, time_ns

from generator.model.fingerprint import of_bytes
from generator.model.output import folders_of
from generator.model.problems import Problem, Problems
from generator.publish import disk
from generator.publish.manifest import Entry, FileStat, Manifest, encode
from generator.publish.output_state import OutputState

_TICK = 20_000_000  # nanoseconds: longer than the steps in which disks tell the time


@dataclass(frozen=True, slots=True)
class StagedFile:
    """A new file that lies in the stage, ready to be moved: what is to be moved, and to where.

    Where the folder of a file is new, too, the outermost such folder is moved, with all that is in it. Nothing is to
    be moved where the same bytes stand already.
    """

    mark: FileStat
    move: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Stage:
    """Where new files lie before they are published. ``whole``: the stage itself becomes the site.

    Whoever makes a file lays it here, in whatever process; ``ready`` and ``absent`` are what each of these knows of
    folders: which of the stage are made, and which the site does not have.
    """

    state: OutputState
    folder: str
    whole: bool
    ready: set[str] = field(default_factory=set)
    absent: dict[str, bool] = field(default_factory=dict)

    def lay(self, path: str, data: bytes) -> StagedFile:
        """Write one new file, unless it stands already with the same bytes."""
        digest = of_bytes(data)
        if self.state.has(path, digest):
            return StagedFile(self.state.marks[path], None)
        name, move = self._place(path)
        target = f"{self.folder}/{name}"
        disk.make_folder_of(target, self.ready)
        written = disk.write(target, data)
        return StagedFile(FileStat(written.st_size, written.st_mtime_ns, digest), move)

    def _place(self, path: str) -> tuple[str, tuple[str, str]]:
        """The name of a new file in the stage, and what is to be moved in the end."""
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


@dataclass(frozen=True, slots=True)
class Staged:
    """What is new: how each new file is, and what is to be moved for those that do not stand already."""

    marks: Mapping[str, FileStat]
    moves: Mapping[str, tuple[str, str]]

    @property
    def digests(self) -> dict[str, str]:
        """The digest of every new file."""
        return {path: mark.digest for path, mark in self.marks.items()}


@dataclass(frozen=True, slots=True)
class Published:
    """Which files were written, which removed, and how many stayed as they were."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int


def stage_files(stage: Stage, new: Iterable[tuple[str, bytes | StagedFile]]) -> Staged:
    """Every new file, laid into the stage if it is not there already."""
    marks, moves = dict[str, FileStat](), dict[str, tuple[str, str]]()
    for path, made in new:
        file = stage.lay(path, made) if isinstance(made, bytes) else made
        marks[path] = file.mark
        if file.move:
            moves[path] = file.move
    return Staged(marks, moves)


def source_of(planned: Mapping[str, str]) -> str:
    """The digest of everything that a site is made of: all its paths with their keys."""
    return of_bytes("\n".join(f"{path}\t{key}" for path, key in sorted(planned.items())).encode())


def new_manifest(state: OutputState, planned: Mapping[str, str], staged: Staged, as_of: datetime) -> Manifest:
    """The manifest of what is planned; the old one if nothing is different, whatever the instant."""
    old, new = state.manifest, staged.marks
    files = {path: Entry(new[path].digest, key) if path in new else old.files[path] for path, key in planned.items()}
    source = source_of(planned)
    same = files == old.files and source == old.source
    return old if same else Manifest(files, as_of=as_of.isoformat(), source=source)


def stage_records(
    state: OutputState, folder: str, manifest: Manifest, planned: Mapping[str, str], staged: Staged
) -> None:
    """Write into ``folder`` what must be remembered: the manifest, and how we left each file."""
    disk.make_folder(folder)
    marks = {path: mark for path in planned if (mark := staged.marks.get(path) or state.marks.get(path))}
    disk.write(f"{folder}/manifest.json", encode(manifest), lasting=True)
    disk.write(f"{folder}/seen.json", encode(marks))
    state.looked = False
    _let_time_pass(staged)


def _let_time_pass(staged: Staged) -> None:
    """Wait, if need be, until a change by others cannot have the same time as our own writing."""
    newest = max((mark.modified for mark in staged.marks.values()), default=0)
    sleep(min(max(newest + _TICK - time_ns(), 0), _TICK) / 1e9)


def unwritten(error: OSError, state: OutputState) -> Problems:
    """What stopped a publication before it was decided, as a problem."""
    message = f"the new pages cannot be written: {error.strerror}"
    fix = "nothing has been changed; make room or allow writing there, and build again"
    return Problems([Problem(str(error.filename or state.output), 0, 0, message, fix)])
