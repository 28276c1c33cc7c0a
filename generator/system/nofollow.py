"""Works with files that another program may have replaced: follows no links, and reads only regular files.   [disk]

A *link* is a symbolic link, or a junction on Windows.
"""
# ruff: noqa: PTH106, PTH108

from __future__ import annotations

import errno
import os
import shutil
import stat
import sys
from contextlib import suppress
from pathlib import Path

LARGEST = 1 << 29
"""The largest record that is read: 512 MB. The manifest of a million files takes about a third of that."""

_FLAGS = ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY", "O_CLOEXEC")
_READ = os.O_RDONLY | sum(getattr(os, name, 0) for name in _FLAGS)


def is_link(found: os.stat_result) -> bool:
    """Whether this result of ``lstat`` describes a link."""
    junction = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1)
    return stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) == junction


def is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a folder and not a link to one."""
    return entry.is_dir(follow_symlinks=False) and not (sys.platform == "win32" and is_link(os.lstat(entry.path)))


def link_at(path: Path | str) -> bool:
    """Whether there is a link at ``path``."""
    try:
        return is_link(os.lstat(path))
    except (OSError, ValueError):
        return False


def link_towards(root: Path | str, path: str) -> str:
    """The part of ``path`` (relative to ``root``) up to and including its first link; empty if there is no link."""
    end = path.find("/")
    while end >= 0:
        if link_at(f"{root}/{path[:end]}"):
            return path[:end]
        end = path.find("/", end + 1)
    return path if path and link_at(f"{root}/{path}") else ""


def read(path: Path | str, largest: int | None = LARGEST) -> bytes:
    """The bytes of a regular file. Pass ``largest=None`` for files of the site itself, which may have any size.

    :raises OSError: if the file does not exist, is a link or a device, or is larger than ``largest``.
    """
    if not hasattr(os, "O_NOFOLLOW") and link_at(path):
        raise OSError(errno.ELOOP, "this is a link", str(path))
    try:
        file = os.open(path, _READ)
    except OSError as error:
        if error.errno == errno.ELOOP:  # the system's own words are "too many levels of symbolic links"
            raise OSError(errno.ELOOP, "this is a link", str(path)) from None
        if error.errno == errno.ENXIO:  # a socket
            raise OSError(errno.EINVAL, "this is not a regular file", str(path)) from None
        raise
    try:
        if not stat.S_ISREG(os.fstat(file).st_mode):
            raise OSError(errno.EINVAL, "this is not a regular file", str(path))
        with open(file, "rb", closefd=False) as opened:
            data = opened.read() if largest is None else opened.read(largest + 1)
    finally:
        os.close(file)
    if largest is not None and len(data) > largest:
        raise OSError(errno.EFBIG, f"this file has more than {largest:,} bytes", str(path))
    return data


def fix_of(error: OSError) -> str:
    """The fix for a file of the site that ``read`` refuses."""
    match error.errno:
        case errno.ELOOP | errno.EINVAL:
            return "put the file itself here, not a link, a folder or a device"
        case errno.EFBIG:
            return "make it shorter"
    return "check its permissions"


def clear(path: Path | str) -> None:
    """Remove a folder and everything in it, ignoring errors. If it is a link, remove the link but not its target."""
    if not link_at(path):
        shutil.rmtree(path, ignore_errors=True)
        return
    with suppress(OSError):
        os.rmdir(path) if stat.S_ISDIR(os.lstat(path).st_mode) else os.unlink(path)  # a junction is a folder to Windows
