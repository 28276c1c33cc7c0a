"""Series: the parts of each series in reading order, and the part that a story is.

Parts are in the order of their numbers. Parts without a number get the lowest free numbers, the earliest story first.
Each language has its own parts: a translation is not an additional part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import count

import msgspec

from generator.engine.definitions import Ask, Query, Table
from generator.model.problems import Problem
from generator.model.series import SeriesPart
from generator.model.story import Term
from generator.reading.queries import HEAD
from generator.site.index import stories
from generator.site.names import term

Numbered = tuple[int, str]
"""The number of a part, and the path of its story."""


class SeriesPosition(msgspec.Struct, frozen=True, array_like=True):
    """The highest part number of a series, and the paths of the parts before and after one; empty if there is none."""

    total: int
    before: str = ""
    after: str = ""


def numbered(parts: Iterable[Numbered]) -> list[Numbered]:
    """Number the parts and sort them in reading order. ``parts`` are in order of publication; 0 means no number."""
    written = [*parts]
    taken = {number for number, _ in written}
    free = (number for number in count(1) if number not in taken)
    return sorted(((number or next(free), path) for number, path in written), key=lambda part: part[0])


def _rows(ask: Ask, _: str) -> tuple[tuple[Term, tuple[Numbered, ...]], ...]:
    found = defaultdict[tuple[str, str], list[Numbered]](list)
    known: dict[str, Term] = {}
    for path, of, language in reversed([*stories(ask, "series", "language")]):
        if of:
            named = known.get(of.name) or known.setdefault(of.name, term(ask, "series", of.name))
            found[named.url, language].append((of.part, path))
    by_url = {each.url: each for each in known.values()}
    return tuple((by_url[url], tuple(numbered(parts))) for (url, _), parts in sorted(found.items()))


def _order(ask: Ask) -> Mapping[str, tuple[str, ...]]:
    found = defaultdict[str, list[str]](list)
    for series, parts in ask(ROWS):
        found[series.slug] += (path for _, path in parts)
    return {slug: tuple(paths) for slug, paths in found.items()}


def _parts(ask: Ask) -> Mapping[str, SeriesPart]:
    rows = ask(ROWS)
    return {
        path: SeriesPart(series.name, series.slug, series.url, number)
        for series, parts in rows
        for number, path in parts
    }


def _around(ask: Ask) -> Mapping[str, SeriesPosition]:
    found: dict[str, SeriesPosition] = {}
    for _, parts in ask(ROWS):
        row = ["", *(path for _, path in parts), ""]
        total = max(number for number, _ in parts)
        found |= {path: SeriesPosition(total, row[at], row[at + 2]) for at, (_, path) in enumerate(parts)}
    return found


def _checks(ask: Ask, _: str) -> None:
    """Report two stories that are the same part of a series."""
    for series, parts in ask(ROWS):
        first = dict(reversed(parts))
        for number, path in parts:
            if first[number] != path:
                ask.report(_same_part(ask, series.name, number, path, first[number]))


def _same_part(ask: Ask, name: str, number: int, path: str, first: str) -> Problem:
    head = ask(HEAD, path)
    line = head.lines.get("series", 0) if head else 0
    message = f"part {number} of `{name}` is also {first}"
    return Problem(path, line, 0, message, "give one of them another `part`", level="warning")


_Rows = tuple[tuple[Term, tuple[Numbered, ...]], ...]

ROWS = Query[_Rows]("series-rows", _Rows, _rows, stored=False)
"""Every series of public stories, once for each language that it has, with its parts in reading order."""

ORDER = Table[tuple[str, ...]]("series-order", tuple[str, ...], _order)
"""The paths of the parts of each series in reading order, by the series' slug; one language after another."""

PART = Table[SeriesPart]("series-part", SeriesPart, _parts)
"""The part of its series that a story is, by the story's path."""

AROUND = Table[SeriesPosition]("series-around", SeriesPosition, _around)
"""The position of a part in its series, by its story's path."""

SERIES_CHECKS = Query[None]("series-checks", None, _checks)
"""Reports stories with the same part number in a series."""

QUERIES = (ROWS, ORDER, PART, AROUND, SERIES_CHECKS)
