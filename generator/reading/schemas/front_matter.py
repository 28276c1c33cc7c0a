"""The JSON Schema of the front matter of a kind of file."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from msgspec.structs import replace

from generator.reading.fields.form import FileKind
from generator.reading.fields.table import Field, fields_of
from generator.reading.fields.types import TRUTH
from generator.reading.schemas.values import ANYTHING, DEFINITIONS, Schema, cases, of_form, one_of_words

DIALECT = "https://json-schema.org/draft/2020-12/schema"
"""The dialect of all schemas here."""

_TITLES: Mapping[FileKind, str] = {
    "story": "The front matter of a story",
    "page": "The front matter of a page in content/pages/",
    "term": "The front matter of a file about a section, tag, agency or series",
    "person": "The front matter of a file in content/people/",
}
_ELSEWHERE: Mapping[str, Schema] = {
    "published": one_of_words(TRUTH),  # Jekyll's `published: false`
    "menu": ANYTHING,  # Hugo's `menu: main`
    "live": {"not": {"type": "object"}},  # other programs' `live: true`
}
"""Other values that a field may have. They mean something else, and are kept as extras."""


def schema(kind: FileKind) -> Schema:
    """Return the schema of the fields in a kind of file.

    The newsroom's own fields may have any value. Names in other letter case are also read, but not checked here.
    """
    fields = [each for each in fields_of(kind) if each.form]
    properties: Schema = {}
    for each in fields:
        first, *others = each.called
        properties[first] = _field_schema(each, first, kind)
        same = {"$ref": f"#/properties/{first}", "description": f"The same as `{first}`."}
        properties |= dict.fromkeys(others, same)
    needed = [each.called for each in fields if each.form and each.form.needed and kind != "term"]
    required = [{"anyOf": [{"required": [written]} for name in each for written in cases(name)]} for each in needed]
    twice = [
        {"required": [*pair]} for each in fields for pair in combinations(each.called, 2) if "published" not in pair
    ]
    return {
        "$schema": DIALECT,
        "title": _TITLES[kind],
        "type": "object",
        "properties": properties,
        **({"allOf": required} if required else {}),
        "not": {"description": "Two names of one field.", "anyOf": twice},
        "$defs": dict(DEFINITIONS),
    }


def _field_schema(field: Field, name: str, kind: FileKind) -> Schema:
    assert field.form
    form = field.form if kind != "term" else replace(field.form, needed=False)  # its folder names it
    found = of_form(form)
    if name in _ELSEWHERE:
        found["anyOf"] = [*found["anyOf"], _ELSEWHERE[name]]
    return found
