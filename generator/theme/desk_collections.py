"""The configuration of the desk: its collections and their fields, from the table by which front matter is read.

The format is that of Sveltia CMS (tests use its JSON Schema). Fields that can be written in several ways, of which the
desk knows only one, are left out: it keeps what it does not know.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Literal

from generator.model.settings import DeskSettings, Settings
from generator.reading.fields.form import FileKind, Form, FormType
from generator.reading.fields.forms import FormField, fields_in_form

Config = dict[str, Any]

_LEFT_OUT: frozenset[FormType] = frozenset({"truth-or-time", "colours", "links"})
_LISTS: frozenset[FormType] = frozenset({"names", "people", "texts", "addresses", "notes"})
_FIRST = ("title", "name", "standfirst", "section", "draft", "published")
_SHOWN_TAGS = 40
_MARKS = re.compile(r"[]!#&*./:<>@\[\\^_`|~]")
"""What could be Markdown, HTML or an address in a hint, which the program shows as Markdown: tags may say anything."""

_DATED = "{{section}}/{{year}}-{{month}}-{{day}}-{{slug}}"
_DRAFT = [
    {"label": "Yes: nobody sees it", "value": True},
    {"label": "No: readers see it from its time on", "value": False},
]
"""Whoever writes a story has to choose: a default would be written into stories that are published already."""

_BESIDE = {"media_folder": "", "public_folder": ""}
"""Pictures are beside what shows them, so that their names alone are their paths."""


def configuration(settings: Settings, tags: Sequence[str]) -> Config:
    """The configuration for a site whose stories have these tags."""
    assert settings.desk
    return {
        "backend": _backend(settings.desk),
        "site_url": settings.base_url,
        "app_title": f"{settings.title}: desk",
        "media_folder": "content/pictures",
        "public_folder": "/pictures",
        "slug": {"encoding": "unicode", "maxlength": 80, "timezone": "local"},
        "output": {"omit_empty_optional_fields": True, "yaml": {"quote": "none"}},
        "collections": [
            _collection("stories", "Stories", "content", "story", settings, tags, path=_DATED, **_OF_STORIES),
            _collection("pages", "Pages", "content/pages", "page", settings),
            _collection("people", "People", "content/people", "person", settings, identifier_field="name"),
            _collection("sections", "Sections", "content", "term", settings, path="{{slug}}/_index"),
            _collection("topics", "Topics", "content/tags", "term", settings, path="{{slug}}/_index"),
            _collection("series", "Series", "content/series", "term", settings),
        ],
    }


def known_to_desk(field: FormField) -> bool:
    """Whether the desk has a field; it keeps what others say."""
    return field.form.type not in _LEFT_OUT


def takes(form: Form) -> Literal["list", "parts", "text"]:
    """The form in which the desk reads and writes a field; in another one, it would lose what the field says."""
    if form.type in _LISTS or form.type == "rows" or (form.type == "name" and form.most):
        return "list"
    return "parts" if form.parts else "text"


_OF_STORIES: Config = {
    "filter": {"field": "section", "pattern": "\\S"},
    "summary": "{{title}} – {{section}}",
    "sortable_fields": ["published", "title"],
}


def _backend(desk: DeskSettings) -> Config:
    found: Config = {"name": "github", "repo": desk.repository, "branch": desk.branch}
    if desk.sign_in:
        return {**found, "base_url": desk.sign_in.rstrip("/")}
    return {**found, "auth_methods": ["token"]}


def _collection(
    name: str, label: str, folder: str, kind: FileKind, settings: Settings, tags: Sequence[str] = (), **more: Any
) -> Config:
    known = [each for each in fields_in_form(kind, settings) if known_to_desk(each)]
    known.sort(key=lambda each: _FIRST.index(each.name) if each.name in _FIRST else len(_FIRST))
    fields = [_field(each, kind, settings, tags) for each in known]
    body = {"name": "body", "label": "Text", "widget": "markdown", "modes": ["raw"], "required": False}
    return {
        "name": name,
        "label": label,
        "folder": folder,
        "create": True,
        **_BESIDE,
        **more,
        "fields": [*fields, body],
    }


def _field(field: FormField, kind: FileKind, settings: Settings, tags: Sequence[str]) -> Config:
    found = {"name": field.name, **_form(field.form, settings)}
    if field.name == "draft":
        return {**found, "required": kind == "story", "options": _DRAFT}
    if field.name == "section":  # the folder of a story is that of its section
        return {**found, "required": True}
    if field.form.of == "story":
        many = field.form.type == "texts"
        return {**found, "widget": "relation", "collection": "stories", "value_field": "title", "multiple": many}
    if field.name == "tags" and tags:
        shown = ", ".join(_MARKS.sub(r"\\\g<0>", each) for each in tags[:_SHOWN_TAGS])
        return {**found, "hint": f"{found['hint']} So far: {shown}."}
    if field.name == "language" and settings.desk and settings.desk.languages:
        return {**found, "widget": "select", "options": [*settings.desk.languages]}
    return found


def _form(form: Form, settings: Settings) -> Config:
    """A field without its name: what it is called, what it is for, and what it can be."""
    limit = f" Most places cut it after {form.longest} characters." if form.longest else ""
    shown = {"label": form.label, "hint": f"{form.about}{limit}", "required": form.needed}
    return {**shown, **_widget(form, settings)}


def _widget(form: Form, settings: Settings) -> Config:
    """What a field can be."""
    if form.type == "truth":
        return {"widget": "select", "options": [{"label": "Yes", "value": True}, {"label": "No", "value": False}]}
    if form.type == "time":
        return {"widget": "datetime", "format": "YYYY-MM-DDTHH:mm", "input_timezone": settings.timezone}
    if form.type == "number":
        return {"widget": "number", "value_type": "int", "min": form.least, "max": form.most}
    if form.choices and form.type in ("choice", "name"):
        choices = [{"label": label, "value": value} for value, label in form.choices.items()]
        return {"widget": "select", "options": choices}
    if form.type in _LISTS or (form.type == "name" and form.most):
        return {"widget": "list", **({"max": form.most} if form.most else {})}
    if form.type == "file":
        return {"widget": "image", "choose_url": False}
    if form.parts:
        fields = [{"name": name, **_form(part, settings)} for name, part in form.parts.items()]
        return {"widget": "list" if form.type == "rows" else "object", "fields": fields}
    return {"widget": "string"}
