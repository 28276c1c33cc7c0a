"""The files in content/ that a story uses, and the derived forms of its pictures."""

from __future__ import annotations

from mimetypes import guess_type
from pathlib import PurePosixPath

import msgspec
from msgspec.structs import replace

from generator.engine.definitions import Ask, MissingError
from generator.media.picture_problems import unpublishable
from generator.media.renditions import renditions
from generator.media.svg_safety import KIND
from generator.model.manuscript import Mention
from generator.model.output import Copied, Cropped, Resized
from generator.model.picture import Variant
from generator.model.picture_kinds import claimed
from generator.model.problems import Level, Outcome, Problem
from generator.model.recording import kind_of
from generator.model.settings import Settings
from generator.model.urls import STATIC, address, file_place
from generator.reading.inputs import FILES
from generator.site.withheld_files import held_file


class DerivedPicture(msgspec.Struct, frozen=True):
    """A derived form of a picture: the path in content/ that it would have, its source file, and how it is made."""

    path: str
    source: str
    how: Cropped | Resized


class UsedFiles(msgspec.Struct):
    """What has been found so far while resolving the links of one story, or its picture.

    ``used`` holds the files that it needs, ``made`` the derived forms of its pictures, both by path. ``faulty``: some
    link is broken, or leads to something that is not public. ``rooted`` holds its root-relative references. ``later``:
    the story is not public yet, so only problems that will be errors when it is public are reported.
    """

    ask: Ask
    story: str
    settings: Settings
    used: dict[str, Copied] = {}
    made: dict[str, DerivedPicture] = {}
    faulty: bool = False
    rooted: list[Mention] = []
    later: bool = False

    @property
    def outcome(self) -> Outcome:
        """What happens to a broken link (see ``Problem.outcome``)."""
        return "dropped" if self.settings.adopt else ""

    @property
    def level(self) -> Level:
        """The level of a problem with a link."""
        return "warning" if self.settings.adopt else "error"

    def report(self, problem: Problem) -> None:
        """Report a problem; for a story that is not public yet, only an error."""
        if not self.later or problem.level == "error":
            self.ask.report(problem)
        self.faulty = True

    def use(self, path: str, file: Copied, line: int, column: int) -> bool:
        """Record that the story uses a file; if the file cannot be published, report that where the story names it.

        Problems with a line in the file itself, as in a drawing, are reported at that line.
        """
        wrong = tuple(each for each in file.problems if each.level == "error")
        problems = wrong or self._held(path, line, column) or self._unpublishable(path, file)
        for each in problems:
            here = each if each.line else replace(each, path=self.story, line=line, column=column)
            self.report(replace(here, level=self.level, outcome=self.outcome))
        if not problems:
            self.used[path] = file
        return not problems

    def _held(self, path: str, line: int, column: int) -> tuple[Problem, ...]:
        """The problem if a file's path withholds it. If that is only likely, report a warning, and publish the file."""
        found = held_file(self.ask, path, self.story, line, column)
        if found and found.level == "warning":
            self.ask.report(*(() if self.later else (found,)))
            return ()
        return (found,) if found else ()

    def _unpublishable(self, path: str, file: Copied) -> tuple[Problem, ...]:
        """Why a picture cannot be published in adopted copy, which omits it; for other copy, `files.py` reports it."""
        found = unpublishable({path: file}, (path,), adopt=True) if self.settings.adopt else ()
        return tuple(each for each in found if each.level == "error")

    def address(self, path: str) -> str:
        """The address of a file in content/."""
        return address(self.settings, file_place(path))

    def make(self, source: str, path: str, how: Cropped | Resized) -> str:
        """Request a derived form of a picture, and return its address."""
        self.made[path] = DerivedPicture(path, source, how)
        return self.address(path)

    def variants(self, path: str) -> tuple[Variant, ...]:
        """Request the versions of a picture that browsers can choose from, and return them."""
        file = self.used[path]
        if file.notes.moves or path.startswith(STATIC):
            return ()
        found = []
        for each in renditions(path, file.width, file.height):
            name = f"{path.rpartition('.')[0]}.{each.width}.{file.digest[:8]}.{each.format}"
            source = self.make(path, name, Resized(file, each))
            found.append(Variant(source, guess_type(name)[0] or f"image/{each.format}", each.width))
        return tuple(found)


def file_at(ask: Ask, path: str) -> Copied | None:
    """The file at a path in content/; None if there is none."""
    try:
        return ask(FILES, path)
    except MissingError:
        return None


def shows_picture(path: str) -> bool:
    """Whether a file's name is that of a picture that browsers can show."""
    return bool(claimed(path)) or path.lower().endswith(KIND) or not PurePosixPath(path).suffix


def instead_of_picture(path: str, written: str) -> str:
    """Advice on how to show a file that is not a picture: a recording in a block, any other file with a link."""
    kind = kind_of(path)
    if not kind:
        return f"link to it instead: `[what it is]({written})`"
    return f'write on a line of its own: `::: {kind} {written} title="What it shows" :::`'


def not_a_picture(path: str) -> str:
    """The message about a file that is used as a picture but is not one."""
    return f"`{PurePosixPath(path).name}` is not a picture, so readers would see an empty frame"
