"""Reports files that a story uses although their name or folder says that they are withheld."""

from __future__ import annotations

import posixpath
from bisect import bisect_right
from pathlib import PurePosixPath

from generator.engine.definitions import Ask
from generator.model.problems import Problem
from generator.model.urls import STATIC
from generator.reading.inputs import HELD_FOLDERS
from generator.reading.withholding.places import DRAFTS_FOLDER, withholding_file, withholding_folder


def is_held(ask: Ask, path: str, story: str) -> bool:
    """Whether a file's path says that it is withheld, but the path of the story that uses it does not."""
    return (_in_held_folder(ask, path) or withholding_file(posixpath.basename(path))) and not _is_held_with(path, story)


def held_file(ask: Ask, path: str, story: str, line: int, column: int) -> Problem | None:
    """A problem with a file that a story uses, if the file's path says that it is withheld.

    As for stories, only paths that no program would publish are errors. Other names are warnings, since they may mean
    something else: `draft-plan.pdf` may be a plan that a council published.
    """
    if path.startswith(STATIC) or not is_held(ask, path, story):
        return None
    if DRAFTS_FOLDER in PurePosixPath(path).parts or _is_held_by_others(ask, path):
        message = f"{path} is in a folder that is withheld, so it is not published"
        return Problem(story, line, column, message, "move it next to the story once readers may see it")
    message = f"{path} is published, although its name or folder says that it is withheld"
    fix = "remove it from the story if readers may not see it yet; otherwise rename the file or its folder"
    return Problem(story, line, column, message, fix, level="warning")


def _in_held_folder(ask: Ask, path: str) -> bool:
    return _is_held_by_others(ask, path) or bool(withholding_folder(path))


def _is_held_by_others(ask: Ask, path: str) -> bool:
    """Whether a configuration file of another program withholds the folder."""
    held = ask(HELD_FOLDERS)
    before = bisect_right(held, path)
    return bool(before) and path.startswith(held[before - 1])


def _is_held_with(path: str, story: str) -> bool:
    """Whether a story is in the same withheld folder as a file: then the file is public if the story is."""
    folder = withholding_folder(path)
    return bool(folder) and story.startswith(f"{folder}/") and not withholding_file(posixpath.basename(path))
