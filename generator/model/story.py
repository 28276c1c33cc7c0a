"""Stories, and what other pages know about them: cards, terms, related stories, translations.

All are immutable. A *story* is a manuscript (see ``manuscript.py``) with its address, for its own page; a *card* is
all that another page may know about it. Addresses (``url``) are root-relative and include the site's base path,
``/repo/2024/12/02/talks/``; ``permalink`` is absolute. Times are aware and keep the time zone that the story gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from operator import attrgetter
from typing import Annotated, Any, Literal

import msgspec
from markupsafe import Markup
from msgspec import Meta

from generator.model.body import Body, Heading
from generator.model.corrections import Correction, CorrectionKind
from generator.model.disclosures import Review, SourceNote, Sponsorship
from generator.model.embed import EmbeddedVideo
from generator.model.event import Event
from generator.model.formatting import Span, as_html
from generator.model.licence import Licence
from generator.model.live import Live
from generator.model.picture import Picture
from generator.model.reading_time import reading_minutes
from generator.model.recording import Recording
from generator.model.series import SeriesPart
from generator.model.urls import Address

Instant = Annotated[datetime, Meta(tz=True)]
"""A time with a time zone. It is checked whenever a value is read back from a store."""


class Term(msgspec.Struct, frozen=True):
    """A section, tag or other term by which stories are listed: its name, its slug and the address of its listing."""

    name: str
    slug: str
    url: Address


class Link(msgspec.Struct, frozen=True):
    """A name and the address to which it links."""

    name: str
    url: Address


GENRES = ("reportage", "analysis", "background", "opinion", "review")
"""Genres other than plain news; schema.org has a subtype of NewsArticle for each."""


class Card(msgspec.Struct, frozen=True):
    """All that another page may know about a story: never its body, except the beginning if that is its summary.

    ``headline`` and ``standfirst`` are plain; ``headline_html`` and ``standfirst_html`` have emphasis. ``beginning`` is
    that of a story without a standfirst.
    ``modified`` is set only if the story changed after it was published. ``corrected`` has the kind of each of its
    corrections, the newest first; ``live`` says that it is being covered live. ``priority`` is 1 (the lead) to 9 if an
    editor pinned the story to the front page, otherwise 0. ``genre`` is one of ``GENRES``, or empty for plain news.
    If the build includes stories that are not public, ``withheld`` says why readers cannot see this one: draft, killed,
    expired, embargoed or scheduled. ``portrait`` is that of the writer, if the story is an opinion, or in a section
    that the front page shows as opinion. ``sponsored`` is None unless somebody paid for the story. ``taxonomies`` has
    the story's terms in each of the site's own taxonomies, by the taxonomy's name.
    """

    headline: str
    standfirst: str
    url: Address
    published: Instant
    modified: Instant | None
    section: Term | None
    tags: tuple[Term, ...]
    bylines: tuple[Term, ...]
    source: Term | None
    dateline: str
    picture: Picture | None
    priority: int
    genre: str
    language: str
    direction: str
    withheld: str = ""
    headline_spans: tuple[Span, ...] = ()
    standfirst_spans: tuple[Span, ...] = ()
    beginning: str = ""
    portrait: Picture | None = None
    corrected: tuple[CorrectionKind, ...] = ()
    sponsored: Sponsorship | None = None
    series: SeriesPart | None = None
    taxonomies: Mapping[str, tuple[Term, ...]] = {}
    live: bool = False

    @property
    def headline_html(self) -> Markup:
        """The headline with emphasis."""
        return as_html(self.headline, self.headline_spans)

    @property
    def standfirst_html(self) -> Markup:
        """The standfirst with emphasis."""
        return as_html(self.standfirst, self.standfirst_spans)

    @property
    def summary(self) -> str:
        """The standfirst, or the beginning of a story without one; empty if it has neither."""
        return self.standfirst or self.beginning

    @property
    def summary_html(self) -> Markup:
        """The summary, with the emphasis of a standfirst."""
        return self.standfirst_html if self.standfirst else as_html(self.beginning, ())


class Translation(msgspec.Struct, frozen=True):
    """A story in one language: the language, its writing direction, its name for itself, and the story's addresses.

    ``original`` says whether the other stories are translations of this one, ``listed`` whether search engines may
    list it.
    """

    language: str
    direction: str
    name: str
    url: Address
    permalink: Address
    original: bool
    listed: bool = True


def alternates(versions: Iterable[Translation]) -> tuple[Translation, ...]:
    """Return the versions of a story that search engines may list; empty unless there are several."""
    found = tuple(each for each in versions if each.listed)
    return found if len(found) > 1 else ()


class Reason(msgspec.Struct, frozen=True):
    """Why a story is related to another: what kind of thing they have in common, and its names.

    Layouts turn it into text: ``{{ each.reason | reason }}`` gives "both on NATO and Ukraine".
    """

    kind: Literal["chosen", "on", "mention", "section", "section, week", "words", "words, week"]
    names: tuple[str, ...] = ()


class Related(msgspec.Struct, frozen=True):
    """A related story, and why it is related."""

    card: Card
    reason: Reason


class Story(Card, frozen=True, kw_only=True):
    """An article of the edition, for its own page.

    ``uri`` is its lasting identity (see ``tag_uri.py``). ``words`` is the number of words in the body, ``characters``
    how many of these are single Chinese or Japanese characters.
    ``related_headlines`` are headlines that its editor (or the agency) listed as related, but that no story has yet.
    ``translations`` lists the versions in all languages, including this one; it is empty if there is only one. The
    story is public until ``expires``, if that is set. ``source_url`` is the agency's own site. ``layout`` is as in its
    front matter. Search engines should skip a ``noindex`` story. If ``canonical`` is set, the address on another site
    where the story was published first, they should list that instead. ``corrections`` have the newest first. ``event``
    is the event that it announces. Others may republish it under its ``licence``, if it has one. ``coverage`` is its
    live coverage, whose entries are also in its body. ``ai``, ``source_notes``, ``located``, ``free`` and ``review``
    are as in a manuscript. ``recordings`` and ``embedded_videos`` are those in its body. ``extra`` has all other front
    matter.
    """

    path: str
    uri: str
    permalink: Address
    body: Body
    words: int
    headings: tuple[Heading, ...]
    related_headlines: tuple[str, ...]
    translations: tuple[Translation, ...]
    expires: Instant | None
    source_url: Address
    extra: Mapping[str, object]
    layout: str = ""
    noindex: bool = False
    canonical: Address = ""
    corrections: tuple[Correction, ...] = ()
    event: Event | None = None
    licence: Licence | None = None
    coverage: Live | None = None
    ai: str = ""
    source_notes: tuple[SourceNote, ...] = ()
    located: tuple[str, ...] = ()
    free: bool = True
    review: Review | None = None
    characters: int = 0
    recordings: tuple[Recording, ...] = ()
    embedded_videos: tuple[EmbeddedVideo, ...] = ()

    @property
    def alternates(self) -> tuple[Translation, ...]:
        """The versions that search engines may list, including this one; empty if they may not list this one."""
        return () if self.noindex or self.canonical else alternates(self.translations)

    @property
    def reading_minutes(self) -> int:
        """How many minutes it takes to read the story in its language."""
        return reading_minutes(self.words, self.characters, self.language)


_values_of_card = attrgetter(*Card.__struct_fields__)


def facts(card: Card) -> dict[str, Any]:
    """Return the fields of a card by name."""
    return dict(zip(Card.__struct_fields__, _values_of_card(card), strict=True))


_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def base_language(language: str) -> str:
    """Return a language without script and region: ``pt`` for ``pt-BR``."""
    return language.lower().partition("-")[0]


def direction(language: str) -> str:
    """Return ``"rtl"`` for a language written from right to left, otherwise ``"ltr"`` (as in HTML's ``dir``)."""
    return "rtl" if base_language(language) in _RIGHT_TO_LEFT else "ltr"
