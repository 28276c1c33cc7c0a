"""Reads tags, categories, people and old addresses as other programs write them, and returns lists of texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from msgspec.structs import replace

from generator.reading.adopted.adoption import Adopted
from generator.reading.fields import bylines
from generator.reading.fields.values import FrontMatterEntry, Value


def _tags(found: Adopted, entry: FrontMatterEntry, spaced: bool) -> list[Value]:
    value = entry.value
    if not value.is_words:
        return _leaves(value)
    if "," in value.text or ";" in value.text:
        return [replace(value, text=each.strip(), quoted=True) for each in re.split("[,;]", value.text) if each.strip()]
    words = value.text.split()
    if len(words) < 2 or not spaced:
        return [replace(value, quoted=True)]
    message = f"`{entry.name}` has no commas, so each of its {len(words)} words is a tag, as in Jekyll"
    found.say(value, message, f"write `{entry.name}{found.reader.sign} [{', '.join(words)}]`", "guessed")
    return [replace(value, text=word, quoted=True) for word in words]


def _sections(found: Adopted, entry: FrontMatterEntry, spaced: bool) -> list[Value]:
    """Return the categories. Each part of a path such as ``news/local`` is one."""
    plural = entry.name.casefold().rpartition(".")[2] == "categories"
    values = _tags(found, entry, spaced) if plural else _leaves(entry.value)
    parted: list[Value] = []
    for value in values:
        parts = [each.strip() for each in re.split(r"(?<=\w)\s*/\s*(?=\w)|\s>\s", value.text) if each.strip()]
        if len(parts) > 1:
            message = f"`{value.text}` is a path: `{parts[0]}` is the section, and the rest are tags"
            found.say(value, message, "name one section, and put the others under `tags`", "guessed")
        parted += [replace(value, text=part, quoted=True) for part in parts]
    return parted


def _people(found: Adopted, entry: FrontMatterEntry, spaced: bool) -> list[Value]:
    """Return the names in a text, a list, or people with a ``name``. People without one are dropped."""
    people: list[Value] = []
    for each in entry.value.items if entry.value.items is not None else (entry.value,):
        named = each.entries and next((e for e in each.entries.values() if e.name.casefold() in ("name", "key")), None)
        if each.is_words:
            people += [replace(each, text=name, quoted=True) for name in _bylines(each.text)]
        elif named and named.value.is_words:
            people.append(named.value)
        else:
            found.say(each, f"one of the `{entry.name}` has no `name`", "write the name alone", "dropped")
    return people


def _bylines(text: str) -> list[str]:
    return [name for part in text.split(";") for name in bylines.names(" ".join(part.split()))]


def _aliases(found: Adopted, entry: FrontMatterEntry, spaced: bool) -> list[Value]:
    """Put old addresses into ``stated``. In a description, texts without a slash are a person's names; return them."""
    leaves = _leaves(entry.value)
    names = [each for each in leaves if "/" not in each.text] if found.kind == "description" else []
    found.stated += [FrontMatterEntry(entry.name, each.line, each.column, each) for each in leaves if each not in names]
    return names


def _leaves(value: Value) -> list[Value]:
    """Return the texts in a value, including those in nested lists."""
    if value.items is not None:
        return [leaf for item in value.items for leaf in _leaves(item)]
    return [] if value.entries is not None or value.is_empty else [value]


ITEMS: Mapping[str, Callable[[Adopted, FrontMatterEntry, bool], list[Value]]] = {
    "tags": _tags,
    "section": _sections,
    "bylines": _people,
    "aliases": _aliases,
}
"""How to read each field that has several values, and may have several names."""
