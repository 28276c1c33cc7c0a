"""Outputs: the files that the site will have, and the values that their layouts receive.

An output holds everything that goes into one file. A layout receives these values and fetches nothing, so a page
cannot depend on anything it was not given.
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
    """A file that a layout renders from ``context``. ``frame`` is the fingerprint of the frame around it.

    See ``theme/queries.py``.
    """

    layout: str
    context: Mapping[str, object]
    frame: str = ""


class Copied(msgspec.Struct, frozen=True, tag=True):
    """A file from the newsroom, copied byte for byte: its path in the site's folder, its digest and its size in bytes.

    For a picture, ``width`` and ``height`` are in pixels, negative if it cannot be read (see ``pictures.measure``);
    ``size`` is that of the published picture; ``notes`` holds its embedded caption and credit; and ``kind`` names the
    format that its bytes are in (see ``picture_kinds``). ``problems`` says why the file cannot be published beside a
    story; a problem without a line is reported where the story links to the file.
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
    """A picture from the newsroom that is safe to publish: stripped of metadata, or an SVG without active content."""

    picture: Copied


class Cropped(msgspec.Struct, frozen=True, tag=True):
    """A picture from the newsroom, cropped to another shape."""

    picture: Copied
    shape: Shape


class Resized(msgspec.Struct, frozen=True, tag=True):
    """A picture from the newsroom in another size and format."""

    picture: Copied
    rendition: Rendition


@dataclass(frozen=True, slots=True)
class SocialCard:
    """A social card, drawn from a layout and ``context``. It includes the story's photo, cropped to ``shape``."""

    layout: str
    context: Mapping[str, object]
    frame: str
    photo: Copied | None = None
    shape: Shape | None = None


@dataclass(frozen=True, slots=True)
class RenderedSvg:
    """A social card whose layout has been rendered but not yet drawn."""

    svg: str
    photo: Copied | None
    shape: Shape | None
    layout: str


@dataclass(frozen=True, slots=True)
class Data:
    """Bytes that need no further work, such as one of the theme's style sheets."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Drawn:
    """An icon, drawn from an SVG."""

    icon: Icon
    svg: bytes


Yields = Literal["", "owner", "any"]
"""Which claims on the same path an output yields to: none, only the site owner's, or any."""

ALIAS = "an alias in "
"""The start of a redirect's ``source``; the path of the story's file follows."""

Made = Rendered | SocialCard | RenderedSvg | Copied | Data | Drawn | Cropped | Resized | Sanitized
"""The ways in which a file can be made."""


@dataclass(frozen=True, slots=True)
class Output:
    """One file of the site: its path below output/, how it is made, and where it comes from.

    ``source`` names the file or feature that claims this path, so that a problem can name both claimants.
    """

    path: str
    made: Made
    source: str


class File(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file that the site will have: its path below output/, and what claims it (see ``Output``)."""

    path: str
    source: str
    yields: Yields = ""

    @property
    def of_copy(self) -> bool:
        """Whether it comes from a newsroom's copy, which must not replace a file that Broadsheet makes."""
        source = self.source.removeprefix(ALIAS)
        return source.startswith("content/") and not source.startswith(STATIC)


def folders_of(path: str) -> Iterator[str]:
    """All parent folders of a path, innermost first."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


@dataclass(frozen=True, slots=True)
class Layout:
    """One layout: its name (``story.html``), the path shown in problems, and its source text."""

    name: str
    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Closure:
    """Everything a layout depends on: the layouts it reaches, the names it reads, and a digest of their sources."""

    layouts: tuple[str, ...]
    names: frozenset[str]
    digest: str


@dataclass(frozen=True, slots=True)
class Site:
    """The site itself. ``home`` is root-relative (``/repo/``), ``url`` absolute; both end in a slash.

    ``logo`` is the absolute address of a square picture. ``search`` is the address of the site's search and contains
    ``{query}``. ``ninjs`` says whether every story is also published as ninjs. ``text`` is the address of the light
    edition, ``worker`` the address of the service worker. ``policies`` lists the absolute addresses of the newsroom's
    policies, named after their settings.
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
    """``url`` with the site's scheme and host, unless it has its own."""
    return site.origin + url if url.startswith("/") else url


@dataclass(frozen=True, slots=True)
class Nav:
    """What every page links to: sections in the editor's order, standalone pages, latest stories, archive, search."""

    sections: tuple[Term, ...]
    pages: tuple[Link, ...]
    latest: Link | None
    archive: Link | None
    search: Link | None = None


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page offers: its name, address and media type."""

    name: str
    url: str
    type: str


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says about itself in its ``<head>`` and breadcrumb.

    ``kind`` is one of front, story, section, tag, byline, source, latest, year, month, day, index, page, search, text,
    offline, withdrawn, not-found. ``canonical`` is absolute. ``crumbs`` lead from the front page to this page, which
    comes last. ``feeds`` lists the feeds of the page's own stories, if any, and then the site's. ``picture`` is the one
    that social networks show, at an absolute address. ``indexed`` is false if search engines should skip the page.
    If the build includes pages that are not public, ``withheld`` says why readers do not see this one.
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
    """A link, and how many stories it leads to."""

    name: str
    url: str
    stories: int


@dataclass(frozen=True, slots=True)
class Listing:
    """The stories of a section, tag, byline, source or period, newest first, or one older page of them.

    ``number`` is 0 for the listing itself, which shows the newest stories; older pages are numbered from the oldest
    (1), so a full page never changes. ``parts`` lists the months of a year or the days of a month. In the archive,
    ``before`` and ``after`` are the neighbouring periods and ``when`` is the first day of this one. ``website`` is a
    source's own site.
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
    """A section's block on the front page: its newest stories, apart from those shown higher up."""

    section: Term
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Front:
    """The front page: the lead, the top stories beside it, the newest of the others, then the sections."""

    lead: Card | None
    top: tuple[Card, ...]
    latest: tuple[Card, ...]
    sections: tuple[FrontSection, ...]


@dataclass(frozen=True, slots=True)
class Deleted:
    """A withdrawn story in a feed: its tag URI, and when it was withdrawn (RFC 6721)."""

    uri: str
    when: Instant


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """A story in a feed. ``id`` is its tag URI (RFC 4151); ``content`` is its whole body, if the feed includes it.

    Addresses in ``content`` and ``picture`` are absolute; ``source_url`` is the agency's own site. ``stamp`` is the
    digest of all other fields, as in a card, since many feeds share an entry.
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
    """A feed. ``updated`` is when its content last changed.

    ``url`` is the feed's own address, ``home`` the address of the page with the same stories, ``hub`` that of a WebSub
    hub. In an archive document (RFC 5005), ``current`` is the feed that it belongs to; ``older`` is the previous
    document. ``deleted`` lists withdrawn stories (RFC 6721).
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
    """What remains of a withdrawn story: when it was withdrawn, and its editor's note about that."""

    when: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Location:
    """A page in a sitemap: its absolute address, its last change if known, its picture and translations."""

    url: str
    modified: datetime | None = None
    picture: str = ""
    translations: tuple[Translation, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """A sitemap in the sitemap index: its absolute address, and its last change if known."""

    url: str
    modified: datetime | None = None
