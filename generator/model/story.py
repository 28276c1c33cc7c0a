"""The editorial values that all rooms share: manuscripts, stories, cards, terms, pictures, pages.

All are immutable. A *manuscript* is what a file in content/ says, before it has a place on the site; a
*story* is a manuscript with its place, as its own page shows it; a *card* is all that another page may know
about it. Addresses (``url``) are root-relative and include the site's base path, ``/repo/2024/12/02/talks/``;
``permalink`` is absolute. Times are aware and keep the time zone that the story gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from operator import attrgetter
from typing import Annotated, Any, Literal, TypeVar

from markupsafe import Markup, escape
from msgspec import Meta

from generator.model.fingerprint import digest

Address = Annotated[str, Meta(pattern=r"(?i)^(?:https?://|(?![^/?#]*:))")]
"""An http or https address, or one without a scheme. Checked whenever a value is read back from a store."""

Instant = Annotated[datetime, Meta(tz=True)]
"""A time with a time zone. Checked like addresses."""


@dataclass(frozen=True, slots=True)
class Term:
    """A section, tag, byline or source: its name, its slug and the address of its listing."""

    name: str
    slug: str
    url: Address


@dataclass(frozen=True, slots=True)
class Link:
    """A name and the address it links to."""

    name: str
    url: Address


@dataclass(frozen=True, slots=True)
class Crop:
    """The middle of a picture, cropped to another shape: its address, width and height in pixels."""

    src: Address
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Variant:
    """A picture in another size and format: its address, media type and width in pixels."""

    src: Address
    type: str
    width: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A story's picture. ``src`` is a path in content/ in a manuscript, an address in a story or card.

    If it is one of the site's files, ``type`` is its media type, ``size`` its size in bytes, and ``width`` and
    ``height`` are in pixels (0 if unknown). ``crops`` are its middle in other shapes, and ``variants`` are the
    alternatives that browsers may choose.
    """

    src: Address
    alt: str = ""
    caption: str = ""
    credit: str = ""
    type: str = ""
    size: int = 0
    width: int = 0
    height: int = 0
    crops: tuple[Crop, ...] = ()
    variants: tuple[Variant, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in a body: its level (2 to 6), its text and its ``id``."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a manuscript refers to a file in content/: a link, a picture, a download.

    ``target`` is the path in content/ that it resolves to, or a part of the page that is not there (``#part``).
    ``mark`` is the placeholder for its address in the body until the edition is made. ``written`` is what the editor
    wrote, at ``line`` and ``column``.
    """

    target: str
    mark: str
    written: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A story or page as its file gives it: names are as written, and nothing has an address yet.

    ``path`` is relative to the site's folder (``content/world/talks.md``). ``body`` is safe HTML in which links
    into content/ are still placeholders (see ``Mention``). ``words`` is the number of words in the body; ``terms``
    are the keywords that ``related/lists.py`` uses. A story under ``embargo`` is not ``published`` before the embargo
    ends. ``former`` are addresses that it probably had in another program; they give way to everything else.
    A ``killed`` story is withdrawn, and readers see only its ``kill_note``. ``extra`` holds all other front
    matter. ``lines`` gives the line of each field, so that a later problem can point to it.
    """

    path: str
    kind: Literal["story", "page"]
    headline: str
    slug: str
    standfirst: str = ""
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
    draft: bool = False
    priority: int = 0
    picture: Picture | None = None
    related: tuple[str, ...] = ()
    translation_of: str = ""
    uri: str = ""
    aliases: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    language: str = ""
    genre: str = ""
    body: str = ""
    words: int = 0
    headings: tuple[Heading, ...] = ()
    mentions: tuple[Mention, ...] = ()
    terms: tuple[tuple[str, int], ...] = ()
    extra: Mapping[str, object] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)


MARK = re.compile(r'broadsheet:[^"\s<>]+')


@dataclass(frozen=True, slots=True)
class Body:
    """A story's HTML, with the addresses for the placeholders in its links and pictures.

    An empty address means a story that is not public: the link is removed and its text stays. ``sizes`` has the width
    and height of each picture, ``variants`` the alternatives that browsers may choose.
    """

    marked: str
    addresses: tuple[tuple[str, Address], ...]
    sizes: tuple[tuple[str, int, int], ...] = ()
    variants: tuple[tuple[str, tuple[Variant, ...]], ...] = ()

    def elsewhere(self, origin: str, permalink: str) -> Body:
        """The body for use outside its own page: all its addresses are absolute."""
        addresses = tuple((mark, origin + url if url.startswith("/") else url) for mark, url in self.addresses)
        marked = self.marked.replace('href="#', f'href="{escape(permalink)}#')
        return replace(self, marked=marked, addresses=addresses, variants=())

    def __html__(self) -> Markup:
        """The finished HTML, for ``{{ story.body }}`` in a layout."""
        if not self.addresses:
            return Markup(self.marked)  # safe: made by reading/markdown.py
        known = dict(self.addresses)
        html = self.marked
        for mark in (mark for mark, address in self.addresses if not address):
            html = re.sub(rf'<a href="{re.escape(mark)}"[^>]*>(.*?)</a>', r"\1", html, flags=re.DOTALL)
            html = re.sub(rf'<img src="{re.escape(mark)}"[^>]*>', "", html)
        for mark, width, height in self.sizes:
            html = html.replace(f'src="{mark}"', f'src="{mark}" width="{width}" height="{height}"')
        for mark, variants in self.variants:
            html = re.sub(rf'<img src="{re.escape(mark)}"[^>]*>', lambda found: _chosen(found[0], variants), html)  # noqa: B023
        return Markup(MARK.sub(lambda found: escape(known.get(found.group(), found.group())), html))

    def __str__(self) -> str:
        return self.__html__()


_IN_BODY = "(min-width: 44em) 40rem, 92vw"  # how wide the style sheet shows pictures in a body


def _chosen(tag: str, variants: tuple[Variant, ...]) -> str:
    """A picture's tag, wrapped with the alternatives that browsers may choose (HTML, 4.8.1: the picture element)."""
    for each in fallback(variants):
        tag = re.sub('(?<=src=")[^"]*', str(escape(each.src)).replace("\\", "%5C"), tag)
    return f"<picture>{sources(variants, _IN_BODY)}{tag}</picture>"


def sources(variants: Iterable[Variant], sizes: str) -> Markup:
    """A ``source`` element for each media type that browsers may choose; ``sizes`` is the displayed width, in CSS."""
    kinds: dict[str, list[str]] = {}
    for each in variants:
        if each.type != "image/jpeg":
            kinds.setdefault(each.type, []).append(f"{each.src} {each.width}w")
    source = Markup('<source type="{}" srcset="{}" sizes="{}">')
    return Markup("").join(source.format(kind, ", ".join(each), sizes) for kind, each in kinds.items())


def fallback(variants: Iterable[Variant]) -> list[Variant]:
    """The variant for browsers that know none of the newer types; empty if they can use the picture itself."""
    return [each for each in variants if each.type == "image/jpeg"][:1]


GENRES = ("reportage", "analysis", "background", "opinion", "review")
"""Genres other than plain news; schema.org has a subtype of NewsArticle for each."""


@dataclass(frozen=True, slots=True)
class Card:
    """All that another page may know about a story: never its body.

    ``modified`` is set only if the story changed after it was published. ``priority`` is 1 (the lead) to 9 if an
    editor pinned the story to the front page, otherwise 0. ``genre`` is one of ``GENRES``, or empty for plain news.
    If the build includes stories that are not public, ``withheld`` says why readers do not see this one: draft, killed,
    expired, embargoed or scheduled. ``stamp`` is the digest of all other fields, computed once because it is part of
    the fingerprint of every page that shows the card (see ``stamped``).
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
    withheld: str = field(default="", kw_only=True)
    stamp: str = field(default="", kw_only=True)


@dataclass(frozen=True, slots=True)
class Translation:
    """A story in one language: the language, its writing direction, its name for itself, and the story's addresses.

    ``original`` says whether the other stories are translations of this one.
    """

    language: str
    direction: str
    name: str
    url: Address
    permalink: Address
    original: bool


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a story is related to another: the kind of thing that they have in common, and its names.

    Layouts turn it into text: ``{{ each.reason | reason }}`` gives "both on NATO and Ukraine".
    """

    kind: Literal["chosen", "on", "mention", "section", "section, week", "words", "words, week"]
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Related:
    """A related story, and why it is related."""

    card: Card
    reason: Reason


@dataclass(frozen=True, slots=True)
class Story(Card):
    """One article of the edition, as its own page shows it.

    ``uri`` is its lasting identity (see ``tag_uri.py``). ``words`` is the number of words in the body.
    ``related_headlines`` are headlines that its editor (or the agency) listed as related but that no story has yet.
    ``translations`` lists the versions in all languages, including this one; it is empty if there is only one. The
    story is public until ``expires``, if that is set. ``source_url`` is the agency's own site. ``extra`` holds all
    other front matter.
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

    @property
    def reading_minutes(self) -> int:
        """Whole minutes at 230 words per minute (Brysbaert 2019 measured 238 for English prose)."""
        return max(1, round(self.words / 230))


@dataclass(frozen=True, slots=True)
class Page:
    """A standalone page, such as "About us"."""

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


_names_of_card = tuple(each.name for each in fields(Card) if each.name != "stamp")
_values_of_card = attrgetter(*_names_of_card)


def facts(card: Card) -> dict[str, Any]:
    """The fields of a card by name, without its stamp."""
    return dict(zip(_names_of_card, _values_of_card(card), strict=True))


Stamped = TypeVar("Stamped", bound=Card)


def stamped(card: Stamped) -> Stamped:
    """The card or story with its stamp set. The stamp covers all fields but itself."""
    object.__setattr__(card, "stamp", "")  # safe: no other code has this card yet
    object.__setattr__(card, "stamp", digest(card))
    return card


_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def direction(language: str) -> str:
    """``"rtl"`` for a language written from right to left, otherwise ``"ltr"`` (the values of HTML's ``dir``)."""
    return "rtl" if language.lower().split("-")[0] in _RIGHT_TO_LEFT else "ltr"
