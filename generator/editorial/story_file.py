"""A story whose file a command changes: it is found by name, read, tested, and written atomically.   [disk]"""

from __future__ import annotations

import stat
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

import msgspec

from generator.engine.runtime import SERIAL, Runtime
from generator.model.manuscript import Manuscript
from generator.model.problems import Problem, Problems, refuse
from generator.model.settings import Settings
from generator.pipeline.named_story import file_named
from generator.pipeline.request import BuildRequest
from generator.pipeline.what_if import new_errors
from generator.publish import disk
from generator.reading.scan import LONGEST_COPY
from generator.reading.story import read
from generator.system import nofollow


class FileAsRead(msgspec.Struct, frozen=True):
    """A file of content/: ``name`` is its path in the site, ``data`` its bytes as they were read."""

    path: Path
    name: str
    data: bytes

    @property
    def site(self) -> Path:
        """The folder of the site."""
        return self.path.parents[self.name.count("/")]


class StoryFile(FileAsRead, frozen=True):
    """The file of a story or page, and its content."""

    story: Manuscript


def opened(request: BuildRequest, wanted: str, runtime: Runtime = SERIAL) -> StoryFile:
    """Return the file that ``wanted`` names by its path or the story's slug, address or headline.

    :raises Problems: if there is none, it has errors, or it is only a link to another file.
    """
    path = request.site / file_named(request, wanted, runtime)
    name, data = path.relative_to(request.site).as_posix(), _bytes_of(request.site, path)
    return StoryFile(path, name, data, _readable(data, name, request.settings))


def _bytes_of(site: Path, path: Path) -> bytes:
    """Return the bytes of a story's file, which must not be a link to another file."""
    name = path.relative_to(site).as_posix()
    if nofollow.link_towards(site, name):
        refuse_at(name, "this is a link to another file", "name that file")
    try:
        return nofollow.read(path, LONGEST_COPY)
    except OSError as error:
        refuse_at(name, f"the story cannot be read: {error.strerror}", nofollow.fix_of(error))


def _readable(data: bytes, name: str, settings: Settings) -> Manuscript:
    found = read(data, name, settings)
    if not found.manuscript:
        raise Problems(each for each in found.problems if each.level == "error" or not errors(found.problems))
    return found.manuscript


def try_out(request: BuildRequest, file: StoryFile, changed: bytes, runtime: Runtime = SERIAL) -> None:
    """Refuse a change with which the site could not be built.

    :raises Problems: with each error that the change would cause.
    """
    found = errors(read(changed, file.name, request.settings).problems)
    if wrong := found or new_errors(request, file.name, changed, runtime):
        raise Problems(wrong)


def put(file: FileAsRead, changed: bytes) -> None:
    """Replace the old file by the changed one atomically, with the same permissions.

    :raises Problems: if it would be too long to read, cannot be written, or somebody else has changed it meanwhile or
    replaced it by a link.
    """
    if len(changed) > LONGEST_COPY:
        message = f"the file would have {len(changed):,} bytes; the limit for a story is {LONGEST_COPY:,}"
        refuse_at(file.name, message, "make its text shorter, or split it")
    draft = disk.draft_beside(str(file.path))
    try:
        disk.write(draft, changed, lasting=True)
        Path(draft).chmod(stat.S_IMODE(file.path.stat(follow_symlinks=False).st_mode))
        if _bytes_of(file.site, file.path) != file.data:
            refuse_at(file.name, "somebody else has just changed this file", "try again")
        disk.move(draft, str(file.path))
    except OSError as error:
        message = f"the story cannot be written: {error.strerror}"
        refuse_at(file.name, message, "make room on the disk, or allow writing in its folder")
    finally:
        disk.remove(draft)


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems that prevent a site from being built."""
    return [each for each in problems if each.level == "error"]


def refuse_at(name: str, message: str, fix: str) -> NoReturn:
    """Refuse to change a file, without naming a line.

    :raises Problems: always.
    """
    refuse(Problem(name, 0, 0, message, fix))
