"""The folder of an export. Files are written to a folder next to it, which replaces it when complete.   [disk]"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO

from generator.model.problems import Problem, Problems, refuse
from generator.publish.disk import settle_all
from generator.publish.lock import locked
from generator.publish.manifest import FOLDER, MANIFEST
from generator.system import nofollow

_NAMES = frozenset(("wordpress.xml", "feed.json", "ninjs"))
"""The names of all files in the folder of an export."""

_NEW = "name a new folder"
_SOURCES = ("content", "layouts", "data", "seeds", ".git", FOLDER)


class ExportFiles:
    """The files of an export that is being written, and their names in order. Those at its root stay open."""

    def __init__(self, folder: Path, closing: ExitStack) -> None:
        self._folder, self._closing = folder, closing
        self._open = dict[str, IO[str]]()
        self.names: dict[str, None] = {}

    def add(self, pieces: Iterable[tuple[str, str]]) -> None:
        """Add texts to files: those at the root grow, and all others are written at once.

        :raises OSError: if the files cannot be written.
        """
        for path, text in pieces:
            self.names[path] = None
            if "/" in path:
                (self._folder / path).parent.mkdir(parents=True, exist_ok=True)
                with self._new(path) as stream:
                    stream.write(text)
                continue
            if path not in self._open:
                self._open[path] = self._closing.enter_context(self._new(path))
            self._open[path].write(text)

    def _new(self, path: str) -> IO[str]:
        return (self._folder / path).open("x", encoding="utf-8", errors="replace", newline="\n")


class Target:
    """A folder for an export of the site at ``site``, whose stories may be in another folder, ``content``."""

    def __init__(self, folder: Path, site: Path, content: Path | None = None) -> None:
        self._folder, self._site, self._content = folder, site, content
        self._partial = folder.with_name(f".{folder.name}.part")

    def refuse_unsafe(self) -> None:
        """Refuse a folder that cannot contain an export.

        :raises Problems: if it is not empty, is a link, or is inside the site, so that its files would become part of
        it.
        """
        if wrong := self._fault():
            refuse(Problem(str(self._folder), 0, 0, wrong, _NEW))
        if os.path.lexists(self._partial) and not self._is_left_over():
            message = "the export is first written to this folder, but something else is there"
            refuse(Problem(str(self._partial), 0, 0, message, f"move it away, or {_NEW}"))

    def _fault(self) -> str:
        folder = self._folder
        if folder.name in ("", ".."):
            return "this folder already exists"
        if nofollow.link_at(folder):
            return "this is a link to another place"
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            return "this already exists and is not an empty folder"
        real = folder.resolve()
        inside = [(self._site / name).resolve() for name in _SOURCES]
        inside += [self._content.resolve()] if self._content else []
        if any(each == real or each in real.parents for each in inside):
            return "an export in this folder would become part of the site"
        if any((each / MANIFEST).exists() for each in (real, *real.parents)):
            return "a site is published from this folder, and the export with it, which has notes to editors"
        return ""

    def _is_left_over(self) -> bool:
        """Return whether the folder next to the target is left over from an interrupted export."""
        if nofollow.link_at(self._partial) or not self._partial.is_dir():
            return False
        return {each.name for each in self._partial.iterdir()} <= _NAMES

    @contextmanager
    def filled(self) -> Iterator[ExportFiles]:
        """Yield the files to write; they appear in the folder when all are written.

        :raises Problems: if they cannot be written. Nothing is left in the folder then.
        """
        try:
            with locked(self._folder.with_name(f".{self._folder.name}.lock"), keep=False):
                self.refuse_unsafe()  # another export may have been faster
                try:
                    yield from self._filled()
                finally:
                    shutil.rmtree(self._partial, ignore_errors=True)
        except OSError as error:
            fix = "make room on the disk, or name a folder in which you may create files"
            message = f"the export cannot be written: {error.strerror or error}"
            raise Problems([Problem(str(self._folder), 0, 0, message, fix)]) from error

    def _filled(self) -> Iterator[ExportFiles]:
        if self._partial.exists():
            shutil.rmtree(self._partial)
        self._partial.mkdir(parents=True)
        with ExitStack() as closing:
            yield ExportFiles(self._partial, closing)
        settle_all(str(self._partial))
        with suppress(FileNotFoundError):
            self._folder.rmdir()
        self._partial.replace(self._folder)
