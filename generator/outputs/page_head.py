"""What every HTML page has: the site, its navigation, the assets, and what the page says of itself."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.output import FeedLink, Head, Output, Rendered, Yields
from generator.model.story import Link, Picture
from generator.model.urls import address, output_path, permanent
from generator.site.edition import Edition


def html(
    edition: Edition, place: str, layout: str, head: Head, source: str, yields: Yields = "", **values: object
) -> Output:
    """A page at ``place``. Besides its own ``values`` it gets what every page has: site, nav, assets and head."""
    context = {"site": edition.site, "nav": edition.nav, "assets": edition.asset_urls, "head": head, **values}
    return Output(output_path(place), Rendered(layout, context), source, yields)


def redirect(edition: Edition, place: str, target: Link, source: str, yields: Yields = "") -> Output:
    """A page at ``place`` that sends readers on to ``target``."""
    made = Rendered("redirect.html", {"site": edition.site, "target": target})
    return Output(output_path(place), made, source, yields)


def head(
    edition: Edition,
    kind: str,
    place: str,
    title: str,
    description: str = "",
    way: tuple[Link, ...] = (),
    indexed: bool = True,
    picture: Picture | None = None,
    language: str = "",
    direction: str = "",
    feeds_of: str = "",
    withheld: str = "",
) -> Head:
    """What a page says of itself. ``way`` are the pages between the front page and this one.

    ``feeds_of`` is the place of the listing whose feeds it offers besides the site's.
    """
    crumbs = (Link(edition.site.title, edition.site.home), *way, Link(title, address(edition.settings, place)))
    return Head(
        kind=kind,
        title=title,
        description=description,
        canonical=permanent(edition.settings, place),
        crumbs=crumbs if place != "/" else (),
        language=language or edition.site.language,
        direction=direction or edition.site.direction,
        feeds=tuple(_feeds(edition, feeds_of, title)) if edition.cards else (),
        picture=picture,
        indexed=indexed and not withheld,
        withheld=withheld,
    )


def _feeds(edition: Edition, place: str, title: str) -> Iterator[FeedLink]:
    """The feeds of the listing at ``place`` in all forms, and the site's in the most usual one."""
    if place:
        name = f"{edition.site.title}: {title}" if place != "/" else edition.site.title
        for file, kind in FEEDS.items():
            yield FeedLink(name, address(edition.settings, f"{place}{file}"), kind)
    if place != "/":
        yield FeedLink(edition.site.title, edition.site.feed, FEEDS["feed.xml"])


FEEDS = {"feed.xml": "application/atom+xml", "rss.xml": "application/rss+xml", "feed.json": "application/feed+json"}
"""The media type of each file that a feed has."""
