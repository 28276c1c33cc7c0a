"""The files of a source: of a folder, or of a zip archive as other programs export it.

Nothing is unpacked to the disk. An archive is refused as a whole if a name in it leads out of it, or if it would unpack
to far more than it has: nobody makes such an export.
"""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from generator.editorial.importers._files import files_in
from generator.editorial.moving._moved import MediaFile
from generator.model.problems import Problem, refuse
from generator.system import nofollow

_MOST = 200_000  # files
_GROWTH = 200  # times that a file may grow when it is unpacked; text grows 20 times at most
_SMALL = 1_000_000  # bytes of a file that may grow more
_LONGEST = 400  # characters of a name
_AGAIN = "export it again; do not repack it"
_FAULTS = (BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError, struct.error, zlib.error)


class Tree:
    """The files below a folder or in a zip archive, by their paths."""

    def __init__(self, path: Path) -> None:
        """Look at what is at ``path``.

        :raises Problems: if it is an archive that is damaged or not safe.
        """
        self.path = path
        self._members = {} if path.is_dir() else _members(path)
        self._files = {each.relative_to(path).as_posix(): each for each in files_in(path)} if path.is_dir() else {}
        self.names = tuple(sorted(self._members or self._files))
        self._by_name = dict[str, list[str]]()
        for name in self.names:
            self._by_name.setdefault(name.rpartition("/")[2], []).append(name)

    @property
    def is_archive(self) -> bool:
        """Whether the files are in an archive."""
        return bool(self._members)

    def place(self, name: str) -> str:
        """Return the path of a file as the user would say it."""
        return f"{self.path}/{name}"

    def read(self, name: str, longest: int) -> bytes:
        """Return the content of a file.

        :raises Problems: if it is damaged, or has more bytes than ``longest``.
        """
        try:
            if name in self._files:
                return nofollow.read(self._files[name], longest)
            with ZipFile(self.path) as archive, archive.open(self._members[name]) as member:
                data = member.read(longest + 1)
        except _FAULTS:
            refuse(Problem(self.place(name), 0, 0, "this file cannot be read, or is too large", _AGAIN))
        if len(data) > longest:
            message = f"this file has more than {longest:,} bytes"
            refuse(Problem(self.place(name), 0, 0, message, "take it out of the export, or make it shorter"))
        return data

    def head(self, name: str, length: int) -> bytes:
        """Return the first bytes of a file; none if it cannot be read."""
        if name in self._files:
            return head(self._files[name], length)
        try:
            with ZipFile(self.path) as archive, archive.open(self._members[name]) as member:
                return member.read(length)
        except _FAULTS:
            return b""

    def open(self, name: str) -> IO[bytes]:
        """Open a file that is too large to be read at once.

        :raises Problems: if it cannot be read.
        """
        try:
            if name in self._files:
                return self._files[name].open("rb")
            return ZipFile(self.path).open(self._members[name])
        except _FAULTS:
            refuse(Problem(self.place(name), 0, 0, "this file cannot be read", _AGAIN))

    def ending(self, path: str) -> tuple[str, ...]:
        """Return the names of the files whose path is ``path``, or ends with it."""
        return tuple(each for each in self._by_name.get(path.rpartition("/")[2], ()) if f"/{each}".endswith(f"/{path}"))

    def media(self, name: str, shown: str) -> MediaFile:
        """Return a file as one that is moved under the path ``shown``."""
        if name in self._files:
            return MediaFile(shown, self._files[name])
        return MediaFile(shown, self.path, member=self._members[name].filename)


@lru_cache(maxsize=4)
def tree(path: Path) -> Tree:
    """Return the files of a source, which many stories ask for."""
    return Tree(path)


def is_zip(path: Path) -> bool:
    """Return whether a file begins as zip archives do."""
    return path.is_file() and head(path, 4) == b"PK\3\4"


def head(path: Path, length: int) -> bytes:
    """Return the first bytes of a file; none if it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(length)
    except OSError:
        return b""


def _members(path: Path) -> dict[str, ZipInfo]:
    try:
        with ZipFile(path) as archive:
            members = [each for each in archive.infolist() if not each.is_dir()]
    except _FAULTS:
        refuse(Problem(str(path), 0, 0, "this archive is damaged", "download it again"))
    for why in _refusals(path, members):
        refuse(Problem(str(path), 0, 0, why, _AGAIN))
    return {_path_of(each): each for each in members}


def _refusals(path: Path, members: list[ZipInfo]) -> list[str]:
    names = [_path_of(each) for each in members]
    found = (
        (len(members) > _MOST, f"this archive has more than {_MOST:,} files"),
        (len(set(names)) < len(names), "this archive has two files with one name"),
        (any(each.flag_bits & 1 for each in members), "this archive is locked with a password"),
        (sum(each.compress_size for each in members) > path.stat().st_size, "parts of this archive overlap"),
        (any(map(_leads_out, members)), "this archive has a file whose path leads out of it"),
        (any(map(_grows, members)), "this archive has a file that would be enormous when it is unpacked"),
    )
    return [why for is_wrong, why in found if is_wrong]


def _path_of(member: ZipInfo) -> str:
    return member.filename.replace("\\", "/")


def _leads_out(member: ZipInfo) -> bool:
    path = _path_of(member)
    is_odd = len(path) > _LONGEST or "\0" in member.orig_filename or ":" in path.partition("/")[0]
    return is_odd or path.startswith("/") or ".." in path.split("/")


def _grows(member: ZipInfo) -> bool:
    return member.file_size > _SMALL and member.file_size > _GROWTH * max(1, member.compress_size)
