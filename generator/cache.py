"""What is remembered from one build to the next, besides what was read (see ``memory``).   [disk]

It lies in ``.broadsheet/`` of the site's folder, as JSON. A cache that is missing, broken or of another version
of the program is as good as none: everything is done again, with the same result. That it is broken is said.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import msgspec

from generator.output import Closure, Nav
from generator.problems import Problem
from generator.publish.lock import Tell, silence
from generator.reading.scan import Seen

Kind = TypeVar("Kind")

BROKEN = "What was remembered in .broadsheet/{} is broken, or of another version or build: it is made anew."
"""What is told of something remembered that cannot be used."""


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
    since: datetime
    until: datetime | None
    stories: int
    files: int
    source: str
    warnings: tuple[Problem, ...]
    indexes: Mapping[int, str] = {}

    def serves(self, frame: str, as_of: datetime, output: Path) -> bool:
        """Whether a build of this frame, as of this instant, into this folder would be the same but for the copy."""
        timely = self.since <= as_of and (self.until is None or as_of < self.until)
        return timely and (self.frame, self.output) == (frame, str(output.resolve()))


class _Looks(msgspec.Struct, frozen=True):
    """The files of content/ as one version of the program saw them; another may judge them otherwise."""

    program: str
    files: Mapping[str, Seen]


def seen(site: Path, program: str, tell: Tell = silence) -> Mapping[str, Seen]:
    """The files of content/ as this program saw them the last time."""
    found = _load(site, "seen.json", _Looks, tell)
    return found.files if found and found.program == program else {}


def keep_seen(site: Path, program: str, files: Mapping[str, Seen]) -> None:
    """Keep what this program saw of content/ for the next time."""
    _keep(site, "seen.json", _Looks(program, files))


def last(site: Path, tell: Tell = silence) -> Last | None:
    """What is known of the last build."""
    return _load(site, "last.json", Last, tell)


def keep_last(site: Path, build: Last) -> None:
    """Keep what is known of a build for the next time."""
    _keep(site, "last.json", build)


def _load(site: Path, name: str, kind: type[Kind], tell: Tell) -> Kind | None:
    """What was kept under ``name``; nothing where it is missing, broken, or of another shape."""
    try:
        return msgspec.json.decode((site / ".broadsheet" / name).read_bytes(), type=kind)
    except OSError:
        return None
    except (msgspec.DecodeError, ValueError):
        tell(BROKEN.format(name))
        return None


def _keep(site: Path, name: str, value: object) -> None:
    write(site, name, msgspec.json.encode(value))


def write(site: Path, name: str, data: bytes) -> None:
    """Write a file whole or not at all. A disk that refuses costs time then, nothing else."""
    folder = site / ".broadsheet"
    with contextlib.suppress(OSError):
        folder.mkdir(exist_ok=True)
        (folder / ".gitignore").write_text("*\n", encoding="utf-8")
        draft = folder / f"{name}.tmp"
        draft.write_bytes(data)
        draft.replace(folder / name)
