"""The folder ``.broadsheet/`` of a site: what one build keeps for the next.   [disk]

A file in it that is missing, broken or of another version of the program only costs time: the result is the same. That
it is broken is reported. It may come from elsewhere (the cache of a build server, a pull request), so no
link in it is followed, and nothing in it is trusted more than copy is.

The folders ``published-…/`` in it are not the store's: ``publish`` keeps the state of output folders there.
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
from generator.reading.scan import Seen
from generator.system import nofollow

Kind = TypeVar("Kind")

GRAPH = "graph.db"
"""The values of the site's graph. SQLite may have more beside it: ``graph.db-wal``."""

_FILES = "files.json"
_KEPT = (GRAPH, _FILES, "pictures", "search")
_OLD = ("last.json", "memory.db", "proofs.db", "related.msgpack", "seen.json")

_BROKEN = "The stored {} cannot be used; it will be made again."
_OUTDATED = "The stored results are from an older version of Broadsheet; they are removed, and everything is rebuilt."


class _Files(msgspec.Struct, frozen=True):
    """The files of content/ by path, as one version of the program saw them."""

    program: str
    files: dict[str, Seen]


def seen(site: Path, program: str, notify: Notify = silently) -> Mapping[str, Seen]:
    """The files of content/ as they were the last time; none if another version of the program read them.

    Another version may have understood a picture differently: its size, what is published of it.
    """
    found = _load(site, _FILES, _Files, notify)
    return found.files if found and found.program == program else {}


def keep_seen(site: Path, program: str, files: Mapping[str, Seen]) -> None:
    """Keep what was seen of content/ for the next time."""
    write(site, _FILES, msgspec.json.encode(_Files(program, dict(files))))


def _load(site: Path, name: str, kind: type[Kind], notify: Notify) -> Kind | None:
    """What was kept under ``name``; nothing where it is missing, broken, or of another shape."""
    try:
        return msgspec.json.decode(nofollow.read(site / ".broadsheet" / name), type=kind)
    except OSError:
        return None
    except (msgspec.DecodeError, ValueError, RecursionError):
        notify(_BROKEN.format(name))
        return None


def write(site: Path, name: str, data: bytes) -> None:
    """Write a file whole or not at all. If the disk refuses, the next build only takes longer."""
    with contextlib.suppress(OSError):
        folder = folder_of(site)
        draft = folder / f"{name}.tmp"
        draft.unlink(missing_ok=True)
        with draft.open("xb") as file:
            file.write(data)
        draft.replace(folder / name)


def folder_of(site: Path) -> Path:
    """The folder of the store, made if it is not there, and hidden from git.

    :raises OSError: if the disk refuses.
    """
    folder = site / ".broadsheet"
    folder.mkdir(exist_ok=True)
    with contextlib.suppress(FileExistsError), (folder / ".gitignore").open("x", encoding="utf-8") as file:
        file.write("*\n")
    return folder


def remove_outdated(site: Path, notify: Notify = silently) -> None:
    """Remove what older versions kept."""
    if any((site / ".broadsheet" / name).exists() for name in _OLD):
        notify(_OUTDATED)
        empty(site, _OLD)


def refuse_links(site: Path) -> None:
    """Refuse a store in which something is not a plain file or folder: nothing could safely be read or put there.

    :raises Problems: with each such thing.
    """
    folder = site / ".broadsheet"
    for each in (folder, *_of(folder)):
        with contextlib.suppress(OSError):
            found = os.lstat(each)
            if nofollow.is_link(found) or not (stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)):
                message = "what Broadsheet remembers is kept here, so this cannot be a link or a device"
                refuse(Problem(str(each), 0, 0, message, "remove it, and try again: it will be made again"))


def empty(site: Path, names: tuple[str, ...] = _KEPT) -> None:
    """Remove the whole store, or the part of it that has these names.

    :raises Problems: if part of it cannot be removed.
    """
    for each in _of(site / ".broadsheet"):
        if each.name.startswith(names):
            with contextlib.suppress(OSError):
                nofollow.clear(each) if each.is_dir() else each.unlink()
            if os.path.lexists(each):
                fix = "end other builds and previews of this site, allow writing there, and try again"
                refuse(Problem(str(each), 0, 0, "this is not to be used, but cannot be removed", fix))


def _of(folder: Path) -> Iterator[Path]:
    if folder.is_dir() and not nofollow.link_at(folder):
        yield from sorted(folder.iterdir())
