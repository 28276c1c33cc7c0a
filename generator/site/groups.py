"""Groups of public stories: all; those of a section, tag, byline or source; of a year, month or day; with corrections.

Every group has a listing at its place. Long listings are split into pages (see ``cut``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Literal

import msgspec

from generator.engine.definitions import Ask, Query, Table
from generator.model.descriptions import Kind
from generator.model.settings import Settings
from generator.model.story import Term
from generator.model.terms import folded
from generator.reading.inputs import SETTINGS
from generator.site.index import AS_OF, PUBLIC, stories
from generator.site.names import FOLDERS, TERMS, named, term

Period = Literal["year", "month", "day"]
Listed = Literal["latest", "section", "tag", "byline", "source", "year", "month", "day", "corrections"]

PERIODS: tuple[Period, ...] = ("year", "month", "day")

LATEST = "/latest/"
"""The place of the listing of all stories."""

CORRECTIONS = "/corrections/"
"""The place of the listing of all corrections."""


class Group(msgspec.Struct, frozen=True, array_like=True):
    """The paths of one group's stories, newest first, and what they share: a term, or a period given by its first day.

    ``before`` and ``after`` are the places of the previous and the next period.
    """

    paths: tuple[str, ...]
    term: Term | None = None
    start: date | None = None
    before: str = ""
    after: str = ""


Placed = tuple[tuple[str, Group], ...]
"""Groups with the places of their listings."""


class Page(msgspec.Struct, frozen=True, array_like=True):
    """A full older page of a listing: its number, counted from the oldest, its place, and a group of its stories."""

    number: int
    place: str
    group: Group


class Neighbours(msgspec.Struct, frozen=True):
    """The paths of the next newer and the next older story in the same section; empty if there is none."""

    newer: str = ""
    older: str = ""


class Cut(msgspec.Struct, frozen=True):
    """A listing split into pages: the newest stories, and the full older pages, oldest first."""

    newest: tuple[str, ...]
    full: tuple[tuple[str, ...], ...]


def cut(paths: tuple[str, ...], size: int) -> Cut:
    """Split ``paths`` (newest first) into pages of ``size``; the first page of several has up to ``2 * size - 1``.

    That page has at least ``size`` stories. Full pages are numbered from the oldest, so a new story changes none of
    them.
    """
    count = full_pages(paths, size)
    oldest_first = paths[::-1]
    full = tuple(oldest_first[start * size : (start + 1) * size][::-1] for start in range(count))
    return Cut(paths[: len(paths) - count * size], full)


def full_pages(paths: Sequence[str], size: int) -> int:
    """How many full older pages a listing has."""
    return max(0, len(paths) // size - 1)


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


def _by_term(kind: Kind, ask: Ask, _: str) -> Placed:
    terms = {ask(TERMS[kind], key) for key in ask.keys(TERMS[kind])}
    found: dict[Term, list[str]] = {each: [] for each in sorted(terms, key=_by_name)}
    known: dict[str, Term] = {}
    for path, names in named(ask, kind):
        for name in names:
            if name not in known:
                known[name] = term(ask, kind, name)
        for each in dict.fromkeys(known[name] for name in names):
            found[each].append(path)
    order = _ordered(found, ask(SETTINGS)) if kind == "section" else found
    return tuple((f"{FOLDERS[kind]}{each.slug}/", Group(tuple(found[each]), each)) for each in order)


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
        found[_start(kind, published.astimezone(zone).date())].append(path)
    starts = sorted(found)
    around = zip(starts, [None, *starts], [*starts[1:], None], strict=False)
    return tuple(
        (
            period_place(kind, start),
            Group(tuple(found[start]), None, start, *(_place_of(kind, each) for each in beside)),
        )
        for start, *beside in around
    )


def _start(kind: Period, day: date) -> date:
    """The first day of the period that contains a day."""
    return day if kind == "day" else day.replace(day=1) if kind == "month" else day.replace(month=1, day=1)


def _place_of(kind: Period, start: date | None) -> str:
    return period_place(kind, start) if start else ""


def period_place(kind: Period, start: date) -> str:
    """The place of a period's listing, such as ``/2024/12/02/``."""
    numbers = (f"{start.year:04}", f"{start.month:02}", f"{start.day:02}")
    return f"/{'/'.join(numbers[: ('year', 'month', 'day').index(kind) + 1])}/"


