"""The folders for publishing's own files, next to the output folder, so that they are not published.   [disk]

For ``site/output`` this is ``site/.broadsheet/published-output/``, for ``/var/www/html`` it is
``/var/www/.broadsheet/published-html/``. Each output folder has its own, even if several have the same parent. It
contains the lock and the stats of the published files and, while a publication runs, its journal and new files.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Set as AbstractSet
from pathlib import Path

from generator.publish import disk
from generator.publish.manifest import FOLDER

_PREFIX = "published-"  # no other file or folder in a site's store has this prefix
_MOUNTS = Path("/proc/self/mountinfo")


def state_folder(output: Path) -> Path:
    """The folder for the state of an output folder."""
    named = output.resolve() if output.name in ("", "..") else output
    return named.parent / FOLDER / f"{_PREFIX}{named.name}"


def working_folder(output: Path) -> Path:
    """The folder for the lock, the journal and the new files of a publication.

    It is the state folder, unless the output folder is a mount point. A rename cannot move files to another disk, and
    builds on other machines that share the disk must see the lock, so these files are then in the output folder while
    a build runs.
    """
    folder = state_folder(output)
    return folder if disk_of(folder) == disk_of(output) else output / FOLDER


def journal_folders(output: Path) -> tuple[Path, Path]:
    """The folders in which an interrupted publication can have left a journal and new files.

    Both are always searched: a folder can be a mount point inside a container and not outside.
    """
    return state_folder(output), output / FOLDER


def make(folder: Path) -> None:
    """Create a folder for publishing's own files; git ignores it if it is next to the output folder.

    :raises OSError: if it cannot be created.
    """
    disk.make_folder(str(folder))
    if folder.name != FOLDER:
        with contextlib.suppress(OSError):  # it exists already, or belongs to another user
            disk.write(str(folder.parent / ".gitignore"), b"*\n")


def nearest_existing(path: Path) -> Path:
    """The path itself if it exists, or the innermost folder above it that does."""
    above = (path, *path.absolute().parents)
    return next(each for each in above if os.path.exists(each))  # noqa: PTH110  # it is False without permission


def disk_of(path: Path) -> tuple[int, str]:
    """The disk and the mount point of a path: a rename works only between paths that share both.

    If the path does not exist, they are those of the folder in which it would be created.
    """
    real = nearest_existing(path).resolve()
    mounts = _mounts()
    return real.stat().st_dev, next((str(each) for each in (real, *real.parents) if str(each) in mounts), "")


def _mounts() -> AbstractSet[str]:
    """Every mount point, on Linux, where parts of one disk can be mounted at several places (``mount --bind``)."""
    try:
        lines = os.fsdecode(_MOUNTS.read_bytes()).splitlines()
    except OSError:
        return frozenset()
    return {_unescaped(line.split(" ")[4]) for line in lines}


def _unescaped(path: str) -> str:
    for character in " \t\n\\":
        path = path.replace(f"\\{ord(character):03o}", character)
    return path
