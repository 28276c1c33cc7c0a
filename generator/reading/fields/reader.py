"""Turns front matter into the fields of a manuscript.

Unknown fields are kept as extras; a name that is close to a known one is reported. A field without a
value is ignored. All problems are reported at once.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from generator.model.descriptions import described, meant_to_describe
from generator.model.manuscript import Mention
from generator.model.problems import Problem
from generator.model.settings import Settings
from generator.model.taxonomies import own_column, taxonomy
from generator.model.typography import TypographicMarks
from generator.reading.adopted import final_checks
from generator.reading.adopted.fields import adopted
from generator.reading.adopted.kept_fields import taken
from generator.reading.comments.fields import FieldComments
from generator.reading.fields import corrections as correction_fields
from generator.reading.fields import descriptions as description_fields
from generator.reading.fields import formatting
from generator.reading.fields.deferred_checks import lines_of_items, of_the_other_kind, unreported
from generator.reading.fields.disclosure_checks import say_without_effect
from generator.reading.fields.sorting import later_of_one_name, sorted_fields
from generator.reading.fields.table import CALLED, FIELDS, Field, describing
from generator.reading.fields.types import Reader
from generator.reading.fields.values import FrontMatterEntry, Plain
from generator.reading.fields.zola_taxonomies import by_themselves
from generator.reading.formats.front_matter import FrontMatter
from generator.reading.formats.source_text import SourceText
from generator.reading.story_checks import WholeStory
from generator.reading.withholding.fields import keep_times, say_empty, say_killed, withheld
from generator.text.locales import as_tag


class Fields(msgspec.Struct, frozen=True):
    """The content of front matter: values by the manuscript's names, extras, each field's line, and problems.

    ``unknown`` has the extras that no problem mentions, with their lines. ``mentions`` are the files and addresses that
    captions, credits and corrections link to. ``marks`` is the typographic punctuation for the file's text, if any.
    ``is_draft`` says that the file literally has `draft: true`.
    """

    values: Mapping[str, object]
    extra: Mapping[str, Plain]
    lines: Mapping[str, int]
    problems: tuple[Problem, ...]
    unknown: Mapping[str, int] = {}
    mentions: tuple[Mention, ...] = ()
    marks: TypographicMarks | None = None
    is_draft: bool = False


def _is_draft(given: Mapping[str, object], entries: Mapping[str, FrontMatterEntry]) -> bool:
    """Whether the file says `draft: true`, and has no other field of that name, such as `Draft: false`."""
    return given.get("draft") is True and [*map(str.casefold, entries)].count("draft") == 1


def read(front: FrontMatter, source: SourceText, settings: Settings, kind: str, body: str = "") -> Fields:
    """Read the fields of one file, and collect their problems.
    ``kind`` is the kind of manuscript; ``body``, the text of the file, is needed only for adopted copy.
    """
    reader = Reader(source, settings.zone, front.sign, of_page=kind == "page")
    all_entries: Mapping[str, FrontMatterEntry] = FieldComments(source, settings.adopt, reader.problems).without(
        front.entries
    )
    of = described(source.path, settings.adopt, settings.taxonomies)
    describes = of.kind if of else None
    if not settings.adopt:
        all_entries = by_themselves(all_entries)
    theirs = adopted(all_entries, reader, kind, body, front.spaced, of) if settings.adopt else None
    written = theirs.entries if theirs else all_entries
    known, others = sorted_fields(written, reader, settings, describes)
    reader.marks = _marks(known, settings)
    given, other_forms = taken(known, reader, settings.adopt)
    others += other_forms
    entries = {name: entry for name, (_, entry) in known.items()}
    say_empty(_own_entries(all_entries) if theirs else entries, others, reader, settings.adopt)
    typeset = _typeset(given, reader.marks)
    given |= _formatted(given, entries, reader)
    meant = meant_to_describe(source.path, settings.taxonomies)
    whole = WholeStory(given, entries, reader, front.line, kind, of=of, meant=meant)
    if theirs:
        whole = whole.adopted(theirs.day)
    values = whole.values(settings.language)
    values |= {name: value for name, value in typeset.items() if name in values}
    if settings.taxonomies:
        values["taxonomies"] = _own_taxonomies(given, settings)
    if kind == "page":
        values.pop("picture", None)
    if describes and not settings.adopt:
        called = taxonomy(settings.taxonomies, describes).called
        description_fields.say_unknown(others, called, describing(describes), CALLED, reader)
    elif not describes:
        of_the_other_kind(entries, kind, reader, settings.adopt)
    say_killed(values, entries, reader, settings.adopt, kind)
    say_without_effect(given, entries, reader)
    if not values["draft"]:
        values["draft"] = withheld(all_entries, others, reader, settings.adopt)
    if not values["draft"]:
        keep_times(values, all_entries, reader, settings.adopt, kind)
    extra = {each.name: each.value.plain for each in (*others, *(theirs.unused if theirs else ()))}
    if theirs:
        superseded = (*front.superseded, *later_of_one_name(written, known, settings, describes))
        values["draft"] = values["draft"] or final_checks.withholds(given, entries, superseded, reader)
        final_checks.settle(values, theirs, front.superseded)
    lines = {name: entry.line for name, entry in entries.items() if name != "public" and entry.line}
    used = theirs.stated if theirs else ()
    lines |= lines_of_items(entries.get("related"))
    lines |= correction_fields.lines(whole.corrections)
    unknown = {each.name: each.line for each in others if not each.value.is_empty and each not in used}
    unread = unreported(unknown, reader.problems)
    seen = tuple(reader.problems), unread, tuple(reader.mentions), reader.marks, _is_draft(given, all_entries)
    return Fields(values, extra, lines, *seen)


def _marks(known: Mapping[str, tuple[Field, FrontMatterEntry]], settings: Settings) -> TypographicMarks | None:
    """Return the typographic punctuation of a file's language; None for agency copy, which is not changed."""
    source, language = (known[name][1].value if name in known else None for name in ("source", "language"))
    if not settings.typography.languages or (source and not source.is_empty):
        return None
    return settings.typography.marks(as_tag(language.text) if language and language.text else settings.language)


