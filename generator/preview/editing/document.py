"""The data of a file that the browser gets: its fields with their forms and values, its text, and its problems."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import msgspec
from msgspec.structs import replace

from generator.editorial.front_matter.editing import name_in
from generator.editorial.front_matter.nodes import AmbiguousEdit
from generator.editorial.new_story import section_named
from generator.editorial.story_file import FileAsRead
from generator.editorial.story_text import text_of
from generator.model.descriptions import described
from generator.model.manuscript import Manuscript
from generator.model.problems import Problem, Problems
from generator.model.settings import Settings
from generator.model.story import direction
from generator.preview.editing.files import version
from generator.preview.editing.form_problems import in_form
from generator.reading.fields.form import FileKind
from generator.reading.fields.forms import FormField, fields_in_form
from generator.reading.fields.values import Plain
from generator.reading.formats import front_matter
from generator.reading.formats.front_matter import FrontMatter, SplitFile
from generator.reading.formats.source_text import decoded
from generator.reading.story import PAGES, is_unwritten, read
from generator.reading.story_checks import NO_DATE
from generator.site.visibility import state, withheld

TEXT = "body"
"""The name of a story's text, next to the names of its fields."""

_ALWAYS = frozenset({"title", "name", "standfirst", "section", "tags", "bylines", "picture"})
"""Fields that a form shows even if the file does not have them."""


def document(file: FileAsRead, settings: Settings, as_of: datetime) -> Mapping[str, Any]:
    """Return a file as data: what a form shows, what it cannot show, and what is wrong.

    :raises Problems: if the file is not encoded as UTF-8.
    """
    source = decoded(file.data, file.name)
    parts, reading = front_matter.read(source), read(file.data, file.name, settings)
    kind, front, text = kind_of(file.name, settings), parts.front, text_of(source)
    fields = [_field(each, front) for each in fields_in_form(kind, settings)] if front else []
    names = {each["name"].casefold() for each in fields} | {each for field in fields for each in field["called"]}
    story = reading.manuscript
    return {
        "file": file.name,
        "version": version(file.data),
        "source": file.data.decode(),
        "kind": kind,
        "fields": fields,
        "others": [each for each in (front.entries if front else ()) if each.casefold() not in names],
        TEXT: text.words,
        "whole": text.whole,
        "direction": direction((story.language if story else "") or settings.language),
        "state": state(story, as_of) if story else "",
        "withheld": withheld(story, as_of) if story else "",
        "readable": story is not None,
        "problems": [*problems_data(reading.problems, parts, settings, kind), *_misspelt(story, settings, kind)],
    }


def _misspelt(story: Manuscript | None, settings: Settings, kind: FileKind) -> Iterable[dict[str, Any]]:
    """Warn about a section whose name is probably misspelt: a build takes it for a new section."""
    if not story or kind != "story":
        return
    try:
        section_named(story.section, settings)
    except Problems as wrong:
        for each in wrong.problems:
            yield _problem(replace(each, level="warning", line=0), "section", {})


def kind_of(name: str, settings: Settings) -> FileKind:
    """Return what a file is about, by its path."""
    if name.startswith(PAGES):
        return "page"
    term = described(name, settings.adopt, settings.taxonomies)
    if not term:
        return "story"
    return "person" if term.kind == "byline" else "term"


def _field(field: FormField, front: FrontMatter) -> dict[str, Any]:
    """Return a field as data; ``unclear`` says so if the file has it twice, under different names."""
    try:
        name, unclear = name_in(front, field.called), ""
    except AmbiguousEdit as both:
        name, unclear = field.name, f"The file has {both}: keep one of them, in a text editor."
    entry = front.entries.get(name)
    value: Plain = entry.value.plain if entry else None
    return {
        "name": name,
        "called": field.called,
        "form": msgspec.to_builtins(field.form),
        "present": entry is not None,
        "always": field.name in _ALWAYS,
        "value": value,
        "unclear": unclear,
    }


def problems_data(
    problems: Iterable[Problem], parts: SplitFile, settings: Settings, kind: FileKind
) -> list[dict[str, Any]]:
    """Return the problems of a file as data, in the terms of its form, each with the name of its field or ``TEXT``."""
    fields = {name: each for each in fields_in_form(kind, settings) for name in each.called}
    return [_problem(each, _about(each, parts, settings, kind), fields) for each in problems if not each.is_note]


def _problem(problem: Problem, field: str, fields: Mapping[str, FormField]) -> dict[str, Any]:
    message, fix = in_form(problem, fields.get(field.casefold()), fields)
    return {
        "field": field,
        "level": problem.level,
        "line": problem.line,
        "message": message,
        "fix": fix,
        "source": problem.source.strip(),
    }


def _about(problem: Problem, parts: SplitFile, settings: Settings, kind: FileKind) -> str:
    """Return the name of the field that a problem is about, by its line; empty if it is about the file."""
    if not problem.line:
        return ""
    if problem.line >= parts.first_line or not parts.front or is_unwritten(problem):
        return TEXT
    if problem.message.startswith(NO_DATE):
        return next((each.called[0] for each in fields_in_form(kind, settings) if "published" in each.called), "")
    above = [each for each in parts.front.entries.values() if each.line <= problem.line]
    if not above:
        return _needed(settings, kind) if problem.line == parts.front.line else ""
    return max(above, key=lambda each: each.line).name


def _needed(settings: Settings, kind: FileKind) -> str:
    """Return the required field: if it is missing, that is reported for the first line."""
    return next((each.name for each in fields_in_form(kind, settings) if each.form.needed), "")
