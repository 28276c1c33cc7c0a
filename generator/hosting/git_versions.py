"""The versions of a file in git: the commits that changed it, with its name in each.   [disk]"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec

from generator.hosting.git_faults import reason
from generator.model.problems import Problem, refuse

_FIELD, _COMMIT = "\x02", "\x01"
_LOG = (
    *("log", "--follow", "--find-renames", "--no-show-signature", "--no-color", "--encoding=UTF-8", "-z"),
    *("--name-status", "--format=%x01%H%x02%aI%x02%an%x02%s", "--"),
)
_HASH = re.compile("[0-9a-f]{40,64}")


class FileVersion(msgspec.Struct, frozen=True):
    """A commit that changed a file: when and by whom it was written, its summary, and the file's path in it.

    Paths are relative to the repository. ``renamed_from`` is the name before the commit, if it was different;
    ``deleted`` says that the commit deleted the file.
    """

    commit: str
    at: datetime
    author: str
    summary: str
    path: str
    renamed_from: str = ""
    deleted: bool = False


class Repository(msgspec.Struct, frozen=True):
    """The git repository that a folder is part of. ``prefix`` is the folder's path in it, with a slash at the end."""

    folder: Path
    prefix: str
    shallow: bool

    def versions(self, path: str) -> tuple[FileVersion, ...]:
        """The versions of a file, newest first; empty if git has none. ``path`` is relative to the folder."""
        output = _run(self.folder, *_LOG, path).stdout.decode(errors="replace")
        return tuple(_versions(output, self.prefix + path))

    def data(self, version: FileVersion) -> bytes:
        """The bytes of a file in one version; empty if it was deleted."""
        return _run(self.folder, "cat-file", "blob", f"{version.commit}:{version.path}").stdout


def repository(folder: Path) -> Repository:
    """The repository that a folder is part of.

    :raises Problems: if there is none, or if git refuses it or is not installed.
    """
    place = str(folder)
    try:
        found = _run(folder, "rev-parse", "--is-shallow-repository", "--show-prefix")
    except FileNotFoundError:
        refuse(Problem(place, 0, 0, "git is not installed on this machine, so there is no history", "install it"))
    if found.returncode:
        if b"not a git repository" in found.stderr:
            fix = "begin one with `git init`, and commit your stories: each commit is a version"
            refuse(Problem(place, 0, 0, "this folder is not in a git repository, so there is no history", fix))
        refuse(Problem(place, 0, 0, f"git cannot read this folder: {reason(found.stderr)}", "see `git status` there"))
    shallow, prefix, *_ = [*found.stdout.decode(errors="replace").split("\n"), ""]
    return Repository(folder, prefix, shallow == "true")


def _versions(output: str, path: str) -> Iterator[FileVersion]:
    """Yield the commits in git's log. ``path`` is the file's path in the newest one."""
    for chunk in output.split(_COMMIT):
        header, *others = chunk.split("\0")
        fields = header.split(_FIELD)
        if len(fields) < 4 or not _HASH.fullmatch(fields[0]):
            continue
        commit, at, author, summary = fields[0], fields[1], fields[2], " ".join(fields[3:])
        status, *paths = [each for each in (other.strip("\n") for other in others) if each] or ["M"]
        path = paths[-1] if paths else path
        before = paths[0] if status.startswith("R") and len(paths) > 1 else ""
        when = datetime.fromisoformat(at)
        yield FileVersion(commit, when, author, " ".join(summary.split()), path, before, status.startswith("D"))
        path = before or path


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=False)  # noqa: S603, S607 - no shell
