"""What stands in an output folder before a build: which files are ours, and which are as we left them.   [disk]"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.model.fingerprint import of_bytes
from generator.model.problems import Problem
from generator.publish.journal_format import STAGE
from generator.publish.manifest import FOLDER, FileStat, Manifest, marks, read
from generator.system import nofollow

_WHOLE_SECOND = 1_000_000_000  # nanoseconds


@dataclass(slots=True)
class OutputState:
    """An output folder, its manifest, and how we left each file.

    ``atomic`` is how many trees are to be kept; 0 means that files are replaced where they are. ``marks`` are set
    right as files are looked at, and ``looked`` says that this is to be remembered. ``recovered``: an interrupted
    publication has been finished. ``stage`` is the name of the folder for this build's new files: no other
    build ever has the same, so whatever still runs of a build that was killed cannot write among them.
    """

    output: Path
    atomic: int
    manifest: Manifest
    marks: dict[str, FileStat]
    warnings: tuple[Problem, ...] = ()
    recovered: bool = False
    looked: bool = False
    stage: str = field(default_factory=lambda: f"{STAGE}-{os.urandom(8).hex()}")

    @property
    def in_form(self) -> bool:
        """Whether the folder is a link to a tree if it is to be one."""
        return not self.atomic or self.output.is_symlink()

    def has(self, path: str, digest: str) -> bool:
        """Whether the file at ``path`` is no link and has the bytes that ``digest`` stands for.

        The bytes are read only if size or time are not as we left them. A time in whole seconds proves nothing: on
        such disks a file can change twice in one.
        """
        try:
            now = os.lstat(f"{self.output}/{path}")
        except OSError:
            return False
        mark = self.marks.get(path)
        if mark and (mark.size, mark.modified) == (now.st_size, now.st_mtime_ns) and mark.modified % _WHOLE_SECOND:
            return mark.digest == digest and stat.S_ISREG(now.st_mode)
        if not holds(self.output / path, digest):
            return False
        self._left(path, FileStat(now.st_size, now.st_mtime_ns, digest))
        return True

    def _left(self, path: str, mark: FileStat) -> None:
        self.looked = self.looked or self.marks.get(path) != mark
        self.marks[path] = mark


def state_of(output: Path, atomic: int = 0, warnings: tuple[Problem, ...] = (), recovered: bool = False) -> OutputState:
    """What stands in ``output`` now. A manifest that cannot be used is a warning, and all is made anew."""
    manifest, wrong = read(output)
    if wrong:
        message = f"the record of what is ours {wrong}"
        fix = "nothing is to be done: every page is made anew, and the record with them"
        broken = Problem(str(output / FOLDER / "manifest.json"), 0, 0, message, fix, level="warning")
        warnings = (*warnings, broken)
    return OutputState(output, atomic, manifest, marks(output), warnings, recovered)


def unchanged(state: OutputState, planned: Mapping[str, str]) -> frozenset[str]:
    """The planned paths whose file is there, as we left it, and was made under the same key."""
    files = state.manifest.files
    return frozenset(
        path
        for path, key in planned.items()
        if (entry := files.get(path)) and entry.key == key and state.has(path, entry.digest)
    )


def intact(state: OutputState, source: str) -> bool:
    """Whether what stands there was made of ``source``, each file is as we left it, and the record is whole."""
    known = state.manifest.files
    if state.warnings or state.manifest.source != source or not state.in_form:
        return False
    return all(state.has(path, entry.digest) for path, entry in known.items())


def holds(path: Path, digest: str) -> bool:
    """Whether the file at ``path`` is no link and has the bytes that ``digest`` stands for."""
    try:
        return of_bytes(nofollow.read(path, None)) == digest
    except OSError:
        return False
