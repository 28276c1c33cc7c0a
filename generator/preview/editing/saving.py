"""Applies to a file the changes that somebody made in a form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

import msgspec
from msgspec.structs import replace

from generator.editorial.front_matter.editing import edited
from generator.editorial.front_matter.nodes import Given
from generator.editorial.story_file import FileAsRead, errors
from generator.editorial.story_text import with_text
from generator.model.problems import Problem, Problems, refuse
from generator.model.settings import Settings
from generator.preview.editing.document import TEXT, kind_of, problems_data
from generator.reading.fields.forms import FormField, fields_in_form
from generator.reading.fields.values import DEEPEST
from generator.reading.formats import front_matter
from generator.reading.formats.source_text import decoded
from generator.reading.story import read

_LOCAL = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?", re.ASCII)


class Changes(msgspec.Struct, forbid_unknown_fields=True):
    """What somebody changed in a file, starting from a ``version`` of it: fields by their names, and the text.

    The value ``None`` removes a field. ``anyway`` allows saving a file that has errors.
    """

    file: str
    version: str
    fields: dict[str, Any] = {}
    body: str | None = None
    anyway: bool = False


class Refusal(Exception):
    """The changes are not written because of ``problems``. ``possible`` says whether they may be written anyway."""

    def __init__(self, problems: list[dict[str, Any]], possible: bool = False) -> None:
        super().__init__("; ".join(each["message"] for each in problems))
        self.problems, self.possible = problems, possible


def changed_bytes(file: FileAsRead, changes: Changes, settings: Settings) -> bytes:
    """Return the bytes of a file with changes.

    :raises Refusal: if a change cannot be made, or if the changed file has errors and ``changes.anyway`` is false.
    """
    data = with_fields(file.data, file.name, changes.fields, settings)
    if changes.body is not None:
        try:
            data = with_text(data, file.name, changes.body)
        except Problems as refused:
            raise Refusal([_of_field(each, TEXT) for each in refused.problems]) from None
    found = read(data, file.name, settings).problems
    if errors(found) and not changes.anyway:
        parts = front_matter.read(decoded(data, file.name))
        raise Refusal(problems_data(found, parts, settings, kind_of(file.name, settings)), possible=True)
    return data


def with_fields(data: bytes, name: str, fields: Mapping[str, Any], settings: Settings) -> bytes:
    """Return the bytes of a file with other values for some fields.

    :raises Refusal: with a problem for each field that cannot be changed.
    """
    known = {each: field for field in fields_in_form(kind_of(name, settings), settings) for each in field.called}
    wrong: list[dict[str, Any]] = []
    for field, value in fields.items():
        try:
            data = edited(data, name, {field: _checked(data, name, field, value, known)})
        except Problems as refused:
            wrong += [_of_field(each, field) for each in refused.problems]
    if wrong:
        raise Refusal(wrong)
    return data


def _checked(data: bytes, name: str, field: str, value: Any, known: Mapping[str, FormField]) -> Given:
    """Return a value from JSON for the field ``field``, which must have the name that the file uses for it.

    :raises Problems: if the form of this file does not have the field.
    """
    front, found = front_matter.read(decoded(data, name)).front, known.get(field.casefold())
    others = [each for each in (front.entries if front else ()) if found and each.casefold() in found.called]
    if not found or others not in ([], [field]):
        why = f"the file has `{others[0]}` for it" if others else "this form does not have it"
        refuse(Problem(name, 0, 0, f"`{field}` cannot be changed here: {why}", "change it in a text editor"))
    is_time = front and front.sign == " =" and found.form.type == "time"
    return _time(value) if is_time else _given(value, name)


def _time(value: Any) -> Given:
    """Return a time as TOML writes it, without quotes; any other value as text."""
    if isinstance(value, str) and _LOCAL.fullmatch(value):
        with suppress(ValueError):
            return datetime.fromisoformat(value)
    return None if value is None else str(value)


def _given(value: Any, name: str, depth: int = 0) -> Given:
    """Return a value from JSON as one of front matter.

    :raises Problems: if it is nested too deeply.
    """
    if depth > DEEPEST:
        refuse(Problem(name, 0, 0, f"lists are nested more than {DEEPEST} deep", "flatten them"))
    if isinstance(value, dict):
        return {str(key): _given(each, name, depth + 1) for key, each in value.items()}
    if isinstance(value, list):
        return [_given(each, name, depth + 1) for each in value]
    found: Given = value
    return found


def _of_field(problem: Problem, field: str) -> dict[str, Any]:
    shown = replace(problem, source=problem.source.strip())
    return {"field": field, **{name: getattr(shown, name) for name in ("level", "line", "message", "fix", "source")}}
