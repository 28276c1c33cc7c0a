"""Which terms of public stories are described, and the places that links to their descriptions lead to."""

from __future__ import annotations

from collections.abc import Mapping

from generator.engine.definitions import Ask, MissingError, Table
from generator.model.descriptions import described
from generator.reading.inputs import SETTINGS
from generator.site.groups import GROUPS
from generator.site.index import ENTRY
from generator.site.names import FOLDERS
from generator.site.public_descriptions import PUBLIC_DESCRIPTIONS, key_of


def _described(ask: Ask) -> Mapping[str, str]:
    found = {key: ask(PUBLIC_DESCRIPTIONS, key) for key in ask.keys(PUBLIC_DESCRIPTIONS)}
    kinds = [kind for kind in FOLDERS if any(key.startswith(f"{kind}/") for key in found)]
    there = {place for kind in kinds for place in ask.keys(GROUPS[kind])}
    return {key: path for key, path in found.items() if _place(key) in there}


def _place(key: str) -> str:
    kind, _, slug = key.partition("/")
    return f"{FOLDERS[kind]}{slug}/"  # type: ignore[index]


DESCRIBED = Table[str]("described", str, _described)
"""The path of the public description of each term that a public story has, by the term (see ``key_of``)."""


def described_place(ask: Ask, path: str) -> str:
    """The place of the stories of the term that a file describes; empty if readers do not see the description."""
    of = described(path, ask(SETTINGS).adopt)
    entry = ask(ENTRY, path) if of else None
    if not of or not entry:
        return ""
    key = key_of(of.kind, entry.slug)
    try:
        return _place(key) if ask(DESCRIBED, key) == path else ""
    except MissingError:
        return ""
