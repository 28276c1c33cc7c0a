"""The few ways in which publishing changes the disk.   [disk]

Files are put in place whole and never overwritten: the trees of an atomic site share them (hard links).
Paths are plain text here, since tens of thousands go through these functions.
"""
# ruff: noqa: PTH101, PTH102, PTH105, PTH106, PTH108, PTH112, PTH116, PTH120

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import sys

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_OPEN_TO_ALL = 0o755
_FEW = 100  # files: from about here on it is quicker to have the disk write all that it holds


def write(path: str, data: bytes, lasting: bool = False) -> os.stat_result:
    """Write a new file, readable for everyone whatever the umask; ``lasting`` waits until the disk has it.

    :raises FileExistsError: if something is there already.
    """
    file = os.open(path, _NEW, 0o644)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(file, rest) :]
        if hasattr(os, "fchmod"):
            os.fchmod(file, 0o644)
        if lasting:
            os.fsync(file)
        return os.fstat(file)
    finally:
        os.close(file)


def sync(folder: str, count: int) -> None:
    """Wait until the disk itself has the ``count`` new files of ``folder``, so that they survive a power cut.

    Disks may record a file's name long before its bytes. They record names in the order in which these were given.
    """
    if count > _FEW and settle_all(folder):
        return
    for at, _, names in os.walk(folder):
        for name in names:
            _settle_one(f"{at}/{name}")


def _settle_one(path: str) -> None:
    file = os.open(path, os.O_RDWR)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def settle_all(folder: str) -> bool:
    """Wait until the disk of a folder has all that it holds in memory (Linux); whether the system can do that."""
    if sys.platform != "linux":
        return False
    import ctypes

    at = os.open(folder, os.O_RDONLY)
    try:
        return bool(ctypes.CDLL(None).syncfs(at) == 0)
    except AttributeError:  # a C library that does not know it
        return False
    finally:
        os.close(at)


def draft_beside(path: str) -> str:
    """The path of a hidden file that does not exist yet, in the folder of ``path``, to be moved there once it is whole.

    Its name is not made from that of the file, which may be as long as names may be, and somebody may have a file of
    the name that it would get.
    """
    return f"{os.path.dirname(path)}/.{os.urandom(8).hex()}.tmp"


def write_new(path: str, data: bytes) -> bool:
    """Write a new file, whole or not at all; ``False``, and nothing is written, if something is at ``path`` already."""
    draft = draft_beside(path)
    try:
        write(draft, data, lasting=True)
        try:
            os.link(draft, path, follow_symlinks=False)  # which, unlike a move, never replaces another file
        except FileExistsError:
            return False
        except (OSError, NotImplementedError):  # this disk has no links
            if os.path.lexists(path):
                return False
            move(draft, path)
        return True
    finally:
        remove(draft)


def replace(path: str, data: bytes, lasting: bool = True) -> None:
    """Put ``data`` at ``path``, whole or not at all; ``lasting`` waits until the disk has it."""
    draft = f"{path}.tmp"
    remove(draft)
    try:
        write(draft, data, lasting)
        os.replace(draft, path)
    except OSError:
        with contextlib.suppress(OSError):
            remove(draft)
        raise


def remove(path: str) -> None:
    """Remove a file, if it is there; a folder stays."""
    try:
        os.unlink(path)
    except (FileNotFoundError, NotADirectoryError):
        return
    except (IsADirectoryError, PermissionError):  # what unlinking a folder is called depends on the system
        if not os.path.isdir(path):
            raise


def make_folder(path: str) -> None:
    """Make a folder that everyone may enter whatever the umask, and those that lead to it."""
    try:
        os.mkdir(path)
    except FileExistsError:
        return
    except FileNotFoundError:
        make_folder(os.path.dirname(path))
        with contextlib.suppress(FileExistsError):  # another process that writes files here may have been quicker
            os.mkdir(path)
    mode = stat.S_IMODE(os.stat(path).st_mode)
    if mode & _OPEN_TO_ALL != _OPEN_TO_ALL:
        os.chmod(path, mode | _OPEN_TO_ALL)


def make_folder_of(path: str, known: set[str]) -> None:
    """Make the folder that ``path`` lies in; ``known`` are those that need no second look."""
    folder = os.path.dirname(path)
    if folder not in known:
        make_folder(folder)
        known.add(folder)


def link_or_copy(path: str, target: str) -> None:
    """Have the file (or link) at ``path`` at ``target`` too: the same file if the disk can, otherwise a copy."""
    try:
        os.link(path, target, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(path, target, follow_symlinks=False)


def move(path: str, target: str) -> None:
    """Put a whole file in place of what is at ``target``."""
    os.replace(path, target)


def remove_empty_folders(path: str) -> None:
    """Remove a folder that holds nothing but folders, and all of these."""
    for folder, _, _ in os.walk(path, topdown=False):
        with contextlib.suppress(OSError):
            os.rmdir(folder)
