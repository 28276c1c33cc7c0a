"""Moves deleted drafts into the folder trash/ next to content/, which no build reads and git ignores.   [disk]"""

from __future__ import annotations

from itertools import count
from pathlib import Path, PurePosixPath
from typing import NoReturn

from generator.editorial.story_file import FileAsRead, refuse_at
from generator.hosting import url_history_file
from generator.pipeline.request import BuildRequest
from generator.preview.editing.saving import Refusal
from generator.publish import disk
from generator.reading.story import read
from generator.site import url_history
from generator.site.visibility import state
from generator.system import nofollow

FOLDER = "trash"


def refuse_undeletable(file: FileAsRead, request: BuildRequest) -> None:
    """Refuse to delete anything but a draft: a story that readers have seen must be withdrawn instead.

    :raises Refusal: if the file is not a draft, or was published before.
    """
    story = read(file.data, file.name, request.settings).manuscript
    if not story:
        _refuse("this file has problems, so it is not clear whether it is a draft", "fix them first")
    if story.kind == "description" or state(story, request.as_of) != "draft":
        _refuse("only drafts can be deleted", "withdraw the story, so that readers are told, or make it a draft first")
    history, _ = url_history.read(url_history_file.text_of(request.site))
    if place := next((place for place, path in history.files.items() if path == file.name), ""):
        _refuse(f"this was published at {place}, where readers may look for it", "publish it again, and withdraw it")


def _refuse(message: str, fix: str) -> NoReturn:
    raise Refusal([{"field": "", "level": "error", "line": 0, "message": message, "fix": fix, "source": ""}])


def move_to_trash(file: FileAsRead) -> str:
    """Move a file into the trash, under the path that it has in content/, never over another file there.

    Return its path in the site. Text that somebody else saves at this moment moves with it.

    :raises Problems: if it cannot be moved; it then stays where it is.
    """
    inside = PurePosixPath(FOLDER, file.name.removeprefix("content/"))
    if link := nofollow.link_towards(file.site, str(inside)):
        refuse_at(link, "this is a link, so nothing is moved there", "replace it with a folder")
    try:
        _make_folder(file.site / FOLDER)
        (file.site / inside).parent.mkdir(parents=True, exist_ok=True)
        for number in count(1):
            path = inside.with_stem(f"{inside.stem}-{number}") if number > 1 else inside
            if _is_moved(file.path, file.site / path):
                return str(path)
    except OSError as error:
        fix = "make room on the disk, or allow writing in the folders content/ and trash/"
        refuse_at(file.name, f"the draft cannot be moved into the trash: {error.strerror}", fix)
    raise AssertionError  # count() does not end


def _is_moved(path: Path, target: Path) -> bool:
    """Move a file to a path that does not exist yet; return ``False`` if it does."""
    if not disk.write_new(str(target), b""):
        return False
    try:
        disk.move(str(path), str(target))
    except OSError:
        disk.remove(str(target))
        raise
    return True


def _make_folder(folder: Path) -> None:
    """Create the folder, and make git ignore it."""
    folder.mkdir(exist_ok=True)
    disk.write_new(str(folder / ".gitignore"), b"*\n")
