"""A site's folder ``.broadsheet/``, in which a build keeps results for the next one.   [disk]

If a file in it is missing, broken or from another version of the program, the build takes longer, but the result is the
same; broken files are reported. The folder may come from another machine (a build server's cache, a pull request), so
links in it are not followed, and its contents are trusted no more than copy is.

The folders ``published-…/`` in it are not part of the store: ``publish`` keeps the state of output folders there.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import msgspec

from generator.engine.runtime import Notify, silently
from generator.model.problems import Problem, refuse
from generator.reading.scan import FileRead
from generator.system import nofollow

Kind = TypeVar("Kind")

GRAPH = "graph.db"
"""The values of the site's graph. SQLite may keep other files next to it, such as ``graph.db-wal``."""

_FILES = "files.json"
_KEPT = (GRAPH, _FILES, "pictures", "search")
_OLD = ("last.json", "memory.db", "proofs.db", "related.msgpack", "seen.json")

_BROKEN = "The stored {} cannot be used; it will be rebuilt."
_OUTDATED = "The stored results are from an older version of Broadsheet; they will be removed and everything rebuilt."


class _Files(msgspec.Struct, frozen=True):
    """The files in content/ by path, as one version of the program saw them."""

    program: str
    files: dict[str, FileRead]


def last_scan(site: Path, program: str, notify: Notify = silently) -> Mapping[str, FileRead]:
    """The files in content/ as of the last scan; empty if another version of the program read them.

    Another version may have interpreted a picture differently, such as its size or which metadata to publish.
    """
    found = _load(site, _FILES, _Files, notify)
    return found.files if found and found.program == program else {}


def save_scan(site: Path, program: str, files: Mapping[str, FileRead]) -> None:
    """Save the result of scanning content/ for the next build."""
    write(site, _FILES, msgspec.json.encode(_Files(program, dict(files))))


def _load(site: Path, name: str, kind: type[Kind], notify: Notify) -> Kind | None:
    """Load the file ``name``; None if it is missing, broken or has another structure."""
    try:
        return msgspec.json.decode(nofollow.read(site / ".broadsheet" / name), type=kind)
    except OSError:
        return None
    except (msgspec.DecodeError, ValueError, RecursionError):
        notify(_BROKEN.format(name))
        return None


def write(site: Path, name: str, data: bytes) -> None:
    """Write a file atomically. If writing fails, the next build only takes longer."""
    with contextlib.suppress(OSError):
        folder = folder_of(site)
        draft = folder / f"{name}.tmp"
        draft.unlink(missing_ok=True)
        with draft.open("xb") as file:
            file.write(data)
        draft.replace(folder / name)


def folder_of(site: Path) -> Path:
    """The store's folder, created if it does not exist, and hidden from git.

    :raises OSError: if it cannot be created.
    """
    folder = site / ".broadsheet"
    folder.mkdir(exist_ok=True)
    with contextlib.suppress(FileExistsError), (folder / ".gitignore").open("x", encoding="utf-8") as file:
        file.write("*\n")
    return folder


def remove_outdated(site: Path, notify: Notify = silently) -> None:
    """Remove files that older versions kept."""
    if any((site / ".broadsheet" / name).exists() for name in _OLD):
        notify(_OUTDATED)
        clear(site, _OLD)


def refuse_links(site: Path) -> None:
    """Refuse a store that contains anything but plain files and folders: reading or writing there would not be safe.

    :raises Problems: with the first entry that is not a plain file or folder.
    """
    folder = site / ".broadsheet"
    for each in (folder, *_of(folder)):
        with contextlib.suppress(OSError):
            found = os.lstat(each)
            if nofollow.is_link(found) or not (stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)):
                message = "Broadsheet keeps its stored results here, so this cannot be a link or a device"
                refuse(Problem(str(each), 0, 0, message, "remove it and try again; Broadsheet will recreate it"))


def clear(site: Path, names: tuple[str, ...] = _KEPT) -> None:
    """Remove the files and folders of the store whose names start with these; by default, the whole store.

    :raises Problems: if something cannot be removed.
    """
    for each in _of(site / ".broadsheet"):
        if each.name.startswith(names):
            with contextlib.suppress(OSError):
                nofollow.clear(each) if each.is_dir() else each.unlink()
            if os.path.lexists(each):
                fix = "stop other builds and previews of this site, make the folder writable, and try again"
                refuse(Problem(str(each), 0, 0, "this must be discarded, but it cannot be removed", fix))


def _of(folder: Path) -> Iterator[Path]:
    if folder.is_dir() and not nofollow.link_at(folder):
        yield from sorted(folder.iterdir())
