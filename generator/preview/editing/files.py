"""The files that can be edited in the browser: Markdown in content/, never behind a link.   [disk]"""

from __future__ import annotations

from pathlib import Path

from generator.editorial.story_file import FileAsRead, refuse_at
from generator.model.fingerprint import of_bytes
from generator.model.safe_paths import fault_in, hidden_in
from generator.model.urls import STATIC
from generator.reading.scan import LONGEST_COPY, MARKDOWN
from generator.system import nofollow

_CONTENT = "content/"


class Conflict(Exception):
    """The file has changed since it was read: ``file`` is how it is now."""

    def __init__(self, file: FileAsRead) -> None:
        super().__init__(file.name)
        self.file = file


def read_file(site: Path, name: str) -> FileAsRead:
    """Read a file of content/, given its path in the site.

    :raises Problems: if it is no Markdown file of content/, is behind a link, too long, or cannot be read.
    """
    if not is_editable(name):
        refuse_at("edit", "only Markdown files in content/ can be edited here", "name one of them")
    if nofollow.link_towards(site, name):
        refuse_at(name, "this is a link to another file", "edit that file")
    try:
        return FileAsRead(site / name, name, nofollow.read(site / name, LONGEST_COPY))
    except FileNotFoundError:
        refuse_at(name, "this file is gone", "put it back; your words are kept in this browser until then")
    except OSError as error:
        refuse_at(name, f"the file cannot be read: {error.strerror}", nofollow.fix_of(error))


def is_editable(name: str) -> bool:
    """Whether a path in the site is that of a Markdown file in content/."""
    inside = name.startswith(_CONTENT) and not name.startswith(STATIC) and name.lower().endswith(MARKDOWN)
    return inside and not fault_in(name) and not hidden_in(name)


def version(data: bytes) -> str:
    """What tells one state of a file from another."""
    return of_bytes(data)


def unchanged(file: FileAsRead, expected: str) -> FileAsRead:
    """The file, if it is as it was when somebody began to edit it.

    :raises Conflict: if it is not.
    """
    if version(file.data) != expected:
        raise Conflict(file)
    return file
