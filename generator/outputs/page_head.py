"""What every HTML page has besides its own values: what it says of itself, in its ``<head>`` and breadcrumb."""

from __future__ import annotations

from collections.abc import Iterator

from generator.engine.definitions import Ask
from generator.model.output import FeedLink, File, Head, Rendered, Yields
from generator.model.story import Link, Picture
from generator.model.urls import address, output_path, permanent
from generator.reading.inputs import SETTINGS
from generator.site.frame import ANY_STORY, SITE
from generator.theme.queries import page

FEEDS = {"feed.xml": "application/atom+xml", "rss.xml": "application/rss+xml", "feed.json": "application/feed+json"}
"""The media type of each file that a feed has."""


def file_at(place: str, source: str, yields: Yields = "") -> File:
    """The file that answers at a place."""
    return File(output_path(place), source, yields)


def place_of(path: str) -> str:
    """The place at which an HTML file answers."""
    return f"/{path.removesuffix('index.html')}"


def redirect(ask: Ask, target: Link) -> Rendered:
    """A page that sends readers on to ``target``."""
    return page(ask, "redirect.html", target=target)


def head(
    ask: Ask,
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
    settings, site = ask(SETTINGS), ask(SITE)
    crumbs = (Link(site.title, site.home), *way, Link(title, address(settings, place)))
    return Head(
        kind=kind,
        title=title,
        description=description,
        canonical=permanent(settings, place),
        crumbs=crumbs if place != "/" else (),
        language=language or site.language,
        direction=direction or site.direction,
        feeds=tuple(_feeds(ask, feeds_of, title)) if ask(ANY_STORY) else (),
        picture=picture,
        indexed=indexed and not withheld,
        withheld=withheld,
    )


def _feeds(ask: Ask, place: str, title: str) -> Iterator[FeedLink]:
    """The feeds of the listing at ``place`` in all forms, and the site's in the most usual one."""
    site = ask(SITE)
    if place:
        name = f"{site.title}: {title}" if place != "/" else site.title
        for file, kind in FEEDS.items():
            yield FeedLink(name, address(ask(SETTINGS), f"{place}{file}"), kind)
    if place != "/":
        yield FeedLink(site.title, site.feed, FEEDS["feed.xml"])
