"""Outputs: the files that the site will have, and the values that their layouts receive.

An output holds everything that goes into one file. A layout receives these values and fetches nothing, so
nothing can depend on what it was not given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

import msgspec

from generator.model.picture import NONE, Icon, Notes, Rendition, Shape
from generator.model.problems import Problem
from generator.model.story import Body, Card, Instant, Link, Picture, Term, Translation
from generator.model.urls import STATIC


@dataclass(frozen=True, slots=True)
class Rendered:
    """Made by a layout from ``context``, with a frame around it that has a fingerprint (see ``theme/queries.py``)."""

    layout: str
    context: Mapping[str, object]
    frame: str = ""


class Copied(msgspec.Struct, frozen=True, tag=True):
    """A file of the newsroom's, byte for byte: where it is in the site's folder, digest and number of its bytes.

    A picture has a width and a height in pixels, negative where it cannot be read (see ``pictures.measure``); its bytes
    are counted as they are published. ``notes`` are what is written in it, ``kind`` names the kind of picture that its
    bytes are (see ``picture_kinds``). ``problems`` say why the file cannot be published beside a story; those without a
    line are told where the story links to it.
    """

    file: str
    digest: str
    size: int
    width: int = 0
    height: int = 0
    notes: Notes = NONE
    kind: str = ""
    problems: tuple[Problem, ...] = ()


class Sanitized(msgspec.Struct, frozen=True, tag=True):
    """A picture of the newsroom's, cleared for readers: without its metadata; or a drawing that runs nothing."""

    picture: Copied


class Cropped(msgspec.Struct, frozen=True, tag=True):
    """A picture of the newsroom's, cut into another shape."""

    picture: Copied
    shape: Shape


class Resized(msgspec.Struct, frozen=True, tag=True):
    """A picture of the newsroom's in another size and format."""

    picture: Copied
    rendition: Rendition


@dataclass(frozen=True, slots=True)
class SocialCard:
    """A share picture, drawn from a layout and ``context``; with the story's photo in it, cut to ``shape``."""

    layout: str
    context: Mapping[str, object]
    frame: str
    photo: Copied | None = None
    shape: Shape | None = None


@dataclass(frozen=True, slots=True)
class RenderedSvg:
    """A share picture whose layout has been rendered, and that is yet to be drawn."""

    svg: str
    photo: Copied | None
    shape: Shape | None
    layout: str


@dataclass(frozen=True, slots=True)
class Data:
    """Bytes that are ready as they are, such as a style sheet of the theme."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Drawn:
    """An icon, drawn from an SVG."""

    icon: Icon
    svg: bytes


Yields = Literal["", "owner", "any"]
"""What an output gives way to where another claims its path: nothing, the site's owner alone, or anything."""

ALIAS = "an alias in "
"""What the source of a redirect begins with, before the story's file."""

Made = Rendered | SocialCard | RenderedSvg | Copied | Data | Drawn | Cropped | Resized | Sanitized
"""What makes a file."""


@dataclass(frozen=True, slots=True)
class Output:
    """One file of the site: its path below output/, what makes it, and what wants it.

    ``source`` names the file or thing that wants this path, for a problem that names both claimants.
    """

    path: str
    made: Made
    source: str


