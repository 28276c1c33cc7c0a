"""The files that can be edited in the browser: Markdown in content/, never behind a link.   [disk]"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from generator.editorial.story_file import FileAsRead, refuse_at
from generator.model.fingerprint import of_bytes
from generator.model.problems import Problem, Problems
from generator.model.safe_paths import fault_in, hidden_in
from generator.model.urls import STATIC
from generator.publish import disk
from generator.reading.folders import walk
from generator.reading.scan import LONGEST_COPY, MARKDOWN
from generator.system import nofollow

_CONTENT = "content/"


class Gone(Problems):
    """The file has been deleted or moved."""

    def __init__(self, name: str) -> None:
        fix = "write it again, or go to the story's new address"
        super().__init__([Problem(name, 0, 0, "this file is gone: somebody has deleted or moved it", fix)])


class Conflict(Exception):
    """The file has changed since it was read: ``file`` is the current one."""

    def __init__(self, file: FileAsRead) -> None:
        super().__init__(file.name)
        self.file = file


def read_file(site: Path, name: str) -> FileAsRead:
    """Read a file of content/, given its path in the site.

    :raises Gone: if it does not exist.
    :raises Problems: if it is not a Markdown file in content/, is behind a link, is too long, or cannot be read.
    """
    _refuse_uneditable(site, name)
    try:
        return FileAsRead(site / name, name, nofollow.read(site / name, LONGEST_COPY))
    except (FileNotFoundError, NotADirectoryError):
        raise Gone(name) from None
    except OSError as error:
        refuse_at(name, f"the file cannot be read: {error.strerror}", nofollow.fix_of(error))


def restore_file(site: Path, name: str, data: bytes) -> None:
    """Write a file again that was deleted while somebody edited it.

    :raises Conflict: if a file with its name exists again.
    :raises Problems: if it is not a file that can be edited, or cannot be written.
    """
    _refuse_uneditable(site, name)
    if len(data) > LONGEST_COPY:
        refuse_at(name, f"a story has at most {LONGEST_COPY:,} bytes", "split it into several files")
    try:
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        written = disk.write_new(str(site / name), data)
    except OSError as error:
        fix = "make room on the disk, or allow writing in its folder"
        refuse_at(name, f"the story cannot be written: {error.strerror}", fix)
    if not written:
        raise Conflict(read_file(site, name))


def _refuse_uneditable(site: Path, name: str) -> None:
    if not is_editable(name):
        refuse_at("edit", "only Markdown files in content/ can be edited here", "name one of them")
    if nofollow.link_towards(site, name):
        refuse_at(name, "this is a link to another file", "edit that file")


def is_editable(name: str) -> bool:
    """Whether a path in the site is that of a Markdown file in content/."""
    inside = name.startswith(_CONTENT) and not name.startswith(STATIC) and name.lower().endswith(MARKDOWN)
    return inside and not fault_in(name) and not hidden_in(name)


def editable_files(site: Path) -> Sequence[str]:
    """Return the paths of all files that can be edited, in reverse alphabetical order, without those behind links."""
    found = (
        walk(site / "content", _CONTENT, [])
        if (site / "content").is_dir() and not nofollow.link_at(site / "content")
        else ()
    )
    return sorted((path for path, _ in found if is_editable(path)), reverse=True)


def version(data: bytes) -> str:
    """Return a digest that tells one state of a file from another."""
    return of_bytes(data)


def unchanged(file: FileAsRead, expected: str) -> FileAsRead:
    """Return the file if it still has the ``expected`` version, which it had when somebody began to edit it.

    :raises Conflict: if it has changed.
    """
    if version(file.data) != expected:
        raise Conflict(file)
    return file
