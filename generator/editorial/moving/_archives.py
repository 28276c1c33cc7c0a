"""Reads files in ZIP archives that other programs export, within limits.

Nothing is unpacked to the disk. An archive is refused if a path in it leads out of it, or if it would unpack to far
more data than it contains. Programs do not export such archives.
"""

from __future__ import annotations

import os
import zlib
from functools import lru_cache
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from generator.model.problems import Problem, Problems, refuse

MOST = 200_000
"""How many files an archive may have."""

_FIX = "download or export it again"
_GROWTH = 200  # how many times larger a file may get when it is unpacked; text gets at most 20 times larger
_SMALL = 1_000_000  # bytes; smaller files may grow more
_LONGEST = 400  # characters of a name
_FAULTS = (BadZipFile, RuntimeError, NotImplementedError, EOFError, ValueError, zlib.error)


def is_archive(path: Path) -> bool:
    """Return whether there is a ZIP archive at a path."""
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        return stream.read(4) in (b"PK\3\4", b"PK\5\6")


def names_in(path: Path) -> tuple[str, ...]:
    """Return the names of the files in an archive, sorted, without folders.

    :raises Problems: if it is damaged, encrypted or not safe, or has too many files.
    """
    try:
        with ZipFile(path) as archive:
            members = [each for each in archive.infolist() if not each.is_dir()]
    except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Problems([Problem(str(path), 0, 0, "this archive is damaged", _FIX)]) from error
    if len(members) > MOST:
        message = f"this archive has {len(members):,} files; the limit is {MOST:,}"
        refuse(Problem(str(path), 0, 0, message, "unpack it, and name the folder"))
    if why := _fault(members, path.stat().st_size):
        refuse(Problem(str(path), 0, 0, f"this archive {why}", _FIX))
    return tuple(sorted(each.filename for each in members))


def _fault(members: list[ZipInfo], size: int) -> str:
    """Return why an archive is not read, as a phrase that follows "this archive"; empty if it can be read."""
    found = (
        (len({each.filename for each in members}) < len(members), "has two files with the same name"),
        (any(each.flag_bits & 1 for each in members), "is locked with a password"),
        (sum(each.compress_size for each in members) > size, "has parts that overlap"),
        (any(map(_leads_out, members)), "has a file whose path leads out of it"),
        (any(map(_grows, members)), "has a file that would be enormous when it is unpacked"),
    )
    return next((why for is_so, why in found if is_so), "")


def _leads_out(member: ZipInfo) -> bool:
    path = member.filename.replace("\\", "/")
    is_odd = len(path) > _LONGEST or "\0" in member.orig_filename or ":" in path.partition("/")[0]
    return is_odd or path.startswith("/") or ".." in path.split("/")


def _grows(member: ZipInfo) -> bool:
    return member.file_size > _SMALL and member.file_size > _GROWTH * max(1, member.compress_size)


def data_in(path: Path, name: str, most: int) -> bytes:
    """Return the bytes of a file in an archive.

    :raises OSError: if it is not there, is damaged, is locked with a password, or has more than ``most`` bytes.
    """
    data = start_of(path, name, most + 1)
    if len(data) > most:
        raise OSError(27, f"it has more than {most:,} bytes", name)
    return data


def start_of(path: Path, name: str, most: int) -> bytes:
    """Return the first bytes of a file in an archive, ``most`` at the most.

    :raises OSError: if it is not there, is damaged, or is locked with a password.
    """
    try:
        with opened(path, name) as stream:
            return stream.read(most)
    except _FAULTS as error:
        raise OSError(5, "it cannot be read from its archive", name) from error


def opened(path: Path, name: str) -> IO[bytes]:
    """Open a file in an archive, to read it in pieces.

    :raises OSError: if it is not there, is damaged, or is locked with a password.
    """
    try:
        return _archive(path, path.stat().st_mtime_ns, os.getpid()).open(name)
    except KeyError as error:
        raise FileNotFoundError(2, "it is not in the archive", name) from error
    except _FAULTS as error:
        raise OSError(5, "it cannot be read from its archive", name) from error


@lru_cache(maxsize=2)
def _archive(path: Path, _changed: int, _process: int) -> ZipFile:
    """Return an archive that stays open, since reading its list of files again for each file would take far too long.

    Each process has its own: processes that share an open file would change each other's position in it.
    """
    return ZipFile(path)
