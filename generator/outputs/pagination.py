"""Listings, and the pages of long ones.

The listing itself shows the newest stories, between one and two pages' worth of them. Older stories are on full pages,
of which page 1 is the oldest. A full page never gets another story, so a new story does not change any of them. If
page 4 is the last full one, ``page/5/`` redirects to the listing until page 5 is full, so that page 4 can always link
to it as the newer page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec
from msgspec.structs import replace

from generator.engine.definitions import Ask, MissingError
from generator.model.output import File, Rendered
from generator.model.page import About, Listing
from generator.model.story import Link
from generator.model.urls import address
from generator.outputs.page_head import file_at, head, place_of, redirect
from generator.reading.inputs import SETTINGS
from generator.site.cards import cards
from generator.site.descriptions import about, accent_class
from generator.site.groups import GROUPS, PAGES, Group, Listed, cut, full_pages, of_same_kind
from generator.theme.queries import page


def _said(ask: Ask, kind: Listed, group: Group) -> About | None:
    """What the newsroom says about the term of a listing."""
    return about(ask, kind, group.term) if group.term else None


class Kind(msgspec.Struct, frozen=True):
    """The listings of one kind of group.

    ``describe`` returns the listing of a group, without stories and addresses; ``way`` returns the pages above it;
    ``source`` says what the listing's files are made from. ``first`` adds to a listing what only its first page shows,
    ``more`` what each page shows of its stories, given their paths. ``said`` is what the newsroom says on the first
    page. ``fed`` means that the listing always has feeds, whatever the settings say.
    """

    of: Listed
    describe: Callable[[Ask, Group], Listing]
    source: Callable[[Ask, Group], str]
    way: Callable[[Ask, Group], tuple[Link, ...]] = lambda ask, group: ()
    first: Callable[[Ask, str, Listing], Listing] = lambda ask, place, listing: listing
    more: Callable[[Ask, tuple[str, ...], Listing], Listing] = lambda ask, paths, listing: listing
    said: Callable[[Ask, Listed, Group], About | None] = _said
    layout: str = "listing.html"
    fed: bool = False

    def files(self, ask: Ask) -> Iterator[File]:
        """Yield the pages of all listings of this kind."""
        size = ask(SETTINGS).per_page
        for place, group in of_same_kind(ask, self.of):
            source = self.source(ask, group)
            last = full_pages(group.paths, size)
            yield file_at(place, source)
            yield from (file_at(f"{place}page/{number}/", source) for number in range(1, last + 1))
            if last:
                yield file_at(f"{place}page/{last + 1}/", source)

    def output(self, ask: Ask, path: str) -> Rendered:
        """Return one page of a listing, or a redirect to the listing."""
        place = place_of(path)
        try:
            return self._first(ask, place, ask(GROUPS[self.of], place))
        except MissingError:
            pass
        try:
            older = ask(PAGES[self.of], place)
        except MissingError:
            listing = place.rpartition("page/")[0]
            name = self.describe(ask, ask(GROUPS[self.of], listing)).name
            return redirect(ask, Link(name, address(ask(SETTINGS), listing)))
        return self._older(ask, older.place, older.number, older.group)

    def _first(self, ask: Ask, place: str, group: Group) -> Rendered:
        settings = ask(SETTINGS)
        pages = cut(group.paths, settings.per_page)
        listing = replace(
            self.first(ask, place, self.describe(ask, group)),
            cards=cards(ask, pages.newest),
            url=address(settings, place),
            older=_page(ask, place, len(pages.full)),
        )
        listing = self.more(ask, pages.newest, listing)
        return self._made(ask, place, place, listing, self.way(ask, group), group, self.said(ask, self.of, group))

    def _older(self, ask: Ask, place: str, number: int, group: Group) -> Rendered:
        here = f"{place}page/{number}/"
        listing = replace(
            self.describe(ask, group),
            cards=cards(ask, group.paths),
            number=number,
            url=address(ask(SETTINGS), here),
            newer=_page(ask, place, number + 1),
            older=_page(ask, place, number - 1),
        )
        listing = self.more(ask, group.paths, listing)
        way = (*self.way(ask, group), Link(listing.name, address(ask(SETTINGS), place)))
        return self._made(ask, here, place, listing, way, group)

    def _made(
        self,
        ask: Ask,
        here: str,
        place: str,
        listing: Listing,
        way: tuple[Link, ...],
        group: Group,
        said: About | None = None,
    ) -> Rendered:
        feeds_of = place if self.fed or f"{listing.kind}s" in ask(SETTINGS).feeds.of else ""
        page_head = head(
            ask,
            listing.kind,
            here,
            listing.name,
            (said.standfirst if said else "") or listing.description,
            way,
            feeds_of=feeds_of,
            accent=accent_class(ask, listing.kind, group.term),
        )
        if said and said.title:
            page_head = replace(page_head, title=said.title)
        return page(ask, self.layout, head=page_head, listing=listing, about=said)


def _page(ask: Ask, place: str, number: int) -> str:
    return address(ask(SETTINGS), f"{place}page/{number}/") if number else ""
