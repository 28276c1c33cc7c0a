"""Moves tags, categories, authors and series out of Zola's ``[taxonomies]``."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from generator.reading.fields.table import CALLED
from generator.reading.fields.values import FrontMatterEntry

_INSIDE = ("tags", "category", "categories", "author", "authors", "series")


def by_themselves(entries: Mapping[str, FrontMatterEntry]) -> Mapping[str, FrontMatterEntry]:
    """Return the fields of a file, with the known ones in ``[taxonomies]`` moved to the top level.
    One that the file also has at the top level is not moved.
    """
    found = next((each for each in entries.values() if each.name.casefold() == "taxonomies"), None)
    if found is None or not found.value.entries:
        return entries
    given = {CALLED[each.casefold()].name for each in entries if each.casefold() in CALLED}
    known, others = dict[str, FrontMatterEntry](), dict[str, FrontMatterEntry]()
    for name, each in found.value.entries.items():
        field = CALLED[name.casefold()].name if name.casefold() in _INSIDE else ""
        (known if field and field not in given else others)[name] = each
        given |= {field}
    outside = {name: each for name, each in entries.items() if each is not found}
    left = {found.name: replace(found, value=replace(found.value, entries=others))} if others else {}
    return outside | known | left
