"""The descriptions that are public, and the spellings of people's names in them, which are matched with bylines."""

from __future__ import annotations

from collections.abc import Mapping

from generator.engine.definitions import Ask, Query, Table
from generator.model.descriptions import DescribedTerm, described
from generator.model.problems import Problem
from generator.model.taxonomies import taxonomy
from generator.model.terms import folded
from generator.reading.inputs import DRAFTS, HELD, PATHS, SETTINGS
from generator.reading.queries import HEAD
from generator.site.index import AS_OF, ENTRY
from generator.site.visibility import is_shown


def key_of(kind: str, slug: str) -> str:
    """The key of a term in the tables of descriptions, such as ``section/harbour``."""
    return f"{kind}/{slug}"


def kind_of(key: str) -> str:
    """The kind of term in a key (see ``key_of``)."""
    return key.partition("/")[0]


def description_of(ask: Ask, path: str) -> DescribedTerm | None:
    """The term that a file describes; None if it does not describe one."""
    settings = ask(SETTINGS)
    return described(path, settings.adopt, settings.taxonomies)


def _descriptions(ask: Ask, _: str) -> tuple[tuple[str, str], ...]:
    settings = ask(SETTINGS)
    found = ((path, described(path, settings.adopt, settings.taxonomies)) for path in ask(PATHS))
    return tuple((path, of.kind) for path, of in found if of)


def _public(ask: Ask) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for path, kind in ask(DESCRIPTIONS):
        entry = ask(ENTRY, path)
        if entry and is_shown(entry, ask(AS_OF), ask(DRAFTS), ask(HELD)):
            first = found.setdefault(key_of(kind, entry.slug), path)
            if first != path:
                fix = "move its text there, and delete this file"
                called = taxonomy(ask(SETTINGS).taxonomies, kind).called
                ask.report(Problem(path, 0, 0, f"{first} describes the same {called}", fix, level="warning"))
    return found


def _spellings(ask: Ask, _: str) -> Mapping[str, str]:
    keys = [key for key in ask.keys(PUBLIC_DESCRIPTIONS) if key.startswith("byline/")]
    people = [head for key in keys if (head := ask(HEAD, ask(PUBLIC_DESCRIPTIONS, key)))]
    people = [each for each in people if each.headline]
    found = {folded(each.headline): each.headline for each in people}
    for each in people:
        for spelling in each.spellings:
            first = found.setdefault(folded(spelling), each.headline)
            if first != each.headline:
                message = f"`{spelling}` is a name of {first}, too, who gets these stories"
                where = each.path, each.lines.get("spellings", 0)
                ask.report(Problem(*where, 0, message, "remove it from one of the two files", level="warning"))
    return found


DESCRIPTIONS = Query[tuple[tuple[str, str], ...]]("descriptions", tuple[tuple[str, str], ...], _descriptions)
"""The paths of all files that describe a term, public or not, with the kind of term."""

PUBLIC_DESCRIPTIONS = Table[str]("public-descriptions", str, _public)
"""The path of each public description, by its term (see ``key_of``), whether or not a story has that term."""

SPELLINGS = Query[Mapping[str, str]]("spellings", Mapping[str, str], _spellings)
"""The name of each described person, by every folded spelling of it that bylines may have."""

QUERIES = (DESCRIPTIONS, PUBLIC_DESCRIPTIONS, SPELLINGS)
