"""The configuration of the desk: its collections and their fields, from the table that the reader of front matter uses.

The format is that of Sveltia CMS (tests use its JSON Schema). How files are read and written is in
``pipeline/desk_page/``: a save keeps what the desk does not know. Fields that need more than its forms are left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from generator.model.settings import DeskSettings, Settings
from generator.model.slug import LONGEST
from generator.reading.fields.form import FileKind, Form, FormType
from generator.reading.fields.forms import FormField, fields_in_form

Config = dict[str, Any]

_LEFT_OUT: frozenset[FormType] = frozenset({"truth-or-time", "colours", "links"})
_NAMES: frozenset[FormType] = frozenset({"names", "people", "name"})
_LISTS: frozenset[FormType] = frozenset({"texts", "addresses", "notes"})
_FIRST = ("title", "name", "role", "standfirst", "section", "tags", "bylines", "picture")
_THEN = ("draft", "published", "expires", "embargo", "corrections")
_ONE_LINE = 200  # characters
_DATED = "{{section}}/{{year}}-{{month}}-{{day}}-{{slug}}"
_SAME_FOLDER = {"media_folder": "", "public_folder": ""}
"""Pictures are next to the files that show them, so their paths are only their names."""


_COLLECTIONS: tuple[tuple[str, tuple[str, str], str, FileKind, Config], ...] = (
    (
        "stories",
        ("Stories", "Story"),
        "content",
        "story",
        {
            "path": _DATED,
            "media_folder": "..",  # the desk's program treats the story's name as a folder
            "filter": {"field": "section", "pattern": "\\S"},
            "summary": "{{title}} – {{section}}",
            "sortable_fields": {
                "fields": ["published", "title"],
                "default": {"field": "published", "direction": "descending"},
            },
        },
    ),
    ("pages", ("Pages", "Page"), "content/pages", "page", {}),
    ("people", ("People", "Person"), "content/people", "person", {"identifier_field": "name"}),
    ("sections", ("Sections", "Section"), "content", "term", {"path": "{{slug}}/_index"}),
    ("topics", ("Topics", "Topic"), "content/tags", "term", {"path": "{{slug}}/_index"}),
    ("series", ("Series", "Series"), "content/series", "term", {}),
)
"""The name, labels (plural, singular) and folder of each collection, the kind of its files, and other options."""


def configuration(settings: Settings) -> Config:
    """Return the configuration for a site."""
    assert settings.desk
    return {
        "backend": _backend(settings.desk),
        "site_url": settings.base_url,
        "app_title": f"{settings.title}: desk",
        "media_folder": "content/pictures",
        "public_folder": "/pictures",
        "slug": {"encoding": "unicode", "maxlength": LONGEST, "timezone": "local"},
        "media_libraries": {"default": {"config": {"slugify_filename": True}}},
        "output": {"omit_empty_optional_fields": True},
        "collections": [_collection(*each, settings) for each in _COLLECTIONS],
    }


def names_for_desk(settings: Settings, terms: Mapping[str, Sequence[str]]) -> Config:
    """Return what else the desk needs: the ``terms`` of each kind to offer, and other names of fields and parts."""
    fields = [each for each in _known("story", settings) if each.form.of in terms]
    return {
        "language": settings.language,
        "known": {each.name: [*terms[each.form.of]] for each in fields},
        "also": {name: _also(_known(kind, settings)) for name, _, _, kind, _ in _COLLECTIONS},
    }


def _also(fields: Sequence[FormField]) -> Config:
    names = {other: each.name for each in fields for other in each.called if other != each.name}
    return {"fields": names, "parts": {each.name: dict(each.form.also) for each in fields if each.form.also}}


def _known(kind: FileKind, settings: Settings) -> list[FormField]:
    """Return the fields that the desk shows for a kind of file, in its order."""
    found = [each for each in fields_in_form(kind, settings) if each.form.type not in _LEFT_OUT]
    order = {name: place for place, name in enumerate((*_FIRST, *_THEN))}
    return sorted(found, key=lambda each: order.get(each.name, len(order)))


def _backend(desk: DeskSettings) -> Config:
    found: Config = {"name": "github", "repo": desk.repository, "branch": desk.branch}
    if desk.sign_in:
        return {**found, "base_url": desk.sign_in.rstrip("/")}
    return {**found, "auth_methods": ["token"]}


def _collection(
    name: str, labels: tuple[str, str], folder: str, kind: FileKind, more: Config, settings: Settings
) -> Config:
    fields = [_field(each, kind, settings) for each in _known(kind, settings)]
    first = sum(each["name"] in _FIRST for each in fields)
    body = {"name": "body", "label": "Text", "widget": "markdown", "modes": ["raw"], "required": False}
    return {
        "name": name,
        "label": labels[0],
        "label_singular": labels[1],
        "folder": folder,
        "format": f"broadsheet-{name}",
        "create": True,
        "editor": {"preview": False},
        **_SAME_FOLDER,
        **more,
        "fields": [*fields[:first], body, *fields[first:]],
    }


def _field(field: FormField, kind: FileKind, settings: Settings) -> Config:
    found = {"name": field.name, **_form(field.form, settings)}
    if field.name == "draft":
        shown = {name: found[name] for name in ("name", "label", "hint", "required")}
        return {**shown, "widget": "boolean", "default": kind == "story"}
    if field.name == "section":  # the folder of a story is that of its section
        return {**found, "required": True}
    if field.form.of == "story":
        many = field.form.type == "texts"
        shown = {"value_field": "slug", "display_fields": ["title"], "search_fields": ["title", "slug"]}
        return {**found, "widget": "relation", "collection": "stories", "multiple": many, **shown}
    if field.name == "language" and settings.desk and settings.desk.languages:
        return {**found, "widget": "select", "options": [*settings.desk.languages]}
    return found


def _form(form: Form, settings: Settings) -> Config:
    """Return a field without its name: its label, its purpose, and its widget."""
    limit = f" Most places cut it after {form.longest} characters." if form.longest else ""
    shown = {"label": form.label, "hint": f"{form.about}{limit}", "required": form.needed}
    return {**shown, **_widget(form, settings)}


def _widget(form: Form, settings: Settings) -> Config:
    """Return the widget for a field, with its options."""
    if form.type == "truth":
        return {"widget": "select", "options": [{"label": "Yes", "value": True}, {"label": "No", "value": False}]}
    if form.type == "time":
        return {"widget": "datetime", "format": "YYYY-MM-DDTHH:mm", "input_timezone": settings.timezone}
    if form.type == "number":
        return {"widget": "number", "value_type": "int", "min": form.least, "max": form.most}
    if form.choices and form.type in ("choice", "name"):
        choices = [{"label": label, "value": value} for value, label in form.choices.items()]
        return {"widget": "select", "options": choices}
    if form.type in _NAMES and form.most:
        return {"widget": "names", "commas": form.type == "names"}
    if form.type in _LISTS:
        return {"widget": "list", **({"max": form.most} if form.most else {})}
    if form.type == "file":
        return {"widget": "image", "choose_url": False}
    if form.parts:
        fields = [{"name": name, **_form(part, settings)} for name, part in form.parts.items()]
        return {"widget": "list" if form.type == "rows" else "object", "fields": fields}
    return {"widget": "text" if form.longest > _ONE_LINE else "string"}
