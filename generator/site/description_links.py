"""The terms of public stories that are described, and the places that links to their descriptions lead to."""

from __future__ import annotations

from collections.abc import Mapping

from generator.engine.definitions import Ask, MissingError, Table
from generator.model.slug import slug
from generator.reading.inputs import PATHS, SETTINGS
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


def near_description(ask: Ask, path: str) -> str:
    """The file of a public description whose path differs from this one only in letter case; empty if there is none."""
    known = (ask(DESCRIBED, key) for key in ask.keys(DESCRIBED))
    return next((each for each in known if each.casefold() == path.casefold()), "")


def page_of_writer(ask: Ask, path: str) -> str:
    """Advice for a link to the missing file of a writer; empty if no public story has a byline of that name."""
    of = description_of(ask, path.casefold())
    if not of or of.kind != "byline":
        return ""
    place = f"{taxonomy_of(ask, 'byline').folder}{slug(of.name, ask(SETTINGS).language)}/"
    if place not in ask.keys(GROUPS["byline"]):
        return ""
    return f"nobody describes this person yet: link to `{place}`, or write {path.casefold()}"


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
