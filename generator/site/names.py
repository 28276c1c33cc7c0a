"""The names in public stories, by taxonomy, as terms with one spelling and one address each.

Each built-in taxonomy has its own table, so a new tag does not affect anything about sections. The taxonomies that the
site defines share one table (see ``family``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from msgspec.structs import replace

from generator.engine.definitions import Ask, Query, Table
from generator.model.series import InSeries
from generator.model.settings import Settings
from generator.model.story import Term
from generator.model.taxonomies import KINDS, Taxonomy, taxonomies, taxonomy
from generator.model.terms import folded, settle_terms
from generator.reading.inputs import SETTINGS
from generator.reading.queries import HEAD
from generator.site.index import stories
from generator.site.public_descriptions import SPELLINGS

OWN = "own"
"""The family of the taxonomies that the site defines."""

FAMILIES = (*KINDS, OWN)
"""The families of kinds of terms: each built-in kind is one, and all others together are one."""


def family(kind: str) -> str:
    """The family of a kind of term."""
    return kind if kind in KINDS else OWN


def kinds_in(ask: Ask, of: str) -> tuple[str, ...]:
    """The kinds of terms in a family."""
    return tuple(ask(SETTINGS).taxonomies) if of == OWN else (of,)


def all_taxonomies(ask: Ask) -> tuple[Taxonomy, ...]:
    """All taxonomies of the site, the site's own last."""
    return taxonomies(ask(SETTINGS).taxonomies)


def taxonomy_of(ask: Ask, kind: str) -> Taxonomy:
    """The taxonomy whose terms are of this kind."""
    return taxonomy(ask(SETTINGS).taxonomies, kind)


def source_of(written: str, settings: Settings) -> str:
    """The agency's name for a source if site.toml lists it, or the source as written."""
    known = settings.agency(written) if written else None
    return known.name if known else written


def named(ask: Ask, kind: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The path of every public story, newest first, and its names of one kind."""
    names_of = names_in(kind, ask(SETTINGS))
    for path, value in stories(ask, taxonomy_of(ask, kind).column):
        yield path, names_of(value)


def names_in(kind: str, settings: Settings) -> Callable[..., tuple[str, ...]]:
    """Return a function that turns the value of a kind's field in a manuscript into names."""
    match kind:
        case "section":
            return lambda name: (name,) if name else ()
        case "source":
            return lambda name: (source_of(name, settings),) if name else ()
        case "series":
            return _name_of_series
    return lambda names: names


def _name_of_series(of: InSeries | None) -> tuple[str, ...]:
    return (of.name,) if of else ()


def _terms(of: str, ask: Ask) -> Mapping[str, Term]:
    return {_key(kind, name): term for kind in kinds_in(ask, of) for name, term in _terms_of(ask, kind).items()}


def _terms_of(ask: Ask, kind: str) -> Mapping[str, Term]:
    settings, of = ask(SETTINGS), taxonomy_of(ask, kind)
    spelt = ask(SPELLINGS) if kind == "byline" else {}
    names = named(ask, kind)
    if spelt:
        names = ((path, tuple(spelt.get(folded(each), each) for each in several)) for path, several in names)
    preferred = settings.sections if kind == "section" else spelt.values()
    taken = ask(TAKEN_BY_INDEXES) if kind == "section" and settings.adopt else ()
    found = settle_terms(of.noun, of.folder, names, settings, preferred, taken)
    for problem in found.problems:
        head = ask(HEAD, problem.path)
        ask.report(replace(problem, line=head.lines.get(of.column, 0) if head else 0))
    by_name = found.by_name
    return by_name | {each: by_name[folded(name)] for each, name in spelt.items() if folded(name) in by_name}


def _key(kind: str, name: str) -> str:
    """The key of a folded name in the table of its family."""
    return name if kind in KINDS else f"{kind}/{name}"


def _taken(ask: Ask, _: str) -> tuple[str, ...]:
    """The folders of series and of the site's own taxonomies, if any story has a term of them."""
    later = [each for each in all_taxonomies(ask) if each.kind == "series" or each.kind not in KINDS]
    return tuple(each.name for each in later if any(names for _, names in named(ask, each.kind)))


TAKEN_BY_INDEXES = Query[tuple[str, ...]]("taken-by-indexes", tuple[str, ...], _taken)
"""The folders at the site's root that belong to taxonomies which only some sites have."""

TERMS: Mapping[str, Table[Term]] = {each: Table(f"terms-{each}", Term, partial(_terms, each)) for each in FAMILIES}
"""The terms of each family of kinds, by folded name (those of the site's own taxonomies by kind and folded name);
people also by every other spelling of their names.
"""

QUERIES = (TAKEN_BY_INDEXES, *TERMS.values())


def term(ask: Ask, kind: str, name: str) -> Term:
    """The term for a name in a public story."""
    return ask(TERMS[family(kind)], _key(kind, folded(name)))


def terms(ask: Ask, kind: str, names: Iterable[str]) -> tuple[Term, ...]:
    """The terms for some names, in order and without duplicates."""
    return tuple(dict.fromkeys(term(ask, kind, name) for name in names))
