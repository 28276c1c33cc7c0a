"""Turns the bytes of a file in content/ into a manuscript, and collects all problems in the file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

from generator.model.problems import Problem, Problems
from generator.model.settings import Settings
from generator.model.story import Manuscript
from generator.reading import fields, front_matter, markdown, source_text, withholding_places
from generator.reading.fields import Fields
from generator.reading.markdown import Prose
from generator.text import keywords

PAGES = "content/pages/"
"""The folder for standalone pages; every other Markdown file is a story."""

_ENOUGH = 20  # hidden characters that are reported per file; a file with more is hardly text


@dataclass(frozen=True, slots=True)
class Reading:
    """The manuscript in a file; ``None`` if the file has errors. ``problems`` are both errors and warnings."""

    manuscript: Manuscript | None
    problems: tuple[Problem, ...]


def read(data: bytes, path: str, settings: Settings) -> Reading:
    """Read one file. Never raises an exception, whatever the bytes.

    ``path`` is relative to the site's folder, with forward slashes: ``content/world/talks.md``.
    """
    if settings.adopt and (unread := withholding_places.passed_over(path)):
        return Reading(None, (unread,))
    try:
        text = source_text.decoded(data, path)
    except Problems as refused:
        return Reading(None, refused.problems)
    if versions := tuple(source_text.unmerged(text)):
        return Reading(None, versions)
    kind: Literal["story", "page"] = "page" if path.startswith(PAGES) else "story"
    parts = front_matter.read(text, settings.adopt)
    said = fields.read(parts.front, text, settings, kind) if parts.front else None
    prose = markdown.render(parts.body, path, parts.first_line, settings.html, settings.adopt)
    hidden = islice(source_text.hidden_signs(text, parts.first_line), _ENOUGH)
    held = _held(path, said, settings.adopt)
    place = (held,) if held else ()
    problems = tuple(sorted({*hidden, *place, *parts.problems, *(said.problems if said else ()), *prose.problems}))
    if held and settings.adopt and any(problem.level == "error" for problem in problems):
        return Reading(None, tuple(replace(problem, level="warning") for problem in problems))
    if said is None or any(problem.level == "error" for problem in problems):
        return Reading(None, problems)
    made = _manuscript(path, kind, said, prose, settings)
    withheld = settings.adopt and (held or prose.withheld)
    return Reading(replace(made, draft=True) if withheld else made, problems)


def _held(path: str, said: Fields | None, adopt: bool) -> Problem | None:
    """A problem for a story whose folder or file name suggests that it is withheld, if its front matter does not."""
    return None if said and said.values["draft"] else withholding_places.held_place(path, adopt)


def _manuscript(
    path: str, kind: Literal["story", "page"], said: Fields, prose: Prose, settings: Settings
) -> Manuscript:
    language = settings.language
    manuscript = Manuscript(
        path=path,
        kind=kind,
        body=prose.html,
        words=prose.words,
        headings=prose.headings,
        mentions=prose.mentions,
        extra=said.extra,
        lines=said.lines,
        **said.values,  # type: ignore[arg-type]  # each was read as its field's kind
    )
    if kind == "page":
        return manuscript
    own = "" if manuscript.language == language else manuscript.language  # the site's language is always empty
    if not settings.related:
        return replace(manuscript, language=own)
    terms = keywords.terms(manuscript.headline, manuscript.standfirst, prose.text, own or language)
    return replace(manuscript, language=own, terms=terms)
