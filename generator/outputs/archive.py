"""The archive: a listing of each year, month and day that has stories.

The day of a story is that of its own time zone, as its page and its address say it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import chain

from generator.model.output import Count, Listing, Output
from generator.model.story import Card, Link
from generator.model.urls import address
from generator.outputs.pagination import listing_pages
from generator.site.edition import Edition
from generator.theme.filters import day as in_words
from generator.theme.filters import month as month_in_words

Days = Mapping[date, tuple[Card, ...]]


def outputs(edition: Edition) -> Iterator[Output]:
    """The listings at ``/2024/``, ``/2024/12/`` and ``/2024/12/02/``."""
    days = _Periods(edition, "day", edition.days)
    months = _Periods(edition, "month", _gathered(edition.days, "month"))
    years = _Periods(edition, "year", _gathered(edition.days, "year"))
    archive = Link(edition.words.gettext("Archive"), address(edition.settings, "/archive/"))
    for start, cards in years.cards.items():
        yield from _period(edition, years, start, cards, (archive,), months)
    for start, cards in months.cards.items():
        yield from _period(edition, months, start, cards, (archive, years.links[start.replace(month=1)]), days)
    for start, cards in days.cards.items():
        way = (archive, years.links[start.replace(month=1, day=1)], months.links[start.replace(day=1)])
        yield from _period(edition, days, start, cards, way, None)


def _gathered(days: Days, kind: str) -> Days:
    """The stories of each month or year, by its first day, newest first."""
    found: dict[date, list[tuple[Card, ...]]] = {}
    for day, cards in days.items():
        start = day.replace(day=1) if kind == "month" else day.replace(month=1, day=1)
        found.setdefault(start, []).append(cards)
    return {start: tuple(chain.from_iterable(reversed(parts))) for start, parts in found.items()}


class _Periods:
    """All years, months or days that have stories, oldest first, each by its first day, with the link to it."""

    def __init__(self, edition: Edition, kind: str, cards: Days) -> None:
        self.kind, self.cards = kind, cards
        self.links = {start: _link(edition, kind, start) for start in cards}
        self.starts = list(cards)

    def within(self, start: date, kind: str) -> list[date]:
        """Those of a year or month."""
        first = bisect_left(self.starts, start)
        after = start.replace(year=start.year + 1) if kind == "year" else (start + timedelta(31)).replace(day=1)
        return self.starts[first : bisect_left(self.starts, after)]

    def around(self, start: date) -> tuple[Link | None, Link | None]:
        """The one before and the one after."""
        index = bisect_left(self.starts, start)
        before, after = self.starts[max(0, index - 1) : index], self.starts[index + 1 : index + 2]
        return self.links[before[0]] if before else None, self.links[after[0]] if after else None


def _period(
    edition: Edition,
    periods: _Periods,
    start: date,
    cards: tuple[Card, ...],
    way: tuple[Link, ...],
    inner: _Periods | None,
) -> Iterator[Output]:
    kind, name = periods.kind, periods.links[start].name
    before, after = periods.around(start)
    listing = Listing(
        kind,
        name,
        edition.words.gettext("%(period)s in %(site)s", period=name, site=edition.site.title),
        "",
        cards,
        parts=tuple(_parts(inner, start, kind)) if inner else (),
        before=before,
        after=after,
        when=start,
    )
    yield from listing_pages(edition, _place(kind, start), listing, f"the archive of {name}", way)


def _parts(inner: _Periods, start: date, kind: str) -> Iterator[Count]:
    for each in inner.within(start, kind):
        link = inner.links[each]
        yield Count(link.name, link.url, len(inner.cards[each]))


def _link(edition: Edition, kind: str, start: date) -> Link:
    return Link(_name(edition, kind, start), address(edition.settings, _place(kind, start)))


def _place(kind: str, start: date) -> str:
    numbers = (f"{start.year:04}", f"{start.month:02}", f"{start.day:02}")
    return f"/{'/'.join(numbers[: ('year', 'month', 'day').index(kind) + 1])}/"


def _name(edition: Edition, kind: str, start: date) -> str:
    language = edition.site.language
    if kind == "year":
        return str(start.year)
    return month_in_words(start, language) if kind == "month" else in_words(start, language)
