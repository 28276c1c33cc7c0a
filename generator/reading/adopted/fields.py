"""Rewrites the front matter of other programs as Broadsheet's own fields: one of each, in the forms that it reads.

Renaming a field is silent. Any other change is a warning: a guess, or a choice of one among several values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from generator.model.descriptions import DescribedTerm
from generator.reading.adopted.adoption import Adopted
from generator.reading.adopted.lists import ITEMS
from generator.reading.adopted.naming import complete, name_person
from generator.reading.adopted.series import with_number
from generator.reading.adopted.single_values import READ, names_picture, say_others, time
from generator.reading.fields.types import Reader
from generator.reading.fields.values import FrontMatterEntry, Value

_ALIASES = ("aliases", "redirect_from", "alias", "redirects")
_THEME_PICTURES = (
    *(
        "featured_image",
        "feature_image",
        "featuredimage",
        "featureimage",
        "featured-image",
        "cover_image",
        "coverimage",
    ),
    *("cover-image", "cover", "header_image", "headerimage", "hero_image", "heroimage", "hero", "banner", "thumbnail"),
)
"""What the themes of other programs call a story's picture. The value must name one: ``cover: true`` does not."""

_NAMES: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "headline"),
    "standfirst": ("standfirst", "dek", "summary", "excerpt", "description"),
    "section": ("section", "category", "categories", "taxonomies.categories", "taxonomies.category"),
    "tags": ("tags", "tag", "topics", "topic", "labels", "taxonomies.tags", "taxonomies.tag", "taxonomies.topics"),
    "bylines": ("bylines", "byline", "author", "authors", "taxonomies.authors", "taxonomies.author"),
    "source": ("source", "agency"),
    "series": ("series", "taxonomies.series"),
    "date": ("published", "date", "publishdate"),
    "modified": ("modified", "updated", "lastmod", "last_modified_at", "last_update.date"),
    "expires": ("expires", "expiry", "expirydate", "unpublishdate"),
    "embargo": ("embargo", "embargoed_until"),
    "killed": ("killed", "withdrawn"),
    "picture": ("picture", "image", "images", *_THEME_PICTURES),
    "translation_of": ("translation_of", "translationof"),
    "uri": ("uri", "guid"),
    "aliases": _ALIASES,
    "language": ("language", "lang"),
    "kind": ("kind", "genre"),
}
"""The names of each field, in order of precedence. ``a.b`` is the field ``b`` inside ``a``."""

_FIELD_BY_NAME = {name: ours for ours, names in _NAMES.items() for name in names}
_JOINED = ("section", "tags", "bylines", "aliases")
_TIMES = ("date", "modified", "expires", "embargo", "killed")
_ADDRESSES = ("permalink", "url", "path")
_FOREIGN = frozenset({*_NAMES["tags"][1:], "images", "alias", "redirects", "unpublishdate", *_THEME_PICTURES})
"""Names that Broadsheet itself does not read."""

_TRUTH = frozenset({"true", "false", "yes", "no", "on", "off"})


def adopted(
    entries: Mapping[str, FrontMatterEntry],
    reader: Reader,
    kind: str,
    body: str,
    spaced: bool,
    of: DescribedTerm | None = None,
) -> Adopted:
    """Return the fields of a file as Broadsheet reads them.

    ``spaced`` says that tags are separated by spaces if there are no commas, as in Jekyll. ``of`` is the term that a
    description is about.
    """
    found = Adopted(reader, kind)
    given = _sorted(found, entries)
    by_name: dict[str, str] = {}
    for ours, several in given.items():
        entry = _one(found, ours, several, spaced)
        found.entries[entry.name] = entry
        by_name[ours] = entry.name
        found.unused += [each for each in several if ours not in _JOINED and each.name != entry.name]
    if "series" in by_name:
        found.entries[by_name["series"]] = with_number(found, found.entries[by_name["series"]])
    if kind != "description":  # a description has the name of its term
        complete(found, by_name, body)
    elif of and of.kind == "byline":
        name_person(found, of.name)
    return found


def _sorted(found: Adopted, entries: Mapping[str, FrontMatterEntry]) -> dict[str, list[FrontMatterEntry]]:
    """Return the entries of each known field, in order of precedence. Put all others into ``found`` unchanged."""
    given: dict[str, list[FrontMatterEntry]] = {}
    for entry in _flat(entries.values()):
        name = entry.name.casefold()
        truth = name == "published" and (entry.value.text.casefold() in _TRUTH or entry.value.is_empty)
        if name in _ADDRESSES and _is_address(entry.value.text):
            found.stated.append(entry)
        if name in _THEME_PICTURES and not names_picture(entry.value):
            found.entries[entry.name] = entry
        elif name in _FIELD_BY_NAME and not truth and not entry.value.is_empty:
            given.setdefault(_FIELD_BY_NAME[name], []).append(entry)
        elif name not in _FIELD_BY_NAME or truth:
            found.entries[entry.name] = entry
    for ours, several in given.items():
        several.sort(key=lambda each: _NAMES[ours].index(each.name.casefold()))
    return given


def _is_address(text: str) -> bool:
    """Whether a field gives an address on this site. Jekyll's ``permalink: pretty`` and links to other sites do not."""
    return "/" in text.strip("/ ") + text[:1] and "://" not in text


def _flat(entries: Iterable[FrontMatterEntry]) -> Iterator[FrontMatterEntry]:
    """Yield the entries, with the known ones in ``[taxonomies]`` and ``last_update`` moved to the top level."""
    for entry in entries:
        inside = entry.value.entries or {}
        names = {each.name: f"{entry.name.casefold()}.{each.name.casefold()}" for each in inside.values()}
        known = [each for each in inside.values() if names[each.name] in _FIELD_BY_NAME]
        yield from (replace(each, name=names[each.name]) for each in known)
        if others := {name: each for name, each in inside.items() if each not in known}:
            yield replace(entry, value=replace(entry.value, entries=others))
        elif not known:
            yield entry


def _one(found: Adopted, ours: str, several: list[FrontMatterEntry], spaced: bool) -> FrontMatterEntry:
    """Combine all entries of a field in one. It has the name of the first, if Broadsheet reads that name."""
    first = several[0]
    if ours in _JOINED:
        value = _joined(found, ours, several, spaced)
    elif ours in _TIMES:
        first, value = time(found, ours, several)
    else:
        value = READ[ours](found, first) if ours in READ else first.value
        say_others(found, several)
    name = first.name if "." not in first.name and first.name.casefold() not in _FOREIGN else ours
    return replace(first, name=name, value=value)


def _joined(found: Adopted, ours: str, several: list[FrontMatterEntry], spaced: bool) -> Value:
    items: list[Value] = []
    for entry in several:
        items += ITEMS[ours](found, entry, spaced)
    return replace(several[0].value, text="", items=tuple(items), entries=None)
