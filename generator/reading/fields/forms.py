"""The form for a kind of file: its fields, in the order in which editors see them in a browser."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from generator.model.settings import Settings
from generator.reading.fields.form import FileKind, Form
from generator.reading.fields.names import own_fields
from generator.reading.fields.table import fields_of


class FormField(msgspec.Struct, frozen=True):
    """A field of a form.

    ``called`` are its names in front matter, in lower case; ``name`` is the one to write if the file has none of them.
    Label, meaning, type, choices, limits and parts are in ``form``.
    """

    name: str
    called: tuple[str, ...]
    form: Form


def fields_in_form(kind: FileKind, settings: Settings) -> tuple[FormField, ...]:
    """Return the fields of a kind of file, including those of the site's own taxonomies.

    For sections and agencies, the choices are those in the settings, but any other name is allowed.
    """
    fields = [*fields_of(kind), *(own_fields(settings).values() if kind == "story" else ())]
    return tuple(
        FormField(each.called[0], each.called, _with_choices(each.form, settings)) for each in fields if each.form
    )


def _with_choices(form: Form, settings: Settings) -> Form:
    if form.of == "section" and settings.sections:
        return replace(form, choices={each: each for each in settings.sections}, open=True)
    if form.of == "source" and settings.agencies:
        return replace(form, choices={each: each for each in settings.agencies}, open=True)
    return form
