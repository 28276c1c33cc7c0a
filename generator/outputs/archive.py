"""The archive: a listing of each year, month and day that has stories, at ``/2024/``, ``/2024/12/``, ``/2024/12/02/``.

The day of a story is the day in the story's own time zone, as on its page and in its address.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from msgspec.structs import replace

from generator.engine.definitions import Ask
from generator.model.output import File, Rendered
from generator.model.page import CountedLink, Listing
from generator.model.story import Link
from generator.model.urls import address
from generator.outputs.pagination import ListingKind
from generator.reading.inputs import SETTINGS
from generator.site.frame import SITE, words
from generator.site.groups import WITHIN, Group
from generator.site.periods import Period, period_place
from generator.theme.filters import day as in_words
from generator.theme.filters import month as month_in_words


def _describe(kind: Period, ask: Ask, group: Group) -> Listing:
    name = _name(ask, kind, _start(group))
    return Listing(
        kind,
        name,
        words(ask).gettext("%(period)s in %(site)s", period=name, site=ask(SITE).title),
        "",
        (),
        before=_link_to(ask, kind, group.before),
        after=_link_to(ask, kind, group.after),
        when=group.start,
    )


def _start(group: Group) -> date:
    assert group.start is not None  # groups of this kind have a first day
    return group.start


def _first_day(place: str) -> date:
    """Return the first day of the period whose listing is at a place."""
    year, month, day = (*map(int, place.strip("/").split("/")), 1, 1)[:3]
    return date(year, month, day)


def _link_to(ask: Ask, kind: Period, place: str) -> Link | None:
    return Link(_name(ask, kind, _first_day(place)), address(ask(SETTINGS), place)) if place else None


def _link(ask: Ask, kind: Period, start: date) -> Link:
    return Link(_name(ask, kind, start), address(ask(SETTINGS), period_place(kind, start)))


def _way(kind: Period, ask: Ask, group: Group) -> tuple[Link, ...]:
    """Return the breadcrumb above a period: the archive, and the year and month that contain it."""
    archive, start = Link(words(ask).gettext("Archive"), address(ask(SETTINGS), "/archive/")), _start(group)
    year, month = _link(ask, "year", start.replace(month=1, day=1)), _link(ask, "month", start.replace(day=1))
    return {"year": (archive,), "month": (archive, year), "day": (archive, year, month)}[kind]


def _source(kind: Period, ask: Ask, group: Group) -> str:
    return f"the archive of {_start(group).isoformat()[: _WRITTEN[kind]]}"


_WRITTEN: dict[Period, int] = {"year": 4, "month": 7, "day": 10}  # characters of an ISO date


def _with_parts(kind: Period, ask: Ask, place: str, listing: Listing) -> Listing:
    """Add its months to the listing of a year, or its days to the listing of a month."""
    if kind == "day":
        return listing
    inner: Period = "month" if kind == "year" else "day"
    parts = [
        CountedLink(_name(ask, inner, _first_day(each)), address(ask(SETTINGS), each), stories)
        for each, stories in ask(WITHIN[kind], place)
    ]
    return replace(listing, parts=tuple(parts))


def _name(ask: Ask, kind: Period, start: date) -> str:
    language = ask(SITE).language
    if kind == "year":
        return str(start.year)
    return month_in_words(start, language) if kind == "month" else in_words(start, language)


def _kind(kind: Period) -> ListingKind:
    return ListingKind(kind, *(partial(each, kind) for each in (_describe, _source, _way, _with_parts)))  # type: ignore[arg-type]


_KINDS: tuple[ListingKind, ...] = (_kind("year"), _kind("month"), _kind("day"))


def files(ask: Ask) -> Iterator[File]:
    """Yield the pages of all listings."""
    for kind in _KINDS:
        yield from kind.files(ask)


def output(ask: Ask, path: str) -> Rendered:
    """Return one page of a listing."""
    numbers = path.removesuffix("index.html").partition("page/")[0].count("/")
    return _KINDS[numbers - 1].output(ask, path)
