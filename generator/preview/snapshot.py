"""Snapshots of a site's sources on the disk, to notice changes that the system does not report.   [disk]"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from generator.reading.folders import left_behind
from generator.reading.ignore_lists import NAME as IGNORE_LIST
from generator.reading.layout_files import theme_folder
from generator.reading.most_read_file import FILE as MOST_READ

TOP = ("site.toml", "published.txt", MOST_READ, IGNORE_LIST)
"""The sources that are directly in a site's folder."""

FOLDERS = ("content", "layouts", "data")
"""The folders of a site with sources. No other folder is watched: output/, .git/, node_modules/ may have many files."""

Snapshot = Mapping[str, tuple[int, int, int]]
"""The modification time in nanoseconds, the size and the inode of each source, by its path."""


class Watched(msgspec.Struct, frozen=True):
    """What the preview watches: the site's folder, and the folders with its sources, which may be elsewhere."""

    site: Path
    folders: tuple[Path, ...]

    @classmethod
    def of(cls, site: Path, content: Path | None) -> Watched:
        """Return what to watch; ``content`` is the folder of the stories if it is not content/."""
        own = site.resolve()
        given = (content or site / "content").resolve()
        folders = dict.fromkeys([*(own / name for name in FOLDERS), given, theme_folder().resolve()])
        return cls(own, tuple(each for each in folders if not any(other in each.parents for other in folders)))

    @property
    def roots(self) -> tuple[tuple[Path, int], ...]:
        """The folders with sources that exist now, each with its inode, since another folder may take its place."""
        return tuple((each, each.stat().st_ino) for each in self.folders if each.is_dir())

    def has(self, path: str) -> bool:
        """Whether a path is that of a source, and not of a temporary file that a text editor has left behind."""
        file = Path(path)
        if file.parent == self.site:
            return file.name in (*TOP, *FOLDERS)
        inside = next((file.relative_to(each) for each in self.folders if file.is_relative_to(each)), None)
        return inside is not None and not any(map(_is_unread, inside.parts))

    def look(self) -> Snapshot:
        """Return a snapshot of the sources as they are now."""
        return dict(self._found())

    def _found(self) -> Iterator[tuple[str, tuple[int, int, int]]]:
        for name in TOP:
            with suppress(OSError):
                yield str(self.site / name), _seen((self.site / name).stat())
        for folder in self.folders:
            yield from _below(folder)


def changed(before: Snapshot, now: Snapshot) -> set[str]:
    """Return the paths that were added, removed or modified between two snapshots."""
    return {path for path, seen in now.items() if before.get(path) != seen} | (before.keys() - now.keys())


def _below(folder: Path | str) -> Iterator[tuple[str, tuple[int, int, int]]]:
    with suppress(OSError), os.scandir(folder) as entries:  # it may be removed meanwhile
        for entry in entries:
            if _is_unread(entry.name):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _below(entry.path)
            else:
                with suppress(OSError):
                    yield entry.path, _seen(entry.stat(follow_symlinks=False))


def _is_unread(name: str) -> bool:
    return left_behind(name) and name != IGNORE_LIST


def _seen(info: os.stat_result) -> tuple[int, int, int]:
    return info.st_mtime_ns, info.st_size, info.st_ino
