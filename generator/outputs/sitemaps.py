"""Sitemaps (sitemaps.org, protocol 0.9): an index, and parts that seldom change.

Stories are in the part for the month of their publication, so a new story changes only one part and the index. The
``lastmod`` of a story is the time when it was published or last modified; that of a listing is the latest of its
stories' times. Each story has its picture (Google's image extension) and its translations (``xhtml:link``). Stories and
pages that search engines should not list are omitted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import partial

from generator.engine.definitions import Ask, Query, Table
from generator.model.feed import Location, SitemapEntry
from generator.model.frame import absolute
from generator.model.output import File, Rendered
from generator.model.story import Instant, alternates
from generator.model.urls import permanent
from generator.outputs.page_head import file_at
from generator.reading.inputs import SETTINGS
from generator.site.cards import CARD
from generator.site.corrections import page_above
from generator.site.events import EVENTS
from generator.site.frame import ANY_STORY, SITE
from generator.site.groups import GROUPS, LATEST, of_table
from generator.site.index import PUBLIC, stories
from generator.site.indexing import UNLISTED, listed
from generator.site.listed_events import has_list
from generator.site.names import FAMILIES
from generator.site.news import places_with_news
from generator.site.periods import PERIODS
from generator.site.places import PLACE
from generator.site.sitemaps import cut
from generator.site.translations import translations
from generator.theme.queries import page

SOURCE = "the sitemap"


def files(ask: Ask) -> Iterator[File]:
    """Yield ``/sitemap.xml``, and its parts in ``/sitemaps/``."""
    yield from (file_at(place, SOURCE) for name in _parts(ask) for place, _ in ask(SITEMAPS, name))
    yield File("sitemap.xml", SOURCE)


def output(ask: Ask, path: str) -> Rendered:
    """Return the index, or one part."""
    if path != "sitemap.xml":
        name = path.removeprefix("sitemaps/").removesuffix(".xml")
        if name != "pages" and name.count("-") != 2:
            name = name.rpartition("-")[0]
        return page(ask, "sitemap.xml", urls=dict(_cut(ask, name))[f"/{path}"])
    settings = ask(SETTINGS)
    listed = [
        SitemapEntry(permanent(settings, place), changed)
        for name in _parts(ask)
        for place, changed in ask(SITEMAPS, name)
    ]
    listed += [SitemapEntry(permanent(settings, place)) for place in places_with_news(ask)]
    return page(ask, "sitemap-index.xml", sitemaps=tuple(listed))


def _parts(ask: Ask) -> tuple[str, ...]:
    """Return the names of the parts: one for listings and pages, and one for each month's stories."""
    return ("pages", *ask.keys(MONTHS))


def _sitemaps(ask: Ask, part: str) -> tuple[tuple[str, Instant | None], ...]:
    return tuple(
        (place, max((each.modified for each in locations if each.modified), default=None))
        for place, locations in _cut(ask, part)
    )


def _cut(ask: Ask, part: str) -> Iterator[tuple[str, tuple[Location, ...]]]:
    locations: tuple[Location, ...] = ask(LOCATIONS, part)
    return cut(part, locations)


def _months(ask: Ask) -> Mapping[str, tuple[str, ...]]:
    months: dict[str, list[str]] = {}
    unlisted: tuple[str, ...] = ask(UNLISTED)
    for path, published in stories(ask, "published"):
        if path in unlisted:
            continue
        months.setdefault(f"stories-{published:%Y-%m}", []).append(path)
    return {month: tuple(months[month]) for month in sorted(months)}


def _locations(ask: Ask, part: str) -> tuple[Location, ...]:
    if part == "pages":
        return tuple(_pages(ask))
    return tuple(_location(ask, path) for path in ask(MONTHS, part))


def _pages(ask: Ask) -> Iterator[Location]:
    """Yield the front page, standalone pages and listings. Crawlers find older pages through the listings."""
    settings, site = ask(SETTINGS), ask(SITE)
    any_story = ask(ANY_STORY)
    newest = max(ask(ALL_CHANGES).values(), default=None)
    yield Location(site.url, newest)
    above = page_above(ask)
    for path in listed(ask, ask(PUBLIC).pages):
        if path != above:
            yield Location(permanent(settings, ask(PLACE, path)))
    if any_story:
        yield Location(permanent(settings, LATEST), newest)
    if has_list(ask):
        yield Location(permanent(settings, EVENTS))
    for kind in (*FAMILIES, "corrections"):
        yield from (Location(permanent(settings, place), changed) for place, changed in ask(LISTINGS[kind]))
    periods = (listing for kind in PERIODS for listing in ask(LISTINGS[kind]))
    yield from (Location(permanent(settings, place), changed) for place, changed in sorted(periods))


def _listings(of: str, ask: Ask, _: str) -> tuple[tuple[str, datetime], ...]:
    changed = ask(ALL_CHANGES)
    groups = of_table(ask, of)
    return tuple((place, max(map(changed.__getitem__, group.paths))) for place, group in groups)


def _location(ask: Ask, path: str) -> Location:
    card = ask(CARD, path)
    picture = absolute(ask(SITE), card.picture.src) if card.picture else ""
    permalink = permanent(ask(SETTINGS), ask(PLACE, path))
    return Location(permalink, card.modified or card.published, picture, alternates(translations(ask, path)))


def _when_changed(ask: Ask, paths: Iterable[str]) -> dict[str, datetime]:
    cards = ((path, ask(CARD, path)) for path in paths)
    return {path: card.modified or card.published for path, card in cards}


def _all_changes(ask: Ask, _: str) -> dict[str, datetime]:
    return {path: when for month in ask.keys(GROUPS["month"]) for path, when in ask(CHANGES, month).items()}


MONTHS = Table[tuple[str, ...]]("sitemap-months", tuple[str, ...], _months)
"""The paths of each month's stories, by the name of the part."""

LOCATIONS = Query[tuple[Location, ...]]("locations", tuple[Location, ...], _locations, stored=False)
"""The entries of a part, by the part's name."""

ALL_CHANGES = Query[Mapping[str, datetime]]("all-changes", Mapping[str, Instant], _all_changes, stored=False)
"""When each public story last changed, by its path."""

SITEMAPS = Query[tuple[tuple[str, "Instant | None"], ...]](
    "sitemaps", tuple[tuple[str, Instant | None], ...], _sitemaps
)
"""The places of the sitemaps of a part, by the part's name, each with the latest change of anything in it."""

CHANGES = Query[Mapping[str, datetime]](
    "month-changes", Mapping[str, Instant], lambda ask, place: _when_changed(ask, ask(GROUPS["month"], place).paths)
)
"""When each public story of a month last changed, by its path; the month by the place of its listing."""

LISTINGS: Mapping[str, Query[tuple[tuple[str, datetime], ...]]] = {
    kind: Query(f"listings-{kind}", tuple[tuple[str, Instant], ...], partial(_listings, kind)) for kind in GROUPS
}
"""The places of all listings in one table of groups, each with the latest change of its stories."""

QUERIES = (MONTHS, LOCATIONS, SITEMAPS, CHANGES, ALL_CHANGES, *LISTINGS.values())