def _typeset(given: Mapping[str, object], marks: TypographicMarks | None) -> dict[str, object]:
    """Return headline, standfirst and note with typographic punctuation. Addresses are made from the original text."""
    found: dict[str, object] = {}
    for name in (each.name for each in FIELDS if each.prose) if marks else ():
        if isinstance(written := given.get(name), str):
            read = formatting.read(written, lambda _: ("", ""), marks)
            found |= {name: read.text, f"{name}_spans": read.spans}
    return found


def _own_taxonomies(given: Mapping[str, object], settings: Settings) -> dict[str, object]:
    """Return the names in the fields of the site's own taxonomies, by taxonomy."""
    found = {name: given.get(own_column(name)) for name in settings.taxonomies}
    return {name: names for name, names in found.items() if names}


def _own_entries(entries: Mapping[str, FrontMatterEntry]) -> dict[str, FrontMatterEntry]:
    """Return Broadsheet's own fields by the manuscript's names, as they were before adoption."""
    return {each.name: entry for entry in entries.values() if (each := CALLED.get(entry.name.casefold()))}


def _formatted(
    given: Mapping[str, object], entries: Mapping[str, FrontMatterEntry], reader: Reader
) -> dict[str, object]:
    """Return headline, standfirst and note as plain text with their formatting, and names of stories as plain text."""
    found: dict[str, object] = {}
    for name in (each.name for each in FIELDS if each.prose):
        if isinstance(written := given.get(name), str):
            reader.say_html(entries[name].value, written)
            reader.say_note(entries[name].value, entries[name].name, written)
            reader.say_picture(entries[name].value, entries[name].name, written)
            read = formatting.read(written, reader.no_link(entries[name]))
            found |= {name: read.text, f"{name}_spans": read.spans}
    if isinstance(named := given.get("related"), tuple):
        found["related"] = tuple(map(formatting.plain, named))
    if isinstance(original := given.get("translation_of"), str):
        found["translation_of"] = formatting.plain(original)
    return found
