"""Listings, and the pages of long ones.

The listing itself shows the newest stories, between one and two pages' worth of them. Older stories are on full pages;
page 1 is the oldest. A full page never gets another story, so a new story does not change any of these pages. If page 4
is the last full page, ``page/5/`` redirects to the listing until page 5 is full, so page 4 can always link to it as the
newer page. The pages of a series are in reading order instead: page 2 follows the listing itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec
from msgspec.structs import replace

from generator.engine.definitions import Ask, MissingError
from generator.model.blocks import BlockNeeds
from generator.model.output import File, Rendered
from generator.model.page import About, Listing
from generator.model.story import Link
from generator.model.urls import address
from generator.outputs._podcast_links import podcast_feeds
from generator.outputs.page_head import file_at, head, place_of, redirect
from generator.reading.inputs import SETTINGS
from generator.site.cards import cards
from generator.site.descriptions import accent_class
from generator.site.groups import GROUPS, PAGES, Group, ListingPage, cut, further, of_same_kind, table_of
from generator.site.names import taxonomy_of
from generator.theme.blocks import about_here
from generator.theme.queries import page


def _description(ask: Ask, kind: str, group: Group) -> About | None:
    """The newsroom's description of the term of a listing."""
    return about_here(ask, kind, group.term) if group.term else None


class ListingKind(msgspec.Struct, frozen=True):
    """The listings of one kind of group.

    ``of`` is the kind of group. ``describe`` returns the listing of a group, without stories and addresses; ``way``
    returns its breadcrumb; ``source`` names what the listing's files are made from, for messages. ``first`` adds what
    only the first page shows to a listing, ``more`` what each page shows of its stories, given their paths. ``said``
    returns the newsroom's text on the first page. ``fed``: the listing always has feeds, whatever the settings say.
    """

    of: str
    describe: Callable[[Ask, Group], Listing]
    source: Callable[[Ask, Group], str]
    way: Callable[[Ask, Group], tuple[Link, ...]] = lambda ask, group: ()
    first: Callable[[Ask, str, Listing], Listing] = lambda ask, place, listing: listing
    more: Callable[[Ask, tuple[str, ...], Listing], Listing] = lambda ask, paths, listing: listing
    said: Callable[[Ask, str, Group], About | None] = _description
    layout: str = "listing.html"
    fed: bool = False

    def files(self, ask: Ask) -> Iterator[File]:
        """Yield the pages of all listings of this kind."""
        size = ask(SETTINGS).per_page
        for place, group in of_same_kind(ask, self.of):
            source = self.source(ask, group)
            numbers = further(group, size)
            yield file_at(place, source)
            yield from (file_at(f"{place}page/{number}/", source) for number in numbers)
            if numbers and not group.order:
                yield file_at(f"{place}page/{numbers[-1] + 1}/", source)

    def output(self, ask: Ask, path: str) -> Rendered:
        """Return one page of a listing, or a redirect to the listing."""
        place = place_of(path)
        try:
            return self._first(ask, place, ask(GROUPS[table_of(self.of)], place))
        except MissingError:
            pass
        try:
            older = ask(PAGES[table_of(self.of)], place)
        except MissingError:
            listing = place.rpartition("page/")[0]
            name = self.describe(ask, ask(GROUPS[table_of(self.of)], listing)).name
            return redirect(ask, Link(name, address(ask(SETTINGS), listing)))
        return self._older(ask, older)

    def _first(self, ask: Ask, place: str, group: Group) -> Rendered:
        settings = ask(SETTINGS)
        numbers = further(group, settings.per_page)
        next_one = (numbers[0] if group.order else numbers[-1]) if numbers else 0
        paths = cut(group, settings.per_page).first
        listing = replace(
            self.first(ask, place, self.describe(ask, group)),
            cards=cards(ask, paths),
            url=address(settings, place),
            older=_address(ask, place, next_one),
        )
        listing = self.more(ask, paths, listing)
        return self._made(ask, place, place, listing, self.way(ask, group), group, self.said(ask, self.of, group))

    def _older(self, ask: Ask, older: ListingPage) -> Rendered:
        place, here = older.place, f"{older.place}page/{older.number}/"
        before, after = (-1, 0 if older.ends else 1) if self.of == "series" else (1, -1)
        listing = replace(
            self.describe(ask, older.group),
            cards=cards(ask, older.group.paths),
            number=older.number,
            url=address(ask(SETTINGS), here),
            newer=_address(ask, place, older.number + before, first=1 if self.of == "series" else 0),
            older=_address(ask, place, older.number + after if after else 0),
        )
        listing = self.more(ask, older.group.paths, listing)
        way = (*self.way(ask, older.group), Link(listing.name, address(ask(SETTINGS), place)))
        return self._made(ask, here, place, listing, way, older.group)

    def _made(
        self,
        ask: Ask,
        here: str,
        place: str,
        listing: Listing,
        way: tuple[Link, ...],
        group: Group,
        about: About | None = None,
    ) -> Rendered:
        feeds_of = place if self.fed or self._has_feeds(ask, group) else ""
        page_head = head(
            ask,
            listing.kind,
            here,
            listing.name,
            (about.standfirst if about else "") or listing.description,
            way,
            feeds_of=feeds_of,
            accent=accent_class(ask, listing.kind, group.term),
            needs=about.needs if about else BlockNeeds(),
        )
        if about and about.title:
            page_head = replace(page_head, title=about.title)
        if podcasts := tuple(podcast_feeds(ask, place, listing.name)):
            page_head = replace(page_head, podcasts=podcasts)
        return page(ask, self.layout, head=page_head, listing=listing, about=about)

    def _has_feeds(self, ask: Ask, group: Group) -> bool:
        return bool(group.term) and taxonomy_of(ask, self.of).name in ask(SETTINGS).feeds.of


def _address(ask: Ask, place: str, number: int, first: int = 0) -> str:
    """Return the address of a listing's page; empty for 0. ``first`` is the number of the listing itself, if any."""
    if not number:
        return ""
    return address(ask(SETTINGS), place if number == first else f"{place}page/{number}/")
