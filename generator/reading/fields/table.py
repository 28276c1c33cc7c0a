"""The fields of front matter: the names of each, and how it is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from generator.model.slug import LONGEST
from generator.model.story import GENRES
from generator.reading.fields import corrections as correction_fields
from generator.reading.fields import descriptions as description_fields
from generator.reading.fields import disclosures as disclosure_fields
from generator.reading.fields import event as event_field
from generator.reading.fields import live as live_field
from generator.reading.fields import person as person_fields
from generator.reading.fields import picture as picture_field
from generator.reading.fields import series
from generator.reading.fields.form import FILE_KINDS, FileKind, Form
from generator.reading.fields.types import MOST, Reader
from generator.reading.fields.values import Value


class Field(msgspec.Struct, frozen=True):
    """A field: the manuscript's name for it, its names in front matter, and its reader.

    ``form`` describes it for people and for other programs; ``kinds`` are the kinds of files in which it has an effect.
    ``ours`` says that other programs use the name for something else: in adopted copy, a value that cannot be read is
    then kept as an extra.
    """

    name: str
    called: tuple[str, ...]
    read: Callable[[Reader, Value], object]
    form: Form | None = None
    kinds: tuple[FileKind, ...] = ()
    prose: bool = False  # `null` and `~` are text here, and emphasis is read
    ours: bool = False


_STORY: tuple[FileKind, ...] = ("story",)
_COPY: tuple[FileKind, ...] = ("story", "page")
_ALL = FILE_KINDS

_TIME = "2026-11-24T10:00"

FIELDS = (
    Field(
        "headline",
        ("title", "headline"),
        Reader.words,
        Form(
            "Headline",
            "What readers see above the story and in every list.",
            "prose",
            "Ferry back in service",
            longest=110,  # characters; the number in Google's guidelines for articles
            needed=True,
        ),
        ("story", "page", "term"),
        prose=True,
    ),
    Field(
        "standfirst",
        ("standfirst", "dek", "summary", "excerpt", "description"),
        Reader.words,
        Form("Standfirst", "One or two sentences below the headline.", "prose", "Four boats a day.", longest=300),
        ("story", "page", "term"),
        prose=True,
    ),
    Field(
        "section",
        ("section", "category", "categories"),
        Reader.name,
        Form("Section", "The section that the story belongs to.", "name", "Harbour", of="section"),
        _STORY,
    ),
    Field(
        "tags",
        ("tags",),
        Reader.names,
        Form("Tags", "The topics of the story.", "names", ["Ferry", "Skerra"], of="tag", most=MOST),
        _STORY,
    ),
    Field(
        "bylines",
        ("bylines", "byline", "author", "authors"),
        Reader.bylines,
        Form("Bylines", "Who wrote the story.", "people", ["Ayla Demirci"], of="byline", most=MOST),
        _STORY,
    ),
    Field(
        "source",
        ("source", "agency"),
        Reader.words,
        Form(
            "Source", "The news agency that supplied the story, not a person.", "text", "North Coast Wire", of="source"
        ),
        _STORY,
    ),
    Field(
        "dateline",
        ("dateline",),
        Reader.words,
        Form("Dateline", "The place, and often the day, at the beginning of the text.", "text", "PORT ELM"),
        _STORY,
    ),
    Field(
        "published",
        ("published", "date", "publishdate"),
        Reader.moment,
        Form("Published", "When the story appears. A time in the future schedules it.", "time", _TIME),
        _ALL,
    ),
    Field(
        "modified",
        ("modified", "updated", "lastmod", "last_modified_at"),
        Reader.moment,
        Form("Modified", "When the text last changed in a way that matters to readers.", "time", _TIME),
        _COPY,
    ),
    Field(
        "expires",
        ("expires", "expiry", "expirydate"),
        Reader.moment,
        Form("Expires", "When the story leaves the site.", "time", _TIME, empty="error"),
        _ALL,
    ),
    Field(
        "embargo",
        ("embargo", "embargoed_until"),
        Reader.moment,
        Form("Embargo", "Until then, no part of the story is on the site.", "time", _TIME, empty="error"),
        _ALL,
    ),
    Field(
        "killed",
        ("killed", "withdrawn"),
        Reader.moment,
        Form(
            "Withdrawn",
            "When the story was withdrawn. From then on, its address says only that it was withdrawn.",
            "time",
            _TIME,
            empty="error",
        ),
        _ALL,
    ),
    Field(
        "kill_note",
        ("kill_note",),
        Reader.words,
        Form("Why it was withdrawn", "What readers see instead of the story.", "prose", "The figures were wrong."),
        _ALL,
        prose=True,
    ),
    Field("public", (), Reader.truth, kinds=_ALL),  # Jekyll's `published: false`
    Field(
        "draft",
        ("draft",),
        Reader.truth,
        Form("Draft", "`true` keeps every part of it off the site.", "truth", True, empty="error"),
        _ALL,
    ),
    Field(
        "priority",
        ("priority",),
        Reader.priority,
        Form(
            "Priority",
            "1 makes the story the lead of the front page, 2 to 9 a top story.",
            "number",
            1,
            least=0,
            most=9,
        ),
        _STORY,
    ),
    Field(
        "priority_until",
        ("priority_until",),
        Reader.moment,
        Form("Priority until", "When the priority ends. Default: after a day.", "time", _TIME),
        _STORY,
    ),
    Field(
        "breaking",
        ("breaking",),
        Reader.truth_or_moment,
        Form(
            "Breaking",
            "Announces the story at the top of the front page, for twelve hours or until a time.",
            "truth-or-time",
            True,
        ),
        _STORY,
    ),
    Field("picture", ("picture", "image"), Reader.picture, picture_field.FORM, ("story", "term", "person")),
    Field(
        "series",
        ("series",),
        series.series,
        series.FORM,
        _STORY,
    ),
    Field(
        "related",
        ("related",),
        Reader.all_words,
        Form(
            "Related stories",
            "Stories to list first below this one, each by its slug or headline.",
            "texts",
            ["slug-of-a-story"],
            of="story",
            most=MOST,
        ),
        _STORY,
    ),
    Field(
        "translation_of",
        ("translation_of", "translationof"),
        Reader.words,
        Form(
            "Translation of",
            "The slug of the story that this is a translation of.",
            example="ferry-back-in-service",
            of="story",
        ),
        _STORY,
    ),
    Field(
        "slug",
        ("slug",),
        Reader.words,
        Form(
            "Slug",
            "The last part of the address. Default: made from the headline.",
            "slug",
            "ferry-back-in-service",
            most=LONGEST,
        ),
        _COPY,
    ),
    Field(
        "uri",
        ("uri", "guid"),
        Reader.uri,
        Form("Id in feeds", "The id that the story keeps in feeds.", "uri", "tag:example.org,2026:ferry"),
        _STORY,
    ),
    Field(
        "aliases",
        ("aliases", "redirect_from"),
        Reader.aliases,
        Form("Old addresses", "Old addresses that redirect here.", "addresses", ["/2025/old-name/"], most=MOST),
        _COPY,
    ),
    Field(
        "language",
        ("language", "lang"),
        Reader.language,
        Form("Language", "The language of the text, if it is not that of the site.", "language", "tr"),
        _COPY,
    ),
    Field(
        "genre",
        ("kind", "genre"),
        Reader.genre,
        Form(
            "Kind",
            "`opinion`, `analysis`, `background`, `reportage` or `review`: readers see it above the headline.",
            "choice",
            "analysis",
            choices={"news": "Plain news", **{each: each.capitalize() for each in GENRES}},
            open=True,
        ),
        _STORY,
    ),
    Field(
        "layout",
        ("layout",),
        Reader.layout,
        Form("Layout", "The layout to use: `longread` means story-longread.html.", "layout", "longread"),
        _COPY,
    ),
    Field(
        "noindex",
        ("noindex",),
        Reader.truth,
        Form("Not for search engines", "Asks search engines not to list it.", "truth", True, empty="error"),
        _COPY,
    ),
    Field(
        "canonical",
        ("canonical_url", "canonicalurl", "canonical"),
        Reader.canonical,
        Form(
            "First published at",
            "The address on another site where the text was published first.",
            "address",
            "https://example.org/story/",
        ),
        _COPY,
    ),
    Field(
        "in_menu",
        ("menu",),
        Reader.truth,
        Form("In the menu", "`false` leaves the page out of the navigation.", "truth", False),
        ("page",),
    ),
    Field(
        "corrections",
        ("corrections",),
        correction_fields.corrections,
        correction_fields.FORM,
        _STORY,
        ours=True,
    ),
    Field(
        "ai",
        ("ai",),
        disclosure_fields.ai,
        Form(
            "How machines helped",
            "A line at the end of the story that says how AI or other programs helped.",
            "text-or-no",
            "A program set the tables, and Priya Nair checked them.",
        ),
        _STORY,
        ours=True,
    ),
    Field(
        "sponsored",
        ("sponsored",),
        disclosure_fields.sponsored,
        Form(
            "Paid for by",
            "Who paid for the story, or `true` if its text says so.",
            "truth-or-text",
            "Skerra Ferries",
            empty="error",
        ),
        _STORY,
        ours=True,
    ),
    Field(
        "source_notes",
        ("source_notes",),
        disclosure_fields.source_notes,
        Form(
            "Documents",
            "Documents that the story is based on: a few words each, with a link.",
            "notes",
            ["[The budget](budget.pdf), page 9"],
            most=MOST,
        ),
        _STORY,
        ours=True,
    ),
    Field(
        "located",
        ("located",),
        Reader.name,
        Form("Reported from", "Where the story was reported from.", "name", ["Skerra"], most=MOST),
        _STORY,
        ours=True,
    ),
    Field(
        "free",
        ("free", "is_accessible_for_free", "isaccessibleforfree"),
        Reader.truth,
        Form("Free to read", "`false` tells search engines that not everyone may read the story.", "truth", False),
        _STORY,
        ours=True,
    ),
    Field(
        "review",
        ("review",),
        disclosure_fields.review,
        disclosure_fields.REVIEW_FORM,
        _STORY,
        ours=True,
    ),
    Field(
        "event",
        ("event",),
        event_field.event,
        event_field.FORM,
        _STORY,
        ours=True,
    ),
    Field(
        "republish",
        ("republish",),
        disclosure_fields.republish,
        Form("Others may republish it", "`false` means that others may not republish this story.", "truth", False),
        _STORY,
        ours=True,
    ),
    Field(
        "planned",
        ("planned",),
        Reader.moment,
        Form("Planned for", "The day on which the budget lists the draft.", "time", "2026-12-02"),
        _STORY,
        ours=True,
    ),
    Field(
        "live",
        ("live",),
        live_field.live,
        live_field.FORM,
        _STORY,
    ),
)
"""Every known field. The first of its names in front matter is the one that Broadsheet writes."""

CALLED = {name: each for each in FIELDS for name in each.called}
"""Each field by its names in front matter, in lower case."""

_TERM_FIELDS: tuple[Field, ...] = (
    *(each for each in FIELDS if "term" in each.kinds),
    Field(
        "accent",
        ("accent",),
        description_fields.accent,
        Form(
            "Colour",
            "The colour of the pages of a section: one, or one for light screens and one for dark ones.",
            "colours",
            {"light": "#0b5a78", "dark": "#7cc4e0"},
            parts={
                "light": Form("On light screens", "In hexadecimal.", example="#0b5a78"),
                "dark": Form("On dark screens", "In hexadecimal.", example="#7cc4e0"),
            },
        ),
        ("term",),
    ),
)
_PERSON_FIELDS = (
    Field(
        "headline",
        ("name", "title"),
        Reader.words,
        Form("Name", "The name as it is in the bylines of stories.", "prose", "Ayla Demirci", needed=True),
        ("person",),
        prose=True,
    ),
    Field(
        "role",
        ("role",),
        Reader.words,
        Form("Role", "Their role in the newsroom.", example="Harbour reporter"),
        ("person",),
    ),
    Field(
        "beat",
        ("beat",),
        Reader.words,
        Form("Beat", "What they write about.", example="The harbour and the ferry"),
        ("person",),
        ours=True,
    ),
    Field(
        "email",
        ("email",),
        person_fields.email,
        Form("Email", "An email address to which readers may write.", "email", "ayla@example.org"),
        ("person",),
        ours=True,
    ),
    Field(
        "links",
        ("links",),
        person_fields.links,
        Form(
            "Links",
            "Their profiles and pages elsewhere on the web.",
            "links",
            [{"Mastodon": "https://social.example/@ayla"}],
            most=MOST,
        ),
        ("person",),
        ours=True,
    ),
    Field(
        "fediverse",
        ("fediverse",),
        person_fields.fediverse,
        Form(
            "Fediverse handle",
            "Their account, which Mastodon shows with shared stories.",
            "handle",
            "@ayla@social.example",
        ),
        ("person",),
        ours=True,
    ),
    Field(
        "spellings",
        ("aliases",),
        Reader.names,
        Form("Other spellings", "Other spellings of the name in bylines.", "names", ["A. Demirci"], most=MOST),
        ("person",),
    ),
    *(each for each in FIELDS if "person" in each.kinds),
)
_DESCRIBING_TERM, _DESCRIBING_PERSON = (
    {name: each for each in fields for name in each.called} for fields in (_TERM_FIELDS, _PERSON_FIELDS)
)


def fields_of(kind: FileKind) -> tuple[Field, ...]:
    """Return the fields that have an effect in a kind of file."""
    if kind in ("term", "person"):
        return _TERM_FIELDS if kind == "term" else _PERSON_FIELDS
    return tuple(each for each in FIELDS if kind in each.kinds)


def describing(kind: str) -> Mapping[str, Field]:
    """Return the fields of a description of this kind of term, by their names in front matter."""
    return _DESCRIBING_PERSON if kind == "byline" else _DESCRIBING_TERM


_TIMES = {"published", "modified", "expires", "embargo", "killed", "priority_until", "breaking", "planned", "live"}
_SPANS = {f"{each.name}_spans" for each in FIELDS if each.prose}
MANUSCRIPT = (
    ({each.name for each in (*FIELDS, *_TERM_FIELDS, *_PERSON_FIELDS)} | _SPANS) - {"public", "section"} - _TIMES
)
"""The names in a manuscript whose values are taken over from the fields unchanged."""
