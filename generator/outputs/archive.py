"""The archive: a listing of each year, month and day that has stories.

The day of a story is that of its own time zone, as its page and its address say it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from generator.addresses import address
from generator.edition import Edition
from generator.filters import day as in_words
from generator.filters import month as month_in_words
from generator.listings import listing_pages
from generator.output import Count, Listing, Output
from generator.story import Card, Link

Days = Mapping[date, tuple[Card, ...]]


def outputs(edition: Edition) -> Iterator[Output]:
    """The listings at ``/2024/``, ``/2024/12/`` and ``/2024/12/02/``."""
    years = _gathered(edition.days, "year")
    months = _gathered(edition.days, "month")
    for kind, periods in (("year", years), ("month", months), ("day", edition.days)):
        inner = {"year": months, "month": edition.days, "day": {}}[kind]
        starts = sorted(periods)
        for index, start in enumerate(starts):
            yield from _period(edition, kind, start, periods[start], _around(edition, kind, starts, index), inner)


def _gathered(days: Days, kind: str) -> Days:
    """The stories of each month or year, by its first day, newest first."""
    found: dict[date, tuple[Card, ...]] = {}
    for day, cards in days.items():
        start = day.replace(day=1) if kind == "month" else day.replace(month=1, day=1)
        found[start] = cards + found.get(start, ())
    return found


def _period(
    edition: Edition,
    kind: str,
    start: date,
    cards: tuple[Card, ...],
    around: tuple[Link | None, Link | None],
    inner: Days,
) -> Iterator[Output]:
    name = _name(edition, kind, start)
    listing = Listing(
        kind,
        name,
        f"{name} in {edition.site.title}",
        "",
        cards,
        parts=tuple(_parts(edition, kind, start, inner)),
        before=around[0],
        after=around[1],
        when=start,
    )
    way = [Link("Archive", address(edition.settings, "/archive/"))]
    way += [_link(edition, outer, start) for outer in ("year", "month")[: ("year", "month", "day").index(kind)]]
    yield from listing_pages(edition, _place(kind, start), listing, f"the archive of {name}", tuple(way))


def _parts(edition: Edition, kind: str, start: date, inner: Days) -> Iterator[Count]:
    for day, cards in sorted(inner.items()):
        if day.year == start.year and (kind == "year" or day.month == start.month):
            link = _link(edition, {"year": "month", "month": "day"}[kind], day)
            yield Count(link.name, link.url, len(cards))


def _around(edition: Edition, kind: str, starts: Sequence[date], index: int) -> tuple[Link | None, Link | None]:
    before = _link(edition, kind, starts[index - 1]) if index else None
    after = _link(edition, kind, starts[index + 1]) if index + 1 < len(starts) else None
    return before, after


def _link(edition: Edition, kind: str, start: date) -> Link:
    return Link(_name(edition, kind, start), address(edition.settings, _place(kind, start)))


def _place(kind: str, start: date) -> str:
    return {
        "year": f"/{start:%Y}/",
        "month": f"/{start:%Y/%m}/",
        "day": f"/{start:%Y/%m/%d}/",
    }[kind]


def _name(edition: Edition, kind: str, start: date) -> str:
    language = edition.site.language
    if kind == "year":
        return str(start.year)
    return month_in_words(start, language) if kind == "month" else in_words(start, language)
