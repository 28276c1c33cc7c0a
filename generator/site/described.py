"""Which terms of public stories are described, and the places that links to their descriptions lead to."""

from __future__ import annotations

from collections.abc import Mapping

from generator.engine.definitions import Ask, MissingError, Table
from generator.reading.inputs import PATHS
from generator.site.groups import GROUPS
from generator.site.index import ENTRY
from generator.site.names import family, taxonomy_of
from generator.site.public_descriptions import PUBLIC_DESCRIPTIONS, description_of, key_of, kind_of


def _described(ask: Ask) -> Mapping[str, str]:
    found = {key: ask(PUBLIC_DESCRIPTIONS, key) for key in ask.keys(PUBLIC_DESCRIPTIONS)}
    families = dict.fromkeys(family(kind_of(key)) for key in found)
    there = {place for each in families for place in ask.keys(GROUPS[each])}
    return {key: path for key, path in found.items() if _place(ask, key) in there}


def _place(ask: Ask, key: str) -> str:
    return f"{taxonomy_of(ask, kind_of(key)).folder}{key.partition('/')[2]}/"


DESCRIBED = Table[str]("described", str, _described)
"""The path of the public description of each term that a public story has, by the term (see ``key_of``)."""


def described_place(ask: Ask, path: str) -> str:
    """The place of the stories of the term that a file describes; empty if readers do not see the description."""
    of = description_of(ask, path)
    entry = ask(ENTRY, path) if of and path in ask(PATHS) else None
    if not of or not entry:
        return ""
    key = key_of(of.kind, entry.slug)
    try:
        return _place(ask, key) if ask(DESCRIBED, key) == path else ""
    except MissingError:
        return ""