def _pages(kind: Listed, ask: Ask) -> Mapping[str, Page]:
    size = ask(SETTINGS).per_page
    return {
        f"{place}page/{number}/": Page(number, place, msgspec.structs.replace(group, paths=paths))
        for place, group in of_same_kind(ask, kind)
        if full_pages(group.paths, size)
        for number, paths in enumerate(cut(group.paths, size).full, 1)
    }


def _within(kind: Literal["year", "month"], ask: Ask) -> Mapping[str, tuple[tuple[str, int], ...]]:
    inner: Period = "month" if kind == "year" else "day"
    found = defaultdict[str, list[tuple[str, int]]](list)
    for place, group in of_same_kind(ask, inner):
        assert group.start is not None
        found[period_place(kind, _start(kind, group.start))].append((place, len(group.paths)))
    return {place: tuple(each) for place, each in found.items()}


def _neighbours(ask: Ask) -> Mapping[str, Neighbours]:
    rows = defaultdict[Term | None, list[str]](list)
    known: dict[str, Term | None] = {"": None}
    for path, section in stories(ask, "section"):
        if section not in known:
            known[section] = term(ask, "section", section)
        rows[known[section]].append(path)
    found: dict[str, Neighbours] = {}
    for paths in rows.values():
        row = ["", *paths, ""]
        found |= {path: Neighbours(row[place], row[place + 2]) for place, path in enumerate(paths)}
    return found


_GROUPED: Mapping[Listed, Callable[[Ask, str], Placed]] = {
    "latest": _latest,
    **{kind: partial(_by_term, kind) for kind in FOLDERS},
    **{kind: partial(_by_period, kind) for kind in PERIODS},
    "corrections": _corrections,
}

ALL_GROUPS: Mapping[Listed, Query[Placed]] = {
    kind: Query(f"all-{kind}", tuple[tuple[str, Group], ...], run, stored=False) for kind, run in _GROUPED.items()
}
"""The groups of each kind with the places of their listings, in display order."""

GROUPS: Mapping[Listed, Table[Group]] = {
    kind: Table(f"groups-{kind}", Group, partial(lambda all_groups, ask: dict(ask(all_groups)), all_groups))
    for kind, all_groups in ALL_GROUPS.items()
}
"""The same groups one by one, by the place of their listing."""

PAGES: Mapping[Listed, Table[Page]] = {kind: Table(f"pages-{kind}", Page, partial(_pages, kind)) for kind in GROUPS}
"""The full older pages of all listings of each kind, by place."""

WITHIN: Mapping[Literal["year", "month"], Table[tuple[tuple[str, int], ...]]] = {
    "year": Table("within-year", tuple[tuple[str, int], ...], partial(_within, "year")),
    "month": Table("within-month", tuple[tuple[str, int], ...], partial(_within, "month")),
}
"""The months of each year and the days of each month, by the year's or month's place: their places and story counts."""

NEIGHBOURS = Table[Neighbours]("neighbours", Neighbours, _neighbours)
"""The neighbours of each public story, by its path."""


def _sections(ask: Ask, _: str) -> tuple[Term, ...]:
    return tuple(group.term for _, group in of_same_kind(ask, "section") if group.term)


SECTIONS = Query[tuple[Term, ...]]("sections", tuple[Term, ...], _sections)
"""The sections of public stories, in the order of site.toml."""

QUERIES = (*ALL_GROUPS.values(), *GROUPS.values(), *PAGES.values(), *WITHIN.values(), NEIGHBOURS, SECTIONS)


def of_same_kind(ask: Ask, kind: Listed) -> Placed:
    """The groups of one kind in display order, with the places of their listings."""
    return ask(ALL_GROUPS[kind])
