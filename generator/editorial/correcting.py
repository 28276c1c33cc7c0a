"""Adds a correction to the front matter of a story, and leaves every other byte of the file as it is.   [disk]"""

from __future__ import annotations

import stat
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from itertools import takewhile
from pathlib import Path
from typing import Any, NoReturn

import msgspec
from msgspec.structs import replace

from generator.editorial.front_matter.editing import edited
from generator.editorial.front_matter.nodes import Given, as_given
from generator.engine.runtime import SERIAL, Runtime
from generator.model.corrections import Correction, CorrectionKind
from generator.model.manuscript import Manuscript
from generator.model.problems import Problem, Problems, refuse
from generator.model.settings import Settings
from generator.model.terms import folded
from generator.pipeline.named_story import file_named
from generator.pipeline.request import BuildRequest
from generator.pipeline.trial import new_errors
from generator.publish import disk
from generator.reading.formats import front_matter
from generator.reading.formats.source_text import SourceText, decoded
from generator.reading.story import read
from generator.site.visibility import state, withheld

_NO_PLACE = "there is no place for a correction that leaves the rest of the front matter as it is"
_FIELD = "corrections"
_BY_HAND = "write it into the file by hand, as one of its `corrections`"


class Corrected(msgspec.Struct, frozen=True):
    """The story that has been corrected, with the lines that were ``written``, the first of which is ``line``."""

    path: Path
    headline: str
    line: int
    written: tuple[str, ...]


def correct(
    request: BuildRequest, wanted: str, text: str, kind: CorrectionKind, runtime: Runtime = SERIAL
) -> Corrected:
    """Add a correction, dated as of ``request``, to the story that ``wanted`` names.

    :raises Problems: if readers do not see that story, it cannot be changed, or the site could not be built with this
        correction; the story is as before then.
    """
    words = " ".join(text.split())
    if not words:
        _refuse("correct", "the text of the correction is empty", 'write it in quotes: "It is 41 minutes, not 38."')
    path = request.site / file_named(request, wanted, runtime)
    new: dict[str, Given] = {"at": request.as_of.replace(microsecond=0), "kind": kind, "text": words}
    name, data = path.relative_to(request.site).as_posix(), _bytes_of(request.site, path)
    before = _readable(data, name, request.settings)
    if hidden := withheld(before, request.as_of):
        _refuse(name, f"readers do not see this story: {hidden}", _instead(before, request.as_of))
    if not _is_added(before, _with_correction(data, name, {**new, "text": "Words."}), name, request.settings):
        _refuse(name, _NO_PLACE, _BY_HAND)
    changed = _with_correction(data, name, new) or data
    if not _is_added(before, changed, name, request.settings):
        found = _errors(read(changed, name, request.settings).problems) or [Problem(name, 0, 0, _NO_PLACE, _BY_HAND)]
        raise Problems(_of_text(each) for each in found)
    _refuse_repeated(before, changed, name, request.settings)
    if wrong := new_errors(request, name, changed, runtime):
        raise Problems(_of_text(each) if each.path == name else each for each in wrong)
    _put(path, name, data, changed)
    return Corrected(path, before.headline, *_written(decoded(data, name), decoded(changed, name)))


def _with_correction(data: bytes, name: str, new: dict[str, Given]) -> bytes | None:
    """The bytes of a file with a new correction in its front matter; ``None`` if there is no place for it."""
    source = decoded(data, name)
    front = front_matter.read(source).front
    entry = next((each for each in front.entries.values() if each.name.casefold() == _FIELD), None) if front else None
    others: list[Given] = [as_given(each.plain) for each in (entry.value.items or () if entry else ())]
    last = entry and source.line(entry.line).lstrip().startswith("[[")  # TOML's tables, where it follows the others
    try:
        return edited(data, name, {entry.name if entry else _FIELD: [*others, new] if last else [new, *others]})
    except Problems:
        return None


