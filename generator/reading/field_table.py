"""The fields of front matter: the names of each, and how it is read."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from functools import lru_cache

import msgspec

from generator.model.descriptions import Kind
from generator.reading import description_fields, withholding
from generator.reading.field_types import LAYOUT, TRUTH, Reader
from generator.reading.values import Entry, Value


class Field(msgspec.Struct, frozen=True):
    """A field: the manuscript's name for it, its names in front matter, and its reader."""

    name: str
    called: tuple[str, ...]
    read: Callable[[Reader, Value], object]
    prose: bool = False  # `null` and `~` are text here, and emphasis is read


FIELDS = (
    Field("headline", ("title", "headline"), Reader.words, prose=True),
    Field("standfirst", ("standfirst", "description", "summary", "dek", "excerpt"), Reader.words, prose=True),
    Field("section", ("section", "category", "categories"), Reader.name),
    Field("tags", ("tags",), Reader.names),
    Field("bylines", ("bylines", "byline", "author", "authors"), Reader.bylines),
    Field("source", ("source", "agency"), Reader.words),
    Field("dateline", ("dateline",), Reader.words),
    Field("published", ("published", "date", "publishdate"), Reader.moment),
    Field("modified", ("modified", "updated", "lastmod", "last_modified_at"), Reader.moment),
    Field("expires", ("expires", "expiry", "expirydate"), Reader.moment),
    Field("embargo", ("embargo", "embargoed_until"), Reader.moment),
    Field("killed", ("killed", "withdrawn"), Reader.moment),
    Field("kill_note", ("kill_note",), Reader.words, prose=True),
    Field("public", (), Reader.truth),  # Jekyll's `published: false`
    Field("draft", ("draft",), Reader.truth),
    Field("priority", ("priority",), Reader.priority),
    Field("priority_until", ("priority_until",), Reader.moment),
    Field("breaking", ("breaking",), Reader.truth_or_moment),
    Field("picture", ("picture", "image"), Reader.picture),
    Field("related", ("related",), Reader.all_words),
    Field("translation_of", ("translation_of", "translationof"), Reader.words),
    Field("slug", ("slug",), Reader.words),
    Field("uri", ("uri", "guid"), Reader.uri),
    Field("aliases", ("aliases", "redirect_from"), Reader.aliases),
    Field("language", ("language", "lang"), Reader.language),
    Field("genre", ("kind", "genre"), Reader.genre),
    Field("layout", ("layout",), Reader.layout),
    Field("noindex", ("noindex",), Reader.truth),
    Field("canonical", ("canonical_url", "canonicalurl", "canonical"), Reader.canonical),
    Field("in_menu", ("menu",), Reader.truth),
)
"""Every known field. The first of its names in front matter is the one that Broadsheet writes."""

CALLED = {name: each for each in FIELDS for name in each.called}
"""Each field by its names in front matter, in lower case."""

_OF_DESCRIPTIONS = tuple(
    each
    for each in FIELDS
    if each.name in ("published", "expires", "embargo", "killed", "kill_note", "public", "draft", "picture")
)
_OF_TERM: tuple[Field, ...] = (
    CALLED["title"],
    CALLED["standfirst"],
    Field("accent", ("accent",), description_fields.accent),
)
_OF_PERSON = (
    Field("headline", ("name", "title"), Reader.words, prose=True),
    Field("role", ("role",), Reader.words),
    Field("spellings", ("aliases",), Reader.names),
)
_BY_KIND: Mapping[Kind, tuple[Field, ...]] = {
    "section": _OF_TERM,
    "tag": _OF_TERM,
    "source": _OF_TERM,
    "byline": _OF_PERSON,
}
DESCRIBING: Mapping[Kind, Mapping[str, Field]] = {
    kind: {name: each for each in (*fields, *_OF_DESCRIPTIONS) for name in each.called}
    for kind, fields in _BY_KIND.items()
}
"""The fields of a description of each kind by their names in front matter."""

_TIMES = {"published", "modified", "expires", "embargo", "killed", "priority_until", "breaking"}
_SPANS = {f"{each.name}_spans" for each in FIELDS if each.prose}
MANUSCRIPT = ({each.name for each in (*FIELDS, *_OF_TERM, *_OF_PERSON)} | _SPANS) - {"public", "section"} - _TIMES
"""The names in a manuscript whose values are as they were read."""

_PUBLIC = next(each for each in FIELDS if each.name == "public")


def field_of(entry: Entry, adopt: bool, describes: Kind | None = None) -> Field | None:
    """The known field that an entry of front matter is; ``None`` for an extra.

    ``describes`` is the kind of term that the file describes.
    """
    name = entry.name.casefold()
    null = entry.value.is_words and entry.value.is_empty and bool(entry.value.text)
    if name == "published" and (null or entry.value.text.lower() in TRUTH):
        return _PUBLIC
    if describes:
        return DESCRIBING[describes].get(name)
    if name == "menu" and entry.value.text.lower() not in TRUTH:  # Hugo's `menu: main`
        return None
    if name == "layout" and adopt and not LAYOUT.fullmatch(entry.value.text):  # files: `layouts/post.njk`
        return None
    if adopt and withholding.expires(name):
        return CALLED["expires"]
    return CALLED.get(name)


@lru_cache(maxsize=4096)
def near_name(name: str) -> str:
    """The known name that ``name`` may be a misspelling of; empty if there is none."""
    return next(iter(difflib.get_close_matches(name.casefold(), CALLED, 1, 0.8)), "")


def has_value(each: Field, value: Value) -> bool:
    """Whether a field has a value; for prose, an unquoted ``null`` or ``~`` counts as one."""
    return not value.is_empty or (each.prose and not value.quoted and bool(value.text.strip()))
