"""What every HTML page has in addition to its own values: the data for its ``<head>`` and its breadcrumb."""

from __future__ import annotations

from collections.abc import Iterator

from generator.engine.definitions import Ask
from generator.model.blocks import BlockNeeds
from generator.model.output import File, Rendered, Yields
from generator.model.page import FeedLink, Head
from generator.model.picture import Picture
from generator.model.story import Link
from generator.model.urls import address, output_path, permanent
from generator.reading.inputs import SETTINGS
from generator.site.boxes import forms_of
from generator.site.frame import ANY_STORY, SITE, words
from generator.site.indexing import LISTED
from generator.theme.queries import page

FEEDS = {"feed.xml": "application/atom+xml", "rss.xml": "application/rss+xml", "feed.json": "application/feed+json"}
"""The media type of each file of a feed."""


def file_at(place: str, source: str, yields: Yields = "") -> File:
    """Return the file for a place."""
    return File(output_path(place), source, yields)


def place_of(path: str) -> str:
    """Return the place of an HTML file."""
    return f"/{path.removesuffix('index.html')}"


def redirect(ask: Ask, target: Link) -> Rendered:
    """Return a page that redirects readers to ``target``."""
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
    canonical: str = "",
    accent: str = "",
    needs: BlockNeeds = BlockNeeds(),  # noqa: B008  # it is immutable
) -> Head:
    """Return the data for a page's head.

    ``way`` is the breadcrumb: links to the pages between the front page and this one. ``canonical`` is the page's
    address for search engines, if it differs from its own. ``needs`` has the style sheets, scripts and frames that the
    blocks on the page need. ``feeds_of`` is the place of the listing whose feeds the page offers in addition to the
    site's feed.
    """
    settings, site = ask(SETTINGS), ask(SITE)
    crumbs = (Link(site.title, site.home), *way, Link(title, address(settings, place)))
    return Head(
        kind=kind,
        title=title,
        description=description,
        canonical=canonical or permanent(settings, place),
        crumbs=crumbs if place != "/" else (),
        language=language or site.language,
        direction=direction or site.direction,
        feeds=tuple(_feeds(ask, feeds_of, title)) if ask(ANY_STORY) else (),
        picture=picture,
        indexed=indexed and not withheld and ask(LISTED),
        withheld=withheld,
        accent=accent,
        styles=needs.styles,
        scripts=needs.scripts,
        frames=needs.frames,
        forms=forms_of(settings, kind, needs.names),
        blocks=needs.names,
    )


def _feeds(ask: Ask, place: str, title: str) -> Iterator[FeedLink]:
    """Yield the feeds of the listing at ``place`` in all formats, and the site's feed as Atom."""
    site = ask(SITE)
    if place:
        name = words(ask).labelled(site.title, title) if place != "/" else site.title
        for file, kind in FEEDS.items():
            yield FeedLink(name, address(ask(SETTINGS), f"{place}{file}"), kind)
    if place != "/":
        yield FeedLink(site.title, site.feed, FEEDS["feed.xml"])
