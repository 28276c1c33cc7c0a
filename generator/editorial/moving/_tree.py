"""The files of a source: a folder, or a zip archive that another program exported."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import IO

from generator.editorial.importers._files import files_in
from generator.editorial.moving import _archives
from generator.editorial.moving._moved import MediaFile
from generator.model.problems import Problem, refuse
from generator.system import nofollow

_AGAIN = "export it again; do not change the files"


class Tree:
    """The files below a folder or in a zip archive, by their paths."""

    def __init__(self, path: Path) -> None:
        """List the files at ``path``.

        :raises Problems: if it is an archive that is damaged or not safe.
        """
        self.path, self.is_archive = path, not path.is_dir()
        names = _archives.names_in(path) if self.is_archive else ()
        self._members = {each.replace("\\", "/"): each for each in names}
        folder = path.resolve()  # the named folder may be a link, but links in it are not followed
        self._files = {each.relative_to(folder).as_posix(): each for each in files_in(folder)}
        self.names = tuple(sorted(self._members or self._files))
        self._by_name = dict[str, list[str]]()
        for name in self.names:
            self._by_name.setdefault(name.rpartition("/")[2], []).append(name)

    def place(self, name: str) -> str:
        """Return the path of a file as the user would write it."""
        return f"{self.path}/{name}"

    def read(self, name: str, longest: int) -> bytes:
        """Return the content of a file.

        :raises Problems: if it is damaged, or has more bytes than ``longest``.
        """
        try:
            if self.is_archive:
                return _archives.data_in(self.path, self._members[name], longest)
            return nofollow.read(self._files[name], longest)
        except OSError as error:
            refuse(Problem(self.place(name), 0, 0, f"this file cannot be read: {error.strerror}", _AGAIN))

    def head(self, name: str, length: int) -> bytes:
        """Return the first bytes of a file; empty if it cannot be read."""
        if not self.is_archive:
            return head(self._files[name], length)
        try:
            return _archives.start_of(self.path, self._members[name], length)
        except OSError:
            return b""

    def open(self, name: str) -> IO[bytes]:
        """Open a file that is too large to be read at once.

        :raises Problems: if it cannot be read.
        """
        try:
            if self.is_archive:
                return _archives.opened(self.path, self._members[name])
            return self._files[name].open("rb")
        except OSError as error:
            refuse(Problem(self.place(name), 0, 0, f"this file cannot be read: {error.strerror}", _AGAIN))

    def ending(self, path: str) -> tuple[str, ...]:
        """Return the names of the files whose path is ``path``, or ends with it."""
        named = self._by_name.get(path.rpartition("/")[2], ())
        return tuple(each for each in named if f"/{each}".endswith(f"/{path}"))

    def media(self, name: str, shown: str) -> MediaFile:
        """Return a file as one that is moved under the path ``shown``."""
        if self.is_archive:
            return MediaFile(shown, self.path, member=self._members[name])
        return MediaFile(shown, self._files[name])


def tree(path: Path) -> Tree:
    """Return the files of a source, cached for all stories until the source changes."""
    return _tree(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _tree(path: Path, _changed: int) -> Tree:
    return Tree(path)


def is_zip(path: Path) -> bool:
    """Return whether a file is a zip archive."""
    return _archives.is_archive(path)


def head(path: Path, length: int) -> bytes:
    """Return the first bytes of a file; empty if it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(length)
    except OSError:
        return b""