class File(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file that the site will have: its path below output/, and what wants it (see ``Output``)."""

    path: str
    source: str
    yields: Yields = ""

    @property
    def of_copy(self) -> bool:
        """Whether it comes from copy, which may not take the place of anything of ours."""
        source = self.source.removeprefix(ALIAS)
        return source.startswith("content/") and not source.startswith(STATIC)


def folders_of(path: str) -> Iterator[str]:
    """The folders that a file's path leads through, the innermost first."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


@dataclass(frozen=True, slots=True)
class Layout:
    """One layout: its name (``story.html``), the path to show in problems, and its source."""

    name: str
    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Closure:
    """All that a layout draws on: the layouts it reaches, the names it reads, and a digest of the sources."""

    layouts: tuple[str, ...]
    names: frozenset[str]
    digest: str


@dataclass(frozen=True, slots=True)
class Site:
    """The site itself. ``home`` is root-relative (``/repo/``), ``url`` absolute, both end in a slash.

    ``logo`` is the absolute address of a square picture; ``search`` that of its search, with ``{query}`` in it;
    ``ninjs``: each story is there in that form, too; ``text`` is the address of the light edition, ``worker`` that of
    the service worker; ``policies`` are the absolute addresses at which the house says how it works, by the name of the
    setting.
    """

    title: str
    tagline: str
    description: str
    home: str
    url: str
    origin: str
    language: str
    direction: str
    publisher: str
    copyright: str
    feed: str
    logo: str = ""
    search: str = ""
    ninjs: bool = False
    text: str = ""
    worker: str = ""
    policies: tuple[Link, ...] = ()


def absolute(site: Site, url: str) -> str:
    """``url`` with the site's scheme and host before it, unless it has its own."""
    return site.origin + url if url.startswith("/") else url


@dataclass(frozen=True, slots=True)
class Nav:
    """What every page links to: the sections in the editor's order, the standalone pages, the archive, the search."""

    sections: tuple[Term, ...]
    pages: tuple[Link, ...]
    latest: Link | None
    archive: Link | None
    search: Link | None = None


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page has to offer: what it is called, its address and media type."""

    name: str
    url: str
    type: str


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says of itself in its ``<head>`` and breadcrumb.

    ``kind`` is one of front, story, section, tag, byline, source, latest, year, month, day, index, page, search, text,
    offline, withdrawn, not-found. ``canonical`` is absolute. ``crumbs`` lead from the front page to this page, which is
    last. ``feeds`` are those of its own stories, if it has any, and then the site's. ``picture`` is what networks
    show of the page, at an absolute address. ``indexed`` is false where search engines should leave the page out.
    ``withheld`` says why readers do not see the page, where a build shows what is not public.
    """

    kind: str
    title: str
    description: str
    canonical: str
    crumbs: tuple[Link, ...] = ()
    language: str = "en"
    direction: str = "ltr"
    feeds: tuple[FeedLink, ...] = ()
    picture: Picture | None = None
    indexed: bool = True
    withheld: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """A link with the number of stories behind it."""

    name: str
    url: str
    stories: int


@dataclass(frozen=True, slots=True)
class Listing:
    """The stories of a section, tag, byline, source or time, newest first, or one older page of them.

    ``number`` is 0 for the listing itself, which shows the newest; older pages count from the oldest (1),
    so that a full one never changes. ``parts`` are the months of a year or the days of a month.
    ``before`` and ``after`` are the periods around one of the archive; ``when`` is its first day;
    ``website`` is a source's own site.
    """

    kind: str
    name: str
    description: str
    url: str
    cards: tuple[Card, ...]
    number: int = 0
    newer: str = ""
    older: str = ""
    parts: tuple[Count, ...] = ()
    before: Link | None = None
    after: Link | None = None
    when: date | None = None
    website: str = ""


@dataclass(frozen=True, slots=True)
class Index:
    """A list of listings: all tags, all bylines, all sources, the years of the archive."""

    kind: str
    name: str
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class FrontSection:
    """A section's place on the front page: its newest stories that do not stand higher up already."""

    section: Term
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Front:
    """The front page: the lead, the top stories beside it, the newest of the rest, then the sections."""

    lead: Card | None
    top: tuple[Card, ...]
    latest: tuple[Card, ...]
    sections: tuple[FrontSection, ...]


@dataclass(frozen=True, slots=True)
class Deleted:
    """A story that was withdrawn: its tag URI, and when that was (RFC 6721)."""

    uri: str
    when: Instant


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """A story in a feed; ``id`` is its tag URI (RFC 4151), ``content`` its whole body where the feed has that.

    Addresses in ``content`` and ``picture`` are absolute; ``source_url`` is the agency's own site. ``stamp`` is the
    digest of all the rest, as that of a card is, since an entry is in many feeds.
    """

    id: str
    card: Card
    permalink: str
    content: Body | None
    picture: Picture | None
    source_url: str
    stamp: str = field(default="", kw_only=True)


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed; ``updated`` is the latest real change in it.

    ``url`` is its own address, ``home`` that of the page with the same stories, ``hub`` that of a WebSub hub. A
    document of the archive (RFC 5005) has ``current``, the feed that it is the archive of; ``older`` is the one before.
    ``deleted`` are stories that were withdrawn (RFC 6721).
    """

    id: str
    title: str
    url: str
    home: str
    hub: str
    updated: datetime | None
    entries: tuple[FeedEntry, ...]
    current: str = ""
    older: str = ""
    deleted: tuple[Deleted, ...] = ()


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is left of a story that was withdrawn: since when, and what its editor says of that."""

    when: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Location:
    """A page in a sitemap: its absolute address, its last change where that is known, its picture and translations."""

    url: str
    modified: datetime | None = None
    picture: str = ""
    translations: tuple[Translation, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """A sitemap in the index: its absolute address, and its last change where that is known."""

    url: str
    modified: datetime | None = None
