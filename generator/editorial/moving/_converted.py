"""Converts one story: the text of its file, read as a build would read it, and its lines in the report.   [disk]

This is most of the work of a move. It may run in another process, which knows the plan and the files, but not the files
that other stories have used meanwhile. The result therefore names the file that was found for each address. If the move
has a different one (because two files have the same name), the story is converted again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from generator.editorial.moving._files import Files
from generator.editorial.moving._html import markdown_of
from generator.editorial.moving._markdown_body import readdressed
from generator.editorial.moving._moved import Moved, Request
from generator.editorial.moving._own_files import paths_in
from generator.editorial.moving._plan import Plan, Planned
from generator.editorial.moving._report import Report, ReportLine
from generator.editorial.moving._story_file import text_of
from generator.editorial.moving._story_references import StoryReferences
from generator.editorial.moving._words import lost, words_of_rendered
from generator.model.problems import Problem
from generator.model.settings import Settings
from generator.reading import story
from generator.site.visibility import state

_MOST_WORDS = 12
"""How many of the lost words of a story are named."""


class ConvertedStory(msgspec.Struct, frozen=True):
    """A story's file, or why it is refused.

    ``asked`` are the addresses of its pictures and files, each with the path that it has in the text, or an empty path
    and the reason; ``own`` are the paths of the files that a story exported by Broadsheet names. ``report`` only has
    lines about this story.
    """

    data: bytes
    report: Report
    refused: tuple[Problem, ...] | None = None
    asked: tuple[tuple[str, tuple[str, str]], ...] = ()
    own: tuple[str, ...] = ()


class Conversion:
    """Converts stories independently of each other."""

    def __init__(self, request: Request, settings: Settings, plan: Plan, files: Files) -> None:
        self.request, self.settings, self.plan, self.files = request, settings, plan, files
        self._reading = replace(settings, related=0)  # finding related stories would take half of the time

    def __call__(self, moved: Moved | None) -> ConvertedStory | None:
        """Convert a story; return ``None`` for ``None``."""
        if moved is None:
            return None
        planned, report = self.plan.planned[moved.key], Report("")
        references = StoryReferences(moved, planned.path, self.plan, self.files, report)
        text, before = self._text(moved, planned, references)
        data = text.encode(errors="replace")
        read = story.read(data, planned.path, self._reading)
        asked = tuple(references.asked.items())
        if moved.verbatim and moved.draft and not (read.manuscript and state(read.manuscript, self.request.now)):
            message = "readers would see this file, but it was not public in the export, so it is not written"
            problem = Problem(planned.path, 0, 0, message, "add `draft: true` to it")
            return ConvertedStory(data, report, (problem,), asked)
        errors = tuple(each for each in read.problems if each.level == "error")
        if errors or (read.manuscript is None and not read.problems):
            return ConvertedStory(data, report, errors, asked)
        if before is not None and read.manuscript:
            _compare(moved, before, words_of_rendered(read.manuscript.body, text), report)
        own = tuple(paths_in(read.manuscript)) if moved.verbatim and read.manuscript else ()
        return ConvertedStory(data, report, None, asked, own)

    def _text(self, moved: Moved, planned: Planned, references: StoryReferences) -> tuple[str, Counter[str] | None]:
        """Return the text of a story's file, and the words of its old body, or ``None`` if they cannot be compared."""
        if moved.verbatim:
            return moved.verbatim, None
        words = None
        if moved.form == "html":
            converted = markdown_of(moved.body, references)
            body, words = converted.markdown, converted.words
        else:
            body = readdressed(moved.body, references)
        moved = _with_picture(moved, references)
        return text_of(moved, body, planned.slug, planned.aliases, self.settings.language), words


def _with_picture(moved: Moved, references: StoryReferences) -> Moved:
    """Return the story with the new path of its picture; if it was not found, the details describe it."""
    picture = moved.picture
    if not picture or not picture.address:
        return replace(moved, picture=None)
    if path := references.lead_picture(picture):
        return replace(moved, picture=replace(picture, address=path))
    known = {"": picture.address, " alt": picture.alt, " caption": picture.caption, " credit": picture.credit}
    details = {f"missing picture{name}": text for name, text in known.items()}
    return replace(moved, picture=None, details={**moved.details, **details})


def _compare(moved: Moved, before: Counter[str], after: Counter[str], report: Report) -> None:
    missing = lost(before, after)
    report.words[0] += len(missing)
    report.words[1] += sum(before.values())
    if missing:
        report.lost.append(ReportLine(moved.place, f"{len(missing):,}: {_named(missing)}"))


def _named(words: Sequence[str]) -> str:
    more = f" and {len(words) - _MOST_WORDS:,} more" if len(words) > _MOST_WORDS else ""
    return ", ".join(words[:_MOST_WORDS]) + more
