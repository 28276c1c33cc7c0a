"""The fields of front matter: the names of each, and how it is read."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from functools import lru_cache

import msgspec

from generator.model.settings import Settings
from generator.model.taxonomies import own_column
from generator.reading.fields import corrections as correction_fields
from generator.reading.fields import descriptions as description_fields
from generator.reading.fields import disclosures as disclosure_fields
from generator.reading.fields import event as event_field
from generator.reading.fields import live as live_field
from generator.reading.fields import person as person_fields
from generator.reading.fields import series
from generator.reading.fields.types import LAYOUT, TRUTH, Reader
from generator.reading.fields.values import Entry, Value
from generator.reading.withholding import checks as withholding


class Field(msgspec.Struct, frozen=True):
    """A field: the manuscript's name for it, its names in front matter, and its reader.

    In adopted copy, a value for which ``ours`` is false is that of another program, which means something else by the
    name: the field is an extra there.
    """

    name: str
    called: tuple[str, ...]
    read: Callable[[Reader, Value], object]
    prose: bool = False  # `null` and `~` are text here, and emphasis is read
    ours: bool = False  # a field of this name may be something else in adopted copy, which then keeps it as an extra


FIELDS = (
    Field("headline", ("title", "headline"), Reader.words, prose=True),
    Field("standfirst", ("standfirst", "dek", "summary", "excerpt", "description"), Reader.words, prose=True),
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
    Field("series", ("series",), series.series),
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
    Field("corrections", ("corrections",), correction_fields.corrections, ours=True),
    Field("ai", ("ai",), disclosure_fields.ai, ours=True),
    Field("sponsored", ("sponsored",), disclosure_fields.sponsored, ours=True),
    Field("source_notes", ("source_notes",), disclosure_fields.source_notes, ours=True),
    Field("located", ("located",), Reader.name, ours=True),
    Field("free", ("free", "is_accessible_for_free", "isaccessibleforfree"), Reader.truth, ours=True),
    Field("review", ("review",), disclosure_fields.review, ours=True),
    Field("event", ("event",), event_field.event, ours=True),
    Field("republish", ("republish",), disclosure_fields.republish, ours=True),
    Field("planned", ("planned",), Reader.moment, ours=True),
    Field("live", ("live",), live_field.live),
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
    Field("beat", ("beat",), Reader.words, ours=True),
    Field("email", ("email",), person_fields.email, ours=True),
    Field("links", ("links",), person_fields.links, ours=True),
    Field("fediverse", ("fediverse",), person_fields.fediverse, ours=True),
    Field("spellings", ("aliases",), Reader.names),
)
_DESCRIBING_TERM, _DESCRIBING_PERSON = (
    {name: each for each in (*fields, *_OF_DESCRIPTIONS) for name in each.called} for fields in (_OF_TERM, _OF_PERSON)
)


def describing(kind: str) -> Mapping[str, Field]:
    """The fields of a description of a kind of term by their names in front matter."""
    return _DESCRIBING_PERSON if kind == "byline" else _DESCRIBING_TERM


def own_fields(settings: Settings) -> Mapping[str, Field]:
    """The fields of the site's own taxonomies by their names in front matter, in lower case."""
    return {
        each.field.casefold(): Field(own_column(name), (each.field,), Reader.names)
        for name, each in settings.taxonomies.items()
    }


_TIMES = {"published", "modified", "expires", "embargo", "killed", "priority_until", "breaking", "planned", "live"}
_SPANS = {f"{each.name}_spans" for each in FIELDS if each.prose}
MANUSCRIPT = ({each.name for each in (*FIELDS, *_OF_TERM, *_OF_PERSON)} | _SPANS) - {"public", "section"} - _TIMES
"""The names in a manuscript whose values are as they were read."""

_PUBLIC = next(each for each in FIELDS if each.name == "public")


def field_of(entry: Entry, adopt: bool, describes: str | None = None, own: Mapping[str, Field] = {}) -> Field | None:
    """The known field that an entry of front matter is; ``None`` for an extra.

    ``describes`` is the kind of term that the file describes, ``own`` are the site's own fields (see ``own_fields``).
    """
    name = entry.name.casefold()
    null = entry.value.is_words and entry.value.is_empty and bool(entry.value.text)
    if name == "published" and (null or entry.value.text.lower() in TRUTH):
        return _PUBLIC
    if describes:
        return describing(describes).get(name)
    if name == "menu" and entry.value.text.lower() not in TRUTH:  # Hugo's `menu: main`
        return None
    if name == "live" and not live_field.has_our_form(entry.value, adopt):  # whether it is published, or a headline
        return None
    if name == "layout" and adopt and not LAYOUT.fullmatch(entry.value.text):  # files: `layouts/post.njk`
        return None
    if adopt and (name == "series" or name in own) and not _can_read(name, entry.value):
        return None
    if adopt and withholding.expires(name):
        return CALLED["expires"]
    return CALLED.get(name) or own.get(name)


def _can_read(name: str, value: Value) -> bool:
    """Whether the field of a taxonomy has a form that we read; what other programs call so may be something else."""
    if name == "series":
        return series.is_series(value)
    return value.is_words or all(each.is_words for each in value.items or ())


@lru_cache(maxsize=4096)
def near_name(name: str) -> str:
    """The known name that ``name`` may be a misspelling of; empty if there is none."""
    return next(iter(difflib.get_close_matches(name.casefold(), CALLED, 1, 0.8)), "")


def has_value(each: Field, value: Value) -> bool:
    """Whether a field has a value; for prose, an unquoted ``null`` or ``~`` counts as one."""
    return not value.is_empty or (each.prose and not value.quoted and bool(value.text.strip()))
