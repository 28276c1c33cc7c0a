"""Manuscripts: the content of the files in content/, before stories have addresses on the site."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from generator.model.blocks import Block
from generator.model.body import Heading
from generator.model.corrections import Correction
from generator.model.disclosures import Review, SourceNote, Sponsorship
from generator.model.event import Event
from generator.model.formatting import Span
from generator.model.live import Coverage, LiveEntry, LiveNote
from generator.model.picture import Picture
from generator.model.series import InSeries
from generator.model.settings import LightDark
from generator.model.story import Instant, Link
from generator.model.urls import Address


class Mention(msgspec.Struct, frozen=True, omit_defaults=True):
    """A place where a manuscript refers to a file in content/: a link, a picture, a download.

    ``target`` is the path in content/ to which it resolves. ``mark`` is the placeholder for its address in the
    body until the edition is made. ``written`` is what the editor wrote, at ``line`` and ``column``. Readers see the
    place from ``since`` on, the time of the correction or live entry that contains it, or always if it is None.
    """

    target: str
    mark: str
    written: str
    line: int
    column: int
    since: Instant | None = None


ManuscriptKind = Literal["story", "page", "description"]
"""The kind of a file: a story, a standalone page, or the description of a term (see ``descriptions.py``)."""


class Manuscript(msgspec.Struct, frozen=True):
    """A story or page as written in its file: names are unchanged, and nothing has an address yet.

    ``path`` is relative to the site's folder (``content/world/talks.md``). ``body`` is safe HTML in which links
    into content/ are still placeholders (see ``Mention``), and ``blocks`` are the blocks in it. ``words`` is the number
    of words in the body, ``characters`` how many of these are single Chinese or Japanese characters; ``terms`` are the
    keywords for related stories. A story under ``embargo`` is not ``published`` before the embargo ends. A
    story with a ``priority`` is pinned to the front page until ``priority_until``, and a ``breaking`` story is
    announced there until that time. The ``corrections`` have the newest first, the ``entries`` of ``live`` coverage the
    oldest first; both include those that readers do not see yet. ``words``, ``characters``, ``headings`` and
    ``beginning`` do not include the entries, nor their ``notes``. ``former`` are addresses that the story probably had
    in another program; anything else may take them.
    A ``killed`` story is withdrawn, and readers see only its ``kill_note``. ``headline``, ``standfirst`` and
    ``kill_note`` are plain text; their spans are the emphasised parts. ``beginning`` is that of the body, if the story
    has no standfirst; ``ends_at_mark`` says that the editor marked its end. ``layout`` names one of the layouts for
    stories or pages; empty for the usual one. Search engines do not list a story that is ``noindex``, or that was
    published first on another site, at ``canonical``. If ``republish`` is None, the settings decide whether others may
    republish it. A draft may be ``planned`` for a day. A draft whose file has errors is ``unfinished``: no edition
    shows it, and it has only the values by which it is recognised. A page that is not ``in_menu`` is missing only from
    the navigation.
    ``sponsored``, ``review`` and ``source_notes`` are what the story discloses; ``ai`` says
    how machines helped. ``located`` names the places from which it was reported. Not everybody may read a story that
    is not ``free``. ``taxonomies`` has the names in the fields of the site's own taxonomies, by taxonomy. ``extra`` has
    all other front matter. Only the description of a term has an ``accent``, the colours of its pages, and only that of
    a person has a ``role``, a ``beat``, an ``email`` address, ``links``, a ``fediverse`` handle and ``spellings``, the
    other names in bylines that mean this person.
    ``lines`` has the line of each field, so that a later problem can point to it, and ``unknown`` that of each extra
    that no problem mentions yet.
    """

    path: str
    kind: ManuscriptKind
    headline: str
    slug: str
    headline_spans: tuple[Span, ...] = ()
    standfirst: str = ""
    standfirst_spans: tuple[Span, ...] = ()
    beginning: str = ""
    ends_at_mark: bool = False
    section: str = ""
    tags: tuple[str, ...] = ()
    bylines: tuple[str, ...] = ()
    source: str = ""
    dateline: str = ""
    published: Instant | None = None
    modified: Instant | None = None
    expires: Instant | None = None
    embargo: Instant | None = None
    killed: Instant | None = None
    kill_note: str = ""
    kill_note_spans: tuple[Span, ...] = ()
    draft: bool = False
    priority: int = 0
    priority_until: Instant | None = None
    breaking: Instant | None = None
    corrections: tuple[Correction, ...] = ()
    event: Event | None = None
    republish: bool | None = None
    planned: Instant | None = None
    live: Coverage | None = None
    entries: tuple[LiveEntry, ...] = ()
    notes: tuple[LiveNote, ...] = ()
    picture: Picture | None = None
    related: tuple[str, ...] = ()
    translation_of: str = ""
    uri: str = ""
    aliases: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    language: str = ""
    genre: str = ""
    layout: str = ""
    noindex: bool = False
    canonical: Address = ""
    in_menu: bool = True
    unfinished: bool = False
    ai: str = ""
    sponsored: Sponsorship | None = None
    source_notes: tuple[SourceNote, ...] = ()
    located: tuple[str, ...] = ()
    free: bool = True
    review: Review | None = None
    accent: LightDark = LightDark()
    role: str = ""
    beat: str = ""
    email: str = ""
    links: tuple[Link, ...] = ()
    fediverse: str = ""
    spellings: tuple[str, ...] = ()
    series: InSeries | None = None
    taxonomies: Mapping[str, tuple[str, ...]] = {}
    body: str = ""
    words: int = 0
    characters: int = 0
    headings: tuple[Heading, ...] = ()
    mentions: tuple[Mention, ...] = ()
    blocks: tuple[Block, ...] = ()
    terms: tuple[tuple[str, int], ...] = ()
    extra: Mapping[str, object] = {}
    lines: Mapping[str, int] = {}
    unknown: Mapping[str, int] = {}

    @property
    def corrected(self) -> tuple[Instant, ...]:
        """The times of the corrections, the newest first."""
        return tuple(each.at for each in self.corrections)

    @property
    def only_planned(self) -> bool:
        """Whether it is a draft that is planned for a day and has no text yet."""
        return self.draft and self.planned is not None and not self.words

    @property
    def event_times(self) -> tuple[Instant, ...]:
        """When the event that the story announces begins, and when it is over; empty without an event."""
        return (self.event.start, self.event.over) if self.event else ()