def _bytes_of(site: Path, path: Path) -> bytes:
    """The bytes of a story's file, which must be a file of its own: behind a link, there is another one."""
    name = path.relative_to(site).as_posix()
    if any(each.is_symlink() for each in (path, *path.parents) if each.is_relative_to(site / "content")):
        _refuse(name, "this is a link to another file", "correct that file")
    try:
        return path.read_bytes()
    except OSError as error:
        _refuse(name, f"the story cannot be read: {error.strerror}", "allow reading it")


def _readable(data: bytes, name: str, settings: Settings) -> Manuscript:
    """The story in a file; a page, a description and a story with errors cannot get a correction."""
    found = read(data, name, settings)
    if not found.manuscript:
        raise Problems(each for each in found.problems if each.level == "error" or not _errors(found.problems))
    if found.manuscript.kind != "story":
        _refuse(name, f"this is a {found.manuscript.kind}, and only a story has corrections", "name a story")
    return found.manuscript


def _instead(story: Manuscript, as_of: datetime) -> str:
    """What to do about a story that readers do not see."""
    if state(story, as_of) == "killed":
        return "say what was wrong in its `kill_note`, which readers see in its place"
    return "correct its text; it needs no correction"


def _refuse_repeated(story: Manuscript, changed: bytes, name: str, settings: Settings) -> None:
    """Refuse a correction that the story has already: readers would see it twice."""
    after = read(changed, name, settings).manuscript
    said = Counter(_said(each) for each in after.corrections) if after else Counter[tuple[str, str]]()
    said.subtract(map(_said, story.corrections))
    for each in story.corrections:
        if said[_said(each)] > 0:
            message = f"the story has this correction already, of {each.at:%Y-%m-%d %H:%M}"
            _refuse("correct", message, "word it differently if something else was wrong")


def _said(correction: Correction) -> tuple[str, str]:
    return correction.kind, folded(correction.text)


def _written(before: SourceText, after: SourceText) -> tuple[int, tuple[str, ...]]:
    """The number of the first line that differs in a file, and the lines from there to the last that does."""
    first = _alike(before.lines, after.lines)
    last = len(after.lines) - _alike(before.lines[first:][::-1], after.lines[first:][::-1])
    return first + 1, tuple(after.lines[first:last])


def _alike(some: Iterable[str], others: Iterable[str]) -> int:
    """How many lines at the beginning are the same."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(some, others, strict=False)))


def _of_text(problem: Problem) -> Problem:
    """A problem with the new correction, as one with the text that somebody gave to the command."""
    return replace(problem, path="correct", line=0, column=0, source="")


def _errors(problems: Iterable[Problem]) -> list[Problem]:
    return [each for each in problems if each.level == "error"]


def _is_added(before: Manuscript, changed: bytes | None, name: str, settings: Settings) -> bool:
    """Whether the changed file says the same as before, with one more correction."""
    after = read(changed, name, settings).manuscript if changed else None
    if after is None:
        return False
    others: dict[str, Any] = {"corrections": (), "lines": {}, "mentions": (), "unknown": {}}
    same = replace(before, **others) == replace(after, **others)
    return same and len(after.corrections) == len(before.corrections) + 1


def _put(path: Path, name: str, data: bytes, changed: bytes) -> None:
    """Put the changed file in the place of the old one, whole or not at all, with the same permissions."""
    draft = path.with_name(f"{path.name}.tmp")
    try:
        disk.remove(str(draft))
        disk.write(str(draft), changed, lasting=True)
        draft.chmod(stat.S_IMODE(path.stat().st_mode))
        if path.read_bytes() != data:
            _refuse(name, "somebody else has just changed this file", "try again")
        disk.move(str(draft), str(path))
    except OSError as error:
        message = f"the story cannot be written: {error.strerror}"
        _refuse(name, message, "make room on the disk, or allow writing in its folder")
    finally:
        disk.remove(str(draft))


def _refuse(name: str, message: str, fix: str) -> NoReturn:
    refuse(Problem(name, 0, 0, message, fix))
