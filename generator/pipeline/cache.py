"""What is remembered from one build to the next, besides what was read (see ``pipeline/memory``).   [disk]

It lies in ``.broadsheet/`` of the site's folder, as JSON. A cache that is missing, broken or of another version
of the program is as good as none: everything is done again, with the same result. That it is broken is said.

All that is kept in that folder, here and elsewhere, is called the *store*. It may come from elsewhere (the cache of a
build server, a pull request), so no link in it is followed, and nothing in it is trusted more than copy is.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import msgspec

from generator.model.output import Closure, Nav
from generator.model.problems import Problem, Problems, refuse
from generator.model.story import Instant
from generator.publish.lock import Tell, silence
from generator.reading.scan import Seen
from generator.system import nofollow

Kind = TypeVar("Kind")

_STORE = ("last.json", "memory.db", "pictures", "proofs.db", "related.msgpack", "search", "seen.json")
"""All that a build keeps for the next one. SQLite may have left more beside its own: ``memory.db-journal``."""

BROKEN = "What was remembered in .broadsheet/{} is broken, or of another version or build: it is made anew."
"""What is told of something remembered that cannot be used."""

UNUSABLE = "What was remembered in .broadsheet/ cannot be used: all of it is forgotten, and made again."
"""What is told where it is not known which part of it that is."""


class Last(msgspec.Struct, frozen=True):
    """The last build: what it was of, where it went, and from when until when it stays right.

    ``key`` stands for all that it was made of, ``frame`` for all of that but the copy, and ``copy`` has the digests of
    that by path. ``files`` is how many files it has, ``source`` what they were made of by its manifest, ``warnings``
    what it said, ``nav`` what every page of it links to, ``closures`` what its layouts draw on, ``indexes`` the keys of
    its search indexes by year.
    """

    key: str
    frame: str
    copy: Mapping[str, str]
    nav: Nav
    closures: Mapping[str, Closure]
    output: str
    since: Instant
    until: Instant | None
    stories: int
    files: int
    source: str
    warnings: tuple[Problem, ...]
    indexes: Mapping[int, str] = {}

    def serves(self, frame: str, as_of: datetime, output: Path) -> bool:
        """Whether a build of this frame, as of this instant, into this folder would be the same but for the copy."""
        timely = self.since <= as_of and (self.until is None or as_of < self.until)
        return timely and (self.frame, self.output) == (frame, str(output.resolve()))


class _Files(msgspec.Struct, frozen=True):
    """The files of content/ by path, as one version of the program saw them."""

    program: str
    files: dict[str, Seen]


def seen(site: Path, program: str, tell: Tell = silence) -> Mapping[str, Seen]:
    """The files of content/ as they were the last time; none if another version of the program read them.

    Another version may have understood a picture differently: its size, what is published of it.
    """
    found = _load(site, "seen.json", _Files, tell)
    return found.files if found and found.program == program else {}


def keep_seen(site: Path, program: str, files: Mapping[str, Seen]) -> None:
    """Keep what was seen of content/ for the next time."""
    _keep(site, "seen.json", _Files(program, dict(files)))


def last(site: Path, tell: Tell = silence) -> Last | None:
    """What is known of the last build."""
    return _load(site, "last.json", Last, tell)


def keep_last(site: Path, build: Last) -> None:
    """Keep what is known of a build for the next time."""
    _keep(site, "last.json", build)


def _load(site: Path, name: str, kind: type[Kind], tell: Tell) -> Kind | None:
    """What was kept under ``name``; nothing where it is missing, broken, or of another shape."""
    try:
        return msgspec.json.decode(nofollow.read(site / ".broadsheet" / name), type=kind)
    except OSError:
        return None
    except (msgspec.DecodeError, ValueError, RecursionError):
        tell(BROKEN.format(name))
        return None


def _keep(site: Path, name: str, value: object) -> None:
    write(site, name, msgspec.json.encode(value))


def write(site: Path, name: str, data: bytes) -> None:
    """Write a file whole or not at all. A disk that refuses costs time then, nothing else."""
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


@contextlib.contextmanager
def forgetting(site: Path, tell: Tell) -> Iterator[None]:
    """Where what is done with the store fails, forget all of it, and go on without the result.

    Values that were tampered with can be of the right shape and still mean nothing, which shows anywhere, in any way.
    Whoever asks for this must then do the same without the store: if the fault is not the store's, it shows again.
    """
    try:
        yield
    except (Problems, OSError, MemoryError):
        raise
    except Exception as error:
        from concurrent.futures import BrokenExecutor  # here, since it is slow to import and seldom needed

        if isinstance(error, BrokenExecutor):
            raise
        tell(UNUSABLE)
        empty(site)


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


def empty(site: Path, names: tuple[str, ...] = _STORE) -> None:
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
