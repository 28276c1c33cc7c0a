"""The sections, tags, bylines and sources of public stories, as terms with one spelling and one address each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from msgspec.structs import replace

from generator.engine.definitions import Ask, Table
from generator.model.descriptions import Kind
from generator.model.settings import Settings
from generator.model.story import Term
from generator.model.terms import folded, settle_terms
from generator.reading.inputs import SETTINGS
from generator.reading.queries import HEAD
from generator.site.index import stories
from generator.site.public_descriptions import SPELLINGS

FOLDERS: Mapping[Kind, str] = {"section": "/", "tag": "/tags/", "byline": "/bylines/", "source": "/sources/"}
"""Where the listings of each kind of term are."""

FIELDS: Mapping[Kind, str] = {"section": "section", "tag": "tags", "byline": "bylines", "source": "source"}
"""The field of a story that has its names of each kind."""


def source_of(written: str, settings: Settings) -> str:
    """The agency's name for a source if site.toml lists it, or the source as written."""
    known = settings.agency(written) if written else None
    return known.name if known else written


def named(ask: Ask, kind: Kind) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The path of every public story, newest first, and its names of one kind."""
    settings = ask(SETTINGS)
    for path, names in stories(ask, FIELDS[kind]):
        match kind:
            case "section":
                yield path, (names,) if names else ()
            case "source":
                yield path, (source_of(names, settings),) if names else ()
            case _:
                yield path, names


def _terms(kind: Kind, ask: Ask) -> Mapping[str, Term]:
    settings = ask(SETTINGS)
    spelt = ask(SPELLINGS) if kind == "byline" else {}
    names = named(ask, kind)
    if spelt:
        names = ((path, tuple(spelt.get(folded(each), each) for each in several)) for path, several in names)
    preferred = settings.sections if kind == "section" else spelt.values()
    found = settle_terms(kind, FOLDERS[kind], names, settings, preferred)
    for problem in found.problems:
        head = ask(HEAD, problem.path)
        ask.report(replace(problem, line=head.lines.get(FIELDS[kind], 0) if head else 0))
    by_name = found.by_name
    return by_name | {each: by_name[folded(name)] for each, name in spelt.items() if folded(name) in by_name}


TERMS: Mapping[Kind, Table[Term]] = {kind: Table(f"terms-{kind}", Term, partial(_terms, kind)) for kind in FOLDERS}
"""The terms of each kind, by folded name; those of people also by every other spelling of it."""


def term(ask: Ask, kind: Kind, name: str) -> Term:
    """The term for a name in a public story."""
    return ask(TERMS[kind], folded(name))


def terms(ask: Ask, kind: Kind, names: Iterable[str]) -> tuple[Term, ...]:
    """The terms for some names, in order and without duplicates."""
    return tuple(dict.fromkeys(term(ask, kind, name) for name in names))
