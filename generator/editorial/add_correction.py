"""Adds a correction to the front matter of a story, and leaves every other byte of the file unchanged.   [disk]"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from itertools import takewhile
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from generator.editorial.front_matter.editing import edited
from generator.editorial.front_matter.nodes import Given, as_given
from generator.editorial.story_file import StoryFile, errors, opened, put, refuse_at, try_out
from generator.engine.runtime import SERIAL, Runtime
from generator.model.corrections import Correction, CorrectionKind
from generator.model.manuscript import Manuscript
from generator.model.problems import Problem, Problems
from generator.model.settings import Settings
from generator.model.terms import folded
from generator.pipeline.request import BuildRequest
from generator.reading.formats import front_matter
from generator.reading.formats.source_text import SourceText, decoded
from generator.reading.story import read
from generator.site.visibility import state, withheld

_NO_PLACE = "a correction cannot be added without changing the rest of the front matter"
_NO_NEED = "correct its text; it needs no correction"
_FIELD = "corrections"
_BY_HAND = "write it into the file by hand, as one of its `corrections`"


class Corrected(msgspec.Struct, frozen=True):
    """The corrected story, with the lines that were ``written``; ``line`` is the number of the first one."""

    path: Path
    headline: str
    line: int
    written: tuple[str, ...]


def correct(
    request: BuildRequest, wanted: str, text: str, kind: CorrectionKind, runtime: Runtime = SERIAL
) -> Corrected:
    """Add a correction, dated as of ``request``, to the story that ``wanted`` names.

    :raises Problems: if readers do not see that story, it cannot be changed, or the site could not be built with this
    correction. The story is unchanged then.
    """
    words = " ".join(text.split())
    if not words:
        refuse_at("correct", "the text of the correction is empty", 'write it in quotes: "It is 41 minutes, not 38."')
    new: dict[str, Given] = {"at": request.as_of.replace(microsecond=0), "kind": kind, "text": words}
    file = opened(request, wanted, runtime)
    _refuse_unseen(file, request.as_of)
    if not _is_added(file, _with_correction(file, {**new, "text": "Words."}), request.settings):
        refuse_at(file.name, _NO_PLACE, _BY_HAND)
    changed = _with_correction(file, new) or file.data
    if not _is_added(file, changed, request.settings):
        found = errors(read(changed, file.name, request.settings).problems)
        raise Problems(_of_text(each) for each in found or [Problem(file.name, 0, 0, _NO_PLACE, _BY_HAND)])
    _refuse_repeated(file, changed, request.settings)
    try:
        try_out(request, file, changed, runtime)
    except Problems as wrong:
        raise Problems(_of_text(each) if each.path == file.name else each for each in wrong.problems) from None
    put(file, changed)
    return Corrected(
        file.path, file.story.headline, *_written(decoded(file.data, file.name), decoded(changed, file.name))
    )


def _refuse_unseen(file: StoryFile, as_of: datetime) -> None:
    """Refuse a page, a description, or a story that readers do not see."""
    if file.story.kind != "story":
        refuse_at(file.name, f"this is a {file.story.kind}, and only a story has corrections", "name a story")
    if hidden := withheld(file.story, as_of):
        killed = state(file.story, as_of) == "killed"
        fix = "say what was wrong in its `kill_note`, which readers see in its place" if killed else _NO_NEED
        refuse_at(file.name, f"readers do not see this story: {hidden}", fix)


def _with_correction(file: StoryFile, new: dict[str, Given]) -> bytes | None:
    """Return the bytes of a file with a new correction in its front matter; ``None`` if there is no place for it."""
    source = decoded(file.data, file.name)
    front = front_matter.read(source).front
    entry = next((each for each in front.entries.values() if each.name.casefold() == _FIELD), None) if front else None
    others: list[Given] = [as_given(each.plain) for each in (entry.value.items or () if entry else ())]
    last = entry and source.line(entry.line).lstrip().startswith("[[")  # TOML's tables, where it follows the others
    try:
        return edited(
            file.data, file.name, {entry.name if entry else _FIELD: [*others, new] if last else [new, *others]}
        )
    except Problems:
        return None


def _refuse_repeated(file: StoryFile, changed: bytes, settings: Settings) -> None:
    """Refuse a correction that the story already has, since readers would see it twice."""
    after = read(changed, file.name, settings).manuscript
    said = Counter(_content(each) for each in after.corrections) if after else Counter[tuple[str, str]]()
    said.subtract(map(_content, file.story.corrections))
    for each in file.story.corrections:
        if said[_content(each)] > 0:
            message = f"the story already has this correction, from {each.at:%Y-%m-%d %H:%M}"
            refuse_at("correct", message, "word it differently if something else was wrong")


def _content(correction: Correction) -> tuple[str, str]:
    return correction.kind, folded(correction.text)


def _written(before: SourceText, after: SourceText) -> tuple[int, tuple[str, ...]]:
    """Return the number of the first line that differs, and the lines from it to the last that differs."""
    first = _alike(before.lines, after.lines)
    last = len(after.lines) - _alike(before.lines[first:][::-1], after.lines[first:][::-1])
    return first + 1, tuple(after.lines[first:last])


def _alike(some: Iterable[str], others: Iterable[str]) -> int:
    """Return the number of lines at the beginning that are the same."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(some, others, strict=False)))


def _of_text(problem: Problem) -> Problem:
    """Return a problem with the new correction as a problem with the command's argument."""
    return replace(problem, path="correct", line=0, column=0, source="")


def _is_added(file: StoryFile, changed: bytes | None, settings: Settings) -> bool:
    """Return whether the changed file differs from the old one only by an additional correction."""
    after = read(changed, file.name, settings).manuscript if changed else None
    if after is None:
        return False
    same = _without_places(file.story) == _without_places(after)
    return same and len(after.corrections) == len(file.story.corrections) + 1


def _without_places(story: Manuscript) -> Manuscript:
    """Return a story without its corrections and line numbers, which change with the length of the front matter."""
    others: dict[str, Any] = {"corrections": (), "lines": {}, "mentions": (), "unknown": {}}
    blocks = tuple(replace(each, line=0) for each in story.blocks)
    entries = tuple(replace(each, line=0) for each in story.entries)
    return replace(story, **others, blocks=blocks, entries=entries)
