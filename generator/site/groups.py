"""Groups of public stories: all; those of a term (a section, a tag ...); of a year, month or day; with corrections.

Every group has a listing at its place. Long listings are split into pages (see ``cut``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Literal

import msgspec

from generator.engine.definitions import Ask, Query, Table
from generator.model.settings import Settings
from generator.model.story import Term
from generator.model.taxonomies import Taxonomy
from generator.model.terms import folded
from generator.reading.inputs import SETTINGS
from generator.site.index import AS_OF, PUBLIC, stories
from generator.site.names import FAMILIES, OWN, all_taxonomies, family, kinds_in, named, taxonomy_of, term
from generator.site.periods import PERIODS, Period, period_place, place_if, start_of
from generator.site.series import ORDER

FIXED = ("latest", *PERIODS, "corrections")
"""The kinds of listings that do not belong to a term."""

LATEST = "/latest/"
"""The place of the listing of all stories."""

CORRECTIONS = "/corrections/"
"""The place of the listing of all corrections."""


class Group(msgspec.Struct, frozen=True, array_like=True):
    """The paths of one group's stories, newest first, and what they share: a term, or a period given by its first day.

    ``before`` and ``after`` are the places of the previous and the next period. ``order`` has the paths of a series in
    reading order; it is empty if the stories are listed newest first.
    """

    paths: tuple[str, ...]
    term: Term | None = None
    start: date | None = None
    before: str = ""
    after: str = ""
    order: tuple[str, ...] = ()


Placed = tuple[tuple[str, Group], ...]
"""Groups with the places of their listings."""


class ListingPage(msgspec.Struct, frozen=True, array_like=True):
    """A further page of a listing: its number (see ``PagedListing``), the listing's place, and a group of its stories.

    ``ends`` says whether it is the last page of a series.
    """

    number: int
    place: str
    group: Group
    ends: bool = False


class SectionNeighbours(msgspec.Struct, frozen=True):
    """The paths of the next newer and the next older story in the same section; empty if there is none."""

    newer: str = ""
    older: str = ""


class PagedListing(msgspec.Struct, frozen=True):
    """A listing split into pages: the stories of the first one, and of each further one with its number.

    In a listing with the newest stories first, further pages are numbered from the oldest; in a series, they follow the
    first page as 2, 3 ...
    """

    first: tuple[str, ...]
    further: tuple[tuple[int, tuple[str, ...]], ...]


def cut(group: Group, size: int) -> PagedListing:
    """Split a group into pages of ``size``; the first page of several has up to ``2 * size - 1`` stories.

    That page has at least ``size`` stories. Full pages are numbered from the oldest, so a new story changes none of
    them. A series is read from its beginning, so only its last page is not full.
    """
    numbers = further(group, size)
    if group.order:
        return PagedListing(
            group.order[:size], tuple((each, group.order[(each - 1) * size : each * size]) for each in numbers)
        )
    oldest_first = group.paths[::-1]
    full = ((each, oldest_first[(each - 1) * size : each * size][::-1]) for each in numbers)
    return PagedListing(group.paths[: len(group.paths) - len(numbers) * size], tuple(full))


def further(group: Group, size: int) -> range:
    """The numbers of a group's further pages."""
    if group.order:
        return range(2, -(-len(group.order) // size) + 1)
    return range(1, max(1, len(group.paths) // size))


def _latest(ask: Ask, _: str) -> Placed:
    paths = ask(PUBLIC).stories
    return ((LATEST, Group(paths)),) if paths else ()


def _corrections(ask: Ask, _: str) -> Placed:
    """The stories with corrections that readers see, by the newest correction of each."""
    found = [(path, times) for path, times in stories(ask, "corrected") if times]
    as_of = ask(AS_OF) if found else None
    newest = {path: shown[0] for path, times in found if (shown := [each for each in times if each <= as_of])}
    paths = tuple(sorted(newest, key=newest.__getitem__, reverse=True))
    return ((CORRECTIONS, Group(paths)),) if paths else ()


def _by_term(of: str, ask: Ask, arg: str) -> Placed:
    kind = arg or of
    found: dict[Term, list[str]] = {}
    known: dict[str, Term] = {}
    for path, names in named(ask, kind):
        for name in names:
            if name not in known:
                known[name] = term(ask, kind, name)
        for each in dict.fromkeys(known[name] for name in names):
            found.setdefault(each, []).append(path)
    order = _ordered(found, ask(SETTINGS)) if kind == "section" else sorted(found, key=_by_name)
    folder = taxonomy_of(ask, kind).folder
    return tuple((f"{folder}{each.slug}/", _group_of(ask, kind, each, found[each])) for each in order)


def _group_of(ask: Ask, kind: str, term: Term, paths: list[str]) -> Group:
    order = ask(ORDER, term.slug) if kind == "series" else ()
    return Group(tuple(paths), term, order=order)


def _by_name(term: Term) -> tuple[str, str]:
    return term.name.casefold(), term.slug


def _ordered(sections: Iterable[Term], settings: Settings) -> list[Term]:
    """Sections in the order given in site.toml, followed by those that it does not mention."""
    ranks = {folded(name): rank for rank, name in enumerate(settings.sections)}
    return sorted(sections, key=lambda each: (ranks.get(folded(each.name), len(ranks)), _by_name(each)))


def _by_period(kind: Period, ask: Ask, _: str) -> Placed:
    """The stories of each period by the site's clock, oldest period first."""
    found, zone = defaultdict[date, list[str]](list), ask(SETTINGS).zone
    for path, published in stories(ask, "published"):
        found[start_of(kind, published.astimezone(zone).date())].append(path)
    starts = sorted(found)
    around = zip(starts, [None, *starts], [*starts[1:], None], strict=False)
    return tuple(
        (
            period_place(kind, start),
            Group(
                tuple(found[start]),
                None,
                start,
                place_if(kind, before),
                place_if(kind, after),
            ),
        )
        for start, before, after in around
    )


def _pages(of: str, ask: Ask) -> Mapping[str, ListingPage]:
    size, found = ask(SETTINGS).per_page, dict[str, ListingPage]()
    for place, group in of_table(ask, of):
        if numbers := further(group, size):
            for number, paths in cut(group, size).further:
                own = msgspec.structs.replace(group, paths=paths, order=())
                ends = bool(group.order) and number == numbers[-1]
                found[f"{place}page/{number}/"] = ListingPage(number, place, own, ends)
    return found


def of_table(ask: Ask, of: str) -> Iterator[tuple[str, Group]]:
    """The groups in one of the tables in ``GROUPS``, with the places of their listings."""
    for kind in (of,) if of in FIXED else kinds_in(ask, of):
        yield from of_same_kind(ask, kind)


def _within(kind: Literal["year", "month"], ask: Ask) -> Mapping[str, tuple[tuple[str, int], ...]]:
    inner: Period = "month" if kind == "year" else "day"
    found = defaultdict[str, list[tuple[str, int]]](list)
    for place, group in of_same_kind(ask, inner):
        assert group.start is not None
        found[period_place(kind, start_of(kind, group.start))].append((place, len(group.paths)))
    return {place: tuple(each) for place, each in found.items()}


def _neighbours(ask: Ask) -> Mapping[str, SectionNeighbours]:
    rows = defaultdict[Term | None, list[str]](list)
    known: dict[str, Term | None] = {"": None}
    for path, section in stories(ask, "section"):
        if section not in known:
            known[section] = term(ask, "section", section)
        rows[known[section]].append(path)
    found: dict[str, SectionNeighbours] = {}
    for paths in rows.values():
        row = ["", *paths, ""]
        found |= {path: SectionNeighbours(row[place], row[place + 2]) for place, path in enumerate(paths)}
    return found


_GROUPED: Mapping[str, Callable[[Ask, str], Placed]] = {
    "latest": _latest,
    **{kind: partial(_by_term, kind) for kind in FAMILIES},
    **{kind: partial(_by_period, kind) for kind in PERIODS},
    "corrections": _corrections,
}

ALL_GROUPS: Mapping[str, Query[Placed]] = {
    kind: Query(f"all-{kind}", tuple[tuple[str, Group], ...], run, stored=False) for kind, run in _GROUPED.items()
}
"""The groups of each kind with their places, in display order. For ``OWN``, the argument is the kind."""

GROUPS: Mapping[str, Table[Group]] = {
    kind: Table(f"groups-{kind}", Group, partial(lambda of, ask: dict(of_table(ask, of)), kind)) for kind in ALL_GROUPS
}
"""The groups of each kind one by one, by the place of their listing."""

PAGES: Mapping[str, Table[ListingPage]] = {
    kind: Table(f"pages-{kind}", ListingPage, partial(_pages, kind)) for kind in GROUPS
}
"""The further pages of all listings of each kind, by place."""

WITHIN: Mapping[Literal["year", "month"], Table[tuple[tuple[str, int], ...]]] = {
    "year": Table("within-year", tuple[tuple[str, int], ...], partial(_within, "year")),
    "month": Table("within-month", tuple[tuple[str, int], ...], partial(_within, "month")),
}
"""The months of each year and the days of each month, by the year's or month's place: their places and story counts."""

NEIGHBOURS = Table[SectionNeighbours]("neighbours", SectionNeighbours, _neighbours)
"""The neighbours of each public story, by its path."""


def _sections(ask: Ask, _: str) -> tuple[Term, ...]:
    return tuple(group.term for _, group in of_same_kind(ask, "section") if group.term)


def _indexed(ask: Ask, _: str) -> tuple[str, ...]:
    return tuple(each.kind for each in all_taxonomies(ask) if each.kind != "section" and _any_of(ask, each))


def _any_of(ask: Ask, of: Taxonomy) -> bool:
    """Whether any public story has a term of a taxonomy."""
    return any(place.startswith(of.folder) for place in ask.keys(GROUPS[family(of.kind)]))


SECTIONS = Query[tuple[Term, ...]]("sections", tuple[Term, ...], _sections)
"""The sections of public stories, in the order of site.toml."""

INDEXED = Query[tuple[str, ...]]("indexed", tuple[str, ...], _indexed)
"""The kinds of terms, except sections, that public stories have. Each of these kinds has an index."""

QUERIES = (
    *(*ALL_GROUPS.values(), *GROUPS.values(), *PAGES.values(), *WITHIN.values()),
    *(NEIGHBOURS, SECTIONS, INDEXED),
)


def table_of(kind: str) -> str:
    """The key in ``GROUPS`` and ``PAGES`` of the table with the groups of a kind."""
    return kind if kind in FIXED else family(kind)


def of_same_kind(ask: Ask, kind: str) -> Placed:
    """The groups of one kind in display order, with the places of their listings."""
    of = table_of(kind)
    return ask(ALL_GROUPS[of], kind if of == OWN else "")
