"""Finds out which known field an entry of front matter is, by its name and its value."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from functools import lru_cache

from generator.model.settings import Settings
from generator.model.taxonomies import own_column
from generator.reading.fields import live as live_field
from generator.reading.fields import series
from generator.reading.fields.form import Form
from generator.reading.fields.table import CALLED, FIELDS, Field, describing
from generator.reading.fields.types import LAYOUT, MOST, TRUTH, Reader
from generator.reading.fields.values import FrontMatterEntry, Value
from generator.reading.withholding import checks as withholding

_PUBLIC = next(each for each in FIELDS if each.name == "public")


def own_fields(settings: Settings) -> Mapping[str, Field]:
    """Return the fields of the site's own taxonomies by their names in front matter, in lower case."""
    return {
        each.field.casefold(): Field(
            own_column(name),
            (each.field,),
            Reader.names,
            Form(each.label or each.title or name, each.title, "names", of=name, most=MOST),
            ("story",),
        )
        for name, each in settings.taxonomies.items()
    }


def field_of(
    entry: FrontMatterEntry, adopt: bool, describes: str | None = None, own: Mapping[str, Field] = {}
) -> Field | None:
    """Return the known field that an entry of front matter is; ``None`` for an extra.

    ``describes`` is the kind of term that the file describes, ``own`` has the site's own fields (see ``own_fields``).
    """
    name = entry.name.casefold()
    null = entry.value.is_words and entry.value.is_empty and bool(entry.value.text)
    if name == "published" and (null or entry.value.text.lower() in TRUTH):
        return _PUBLIC
    if describes:
        return describing(describes).get(name)
    if name == "menu" and entry.value.text.lower() not in TRUTH:  # Hugo's `menu: main`
        return None
    if name == "live" and not live_field.has_our_form(entry.value, adopt):  # another program's, as in `live: true`
        return None
    if name == "layout" and adopt and not LAYOUT.fullmatch(entry.value.text):  # a file: `layouts/post.njk`
        return None
    if adopt and (name == "series" or name in own) and not _can_read(name, entry.value):
        return None
    if adopt and withholding.expires(name):
        return CALLED["expires"]
    return CALLED.get(name) or own.get(name)


def _can_read(name: str, value: Value) -> bool:
    """Whether the value of a taxonomy's field can be read. Other programs may use its name for something else."""
    if name == "series":
        return series.is_series(value)
    return value.is_words or all(each.is_words for each in value.items or ())


@lru_cache(maxsize=4096)
def near_name(name: str) -> str:
    """Return the known name that ``name`` may be a misspelling of; empty if there is none."""
    return next(iter(difflib.get_close_matches(name.casefold(), CALLED, 1, 0.8)), "")


def has_value(each: Field, value: Value) -> bool:
    """Whether a field has a value; for prose, an unquoted ``null`` or ``~`` counts as one."""
    return not value.is_empty or (each.prose and not value.quoted and bool(value.text.strip()))
