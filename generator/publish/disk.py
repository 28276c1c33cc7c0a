"""The few operations with which publishing changes the disk.   [disk]

Files are put in place complete and never overwritten, since the trees of an atomic site share them (hard links).
Paths are strings here, since tens of thousands go through these functions.
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
_FEW = 100  # files; with more, it is faster to sync the whole file system


def write(path: str, data: bytes, lasting: bool = False) -> os.stat_result:
    """Write a new file that everyone may read, whatever the umask; ``lasting`` waits until it is on the disk.

    :raises FileExistsError: if something exists at ``path`` already.
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
    """Wait until the ``count`` new files in ``folder`` are on the disk, so they survive a power cut.

    File systems may record a file's name long before its bytes. They record names in the order of their creation.
    """
    if count > _FEW and settle_all(folder):
        return
    for at, _, names in os.walk(folder):
        for name in names:
            _sync_one(f"{at}/{name}")


def _sync_one(path: str) -> None:
    file = os.open(path, os.O_RDWR)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def settle_all(folder: str) -> bool:
    """Sync the whole file system of a folder (Linux only). Return whether the operating system supports this."""
    if sys.platform != "linux":
        return False
    import ctypes

    at = os.open(folder, os.O_RDONLY)
    try:
        return bool(ctypes.CDLL(None).syncfs(at) == 0)
    except AttributeError:  # the C library does not have this function
        return False
    finally:
        os.close(at)


def draft_beside(path: str) -> str:
    """The path of a new hidden file in the folder of ``path``, which is moved to ``path`` once it is complete.

    Its name is random, since a name made from the name of ``path`` could be too long, or could exist already.
    """
    return f"{os.path.dirname(path)}/.{os.urandom(8).hex()}.tmp"


def write_new(path: str, data: bytes) -> bool:
    """Write a new file completely or not at all. If something exists at ``path``, write nothing and return False."""
    draft = draft_beside(path)
    try:
        write(draft, data, lasting=True)
        try:
            os.link(draft, path, follow_symlinks=False)  # unlike a move, this never replaces a file
        except FileExistsError:
            return False
        except (OSError, NotImplementedError):  # this file system does not support links
            if os.path.lexists(path):
                return False
            move(draft, path)
        return True
    finally:
        remove(draft)


def replace(path: str, data: bytes, lasting: bool = True) -> None:
    """Write ``data`` to ``path`` completely or not at all; ``lasting`` waits until it is on the disk."""
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
    """Remove a file if it exists; a folder is not removed."""
    try:
        os.unlink(path)
    except (FileNotFoundError, NotADirectoryError):
        return
    except (IsADirectoryError, PermissionError):  # the error for a folder depends on the system
        if not os.path.isdir(path):
            raise


def make_folder(path: str) -> None:
    """Create a folder and its parents, which everyone may enter, whatever the umask."""
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
    """Create the folder that contains ``path``. Folders in ``known`` are not checked again."""
    folder = os.path.dirname(path)
    if folder not in known:
        make_folder(folder)
        known.add(folder)


def link_or_copy(path: str, target: str) -> None:
    """Make the file (or link) at ``path`` available at ``target``, too: a hard link if possible, otherwise a copy."""
    try:
        os.link(path, target, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(path, target, follow_symlinks=False)


def move(path: str, target: str) -> None:
    """Move a complete file to ``target``, replacing what is there."""
    os.replace(path, target)


def remove_empty_folders(path: str) -> None:
    """Remove a folder that contains only folders, with all of these."""
    for folder, _, _ in os.walk(path, topdown=False):
        with contextlib.suppress(OSError):
            os.rmdir(folder)
