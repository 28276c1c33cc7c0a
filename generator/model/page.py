"""Pages: the values that their layouts receive, in addition to the site and its menus (see ``frame.py``), stories (see
``story.py``) and feeds (see ``feed.py``).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

import msgspec
from markupsafe import Markup

from generator.model.blocks import BlockNeeds
from generator.model.body import Body, Heading
from generator.model.corrections import Correction
from generator.model.formatting import Span, as_html
from generator.model.person import Person, Reporter
from generator.model.picture import Picture
from generator.model.story import Card, Link, Term
from generator.model.urls import Address


class FeedLink(msgspec.Struct, frozen=True):
    """A feed that a page offers: its name, address and media type."""

    name: str
    url: str
    type: str


class Head(msgspec.Struct, frozen=True):
    """The facts about a page for its ``<head>`` and breadcrumb.

    ``kind`` is one of front, story, section, tag, byline, source, series, latest, corrections, events, year, month,
    day, index, page, search, text, republish, offline, withdrawn, not-found, or the name of one of the site's own
    taxonomies. ``canonical`` is absolute. ``crumbs`` lead from the front page to this page, which comes last. ``feeds``
    lists the feeds of the page's own stories, if any, and then the site's. ``picture`` is the one that social networks
    show, at an absolute address. ``indexed`` is false if search engines should skip the page, as they should all pages
    of an edition with drafts; ``withheld`` says why readers cannot see such a page. ``accent`` is the class of a page
    in the colour of its section or of another term; empty if the term has no colour of its own. ``styles`` and
    ``scripts`` are those that the content of the page needs, by their names in layouts/assets/, and ``frames`` the
    origins of other sites that it may show in frames. ``forms`` are the origins of other sites to which its forms may
    be sent, and ``blocks`` the names of the blocks on it. ``podcasts`` are the feeds of the podcasts whose episodes are
    among the stories.
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
    accent: str = ""
    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    frames: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    podcasts: tuple[FeedLink, ...] = ()


class CountedLink(msgspec.Struct, frozen=True):
    """A link to a listing, and how many stories are in it."""

    name: str
    url: str
    stories: int


class About(msgspec.Struct, frozen=True):
    """The newsroom's description of a section, tag, agency or person, on the first page of their stories.

    ``title`` is the heading of that page, if it is not the usual name. ``body`` is None if there is no text. Only the
    description of a person has a ``person``. ``withheld`` is as in ``Head``; ``needs`` is what the blocks in its body
    need in the head of the page.
    """

    title: str = ""
    title_spans: tuple[Span, ...] = ()
    standfirst: str = ""
    standfirst_spans: tuple[Span, ...] = ()
    picture: Picture | None = None
    body: Body | None = None
    withheld: str = ""
    person: Person | None = None
    needs: BlockNeeds = BlockNeeds()

    @property
    def title_html(self) -> Markup:
        """The title with emphasis."""
        return as_html(self.title, self.title_spans)

    @property
    def standfirst_html(self) -> Markup:
        """The standfirst with emphasis."""
        return as_html(self.standfirst, self.standfirst_spans)


class Listing(msgspec.Struct, frozen=True):
    """The stories of a term (a section, a tag ...) or period, newest first, or one older page of them.

    ``number`` is 0 for the listing itself, which shows the newest stories; older pages are numbered from the oldest
    (1), so a full page never changes. ``parts`` lists the months of a year or the days of a month. In the archive,
    ``before`` and ``after`` are the neighbouring periods and ``when`` is the first day of this one. ``website`` is a
    source's own site. ``label`` is the label of the terms of one of the site's own taxonomies. A series is in reading
    order: ``newer`` leads to its earlier parts, ``older`` to its later ones. In the list of corrections,
    ``corrections`` are those of each card, the newest first.
    """

    kind: str
    name: str
    description: str
    url: str
    cards: tuple[Card, ...]
    number: int = 0
    newer: str = ""
    older: str = ""
    parts: tuple[CountedLink, ...] = ()
    before: Link | None = None
    after: Link | None = None
    when: date | None = None
    website: str = ""
    corrections: tuple[tuple[Correction, ...], ...] = ()
    label: str = ""


class Index(msgspec.Struct, frozen=True):
    """A list of listings: all terms of a taxonomy (all tags, all series ...), or the years of the archive.

    ``reporters`` are the bylines that the newsroom describes; ``counts`` has the others.
    """

    kind: str
    name: str
    counts: tuple[CountedLink, ...]
    reporters: tuple[Reporter, ...] = ()


class FrontSection(msgspec.Struct, frozen=True):
    """A section's block on the front page: its newest stories, apart from the lead and the top stories.

    ``look``: ``lead`` (the first one with its picture, the others in a list), ``list``, ``grid`` or ``opinion``.
    ``accent`` is as in ``Head``.
    """

    section: Term
    cards: tuple[Card, ...]
    look: str = "lead"
    accent: str = ""


class Front(msgspec.Struct, frozen=True):
    """The front page: the lead, the top stories next to it, the newest of the others, then the sections.

    ``look`` is that of the lead: ``wide``, ``beside`` or ``text``. ``breaking`` are the stories announced at the top,
    the newest first, and ``live`` those that are being covered live, which are not among them.
    """

    lead: Card | None
    top: tuple[Card, ...]
    latest: tuple[Card, ...]
    sections: tuple[FrontSection, ...]
    look: str = "wide"
    breaking: tuple[Card, ...] = ()
    most_read: tuple[Card, ...] = ()
    live: tuple[Card, ...] = ()


class Tombstone(msgspec.Struct, frozen=True):
    """The remains of a withdrawn story: when it was withdrawn, and the editor's note about that."""

    when: datetime
    note: str
    note_spans: tuple[Span, ...] = ()

    @property
    def note_html(self) -> Markup:
        """The note with emphasis."""
        return as_html(self.note, self.note_spans)


class Page(msgspec.Struct, frozen=True):
    """A standalone page, such as "About us". ``beginning`` is as in ``Card``; what follows it is as in ``Story``."""

    path: str
    title: str
    standfirst: str
    url: Address
    permalink: Address
    body: Body
    headings: tuple[Heading, ...]
    language: str
    direction: str
    extra: Mapping[str, object]
    withheld: str = ""
    title_spans: tuple[Span, ...] = ()
    standfirst_spans: tuple[Span, ...] = ()
    beginning: str = ""
    layout: str = ""
    noindex: bool = False
    canonical: Address = ""

    @property
    def summary(self) -> str:
        """The standfirst, or the beginning of a page without one."""
        return self.standfirst or self.beginning

    @property
    def title_html(self) -> Markup:
        """The title with emphasis."""
        return as_html(self.title, self.title_spans)

    @property
    def standfirst_html(self) -> Markup:
        """The standfirst with emphasis."""
        return as_html(self.standfirst, self.standfirst_spans)
