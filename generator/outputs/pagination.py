"""Long listings, cut into pages that are numbered from the oldest.

The listing itself shows the newest stories, between one page's worth and two. Behind it stand full pages, 1 being
the oldest; a full page never takes another story, so a new story leaves every one of them as it is. Where page 4
is the last full one, ``page/5/`` sends readers on to the listing until it is full itself, so that page 4 may
always name it as the newer one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from generator.model.output import Listing, Output
from generator.model.story import Card, Link
from generator.model.urls import address
from generator.outputs.page_head import head, html, redirect
from generator.site.edition import Edition
from generator.site.taxonomies import Group


@dataclass(frozen=True, slots=True)
class Cut:
    """A listing cut into pages: the newest stories, and the full older pages, the oldest first."""

    newest: tuple[Card, ...]
    full: tuple[tuple[Card, ...], ...]


def cut(cards: tuple[Card, ...], size: int) -> Cut:
    """Cut ``cards`` (newest first) into pages of ``size``; the newest get ``size`` to ``2 * size - 1`` stories."""
    count = max(0, len(cards) // size - 1)
    oldest_first = cards[::-1]
    full = tuple(oldest_first[start * size : (start + 1) * size][::-1] for start in range(count))
    return Cut(cards[: len(cards) - count * size], full)


def group_pages(
    edition: Edition, groups: tuple[Group, ...], kind: str, folder: str, about: str, way: tuple[Link, ...] = ()
) -> Iterator[Output]:
    """The listings of all terms of one kind, in ``folder``; ``about`` has gaps for its ``name`` and the ``site``."""
    for group in groups:
        term = group.term
        listing = Listing(
            kind, term.name, about % {"name": term.name, "site": edition.site.title}, term.url, group.cards
        )
        yield from listing_pages(edition, f"{folder}{term.slug}/", listing, f"the {kind} {term.name}", way)


def listing_pages(
    edition: Edition, place: str, listing: Listing, source: str, way: tuple[Link, ...] = ()
) -> Iterator[Output]:
    """The pages of one listing; ``listing.cards`` are all of its stories, ``listing.url`` is set here."""
    pages = cut(listing.cards, edition.settings.per_page)
    here = Link(listing.name, address(edition.settings, place))
    last = len(pages.full)
    say = partial(
        head,
        edition,
        listing.kind,
        title=listing.name,
        description=listing.description,
        feeds_of=place if f"{listing.kind}s" in edition.settings.feeds.of else "",
    )
    first = replace(listing, cards=pages.newest, url=here.url, older=_page(edition, place, last))
    yield html(edition, place, "listing.html", say(place, way=way), source, listing=first)
    for number, cards in enumerate(pages.full, 1):
        url = address(edition.settings, f"{place}page/{number}/")
        page = replace(
            listing,
            cards=cards,
            number=number,
            url=url,
            newer=_page(edition, place, number + 1),
            older=_page(edition, place, number - 1),
            parts=(),
        )
        about = say(f"{place}page/{number}/", way=(*way, here))
        yield html(edition, f"{place}page/{number}/", "listing.html", about, source, listing=page)
    if pages.full:
        yield redirect(edition, f"{place}page/{last + 1}/", here, source)


def _page(edition: Edition, place: str, number: int) -> str:
    return address(edition.settings, f"{place}page/{number}/") if number else ""
