"""Recognises fields by which other programs hide a story, but Broadsheet does not.

None of them is ever ignored. A field that hides a story, or has an unknown value, is an error. In adopted copy, the
story is withheld as a draft, with a warning. Stories that other programs render but do not list (``hidden``,
``unlisted``, ``visibility: members``) are also withheld, because Broadsheet lists everything that is public.

It knows the fields of Jekyll, Hugo, Eleventy, Pelican, Nikola, Zola, Hexo, Gatsby, Astro, MkDocs, Docusaurus and
Obsidian, and of exports from WordPress, Ghost, Drupal and Joomla; other fields are judged by their names.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from generator.reading import dates
from generator.reading.fields.values import FrontMatterEntry, InvalidValue, Value
from generator.reading.withholding import names as withholding_names
from generator.reading.withholding.values import (
    ADOPTED,
    JUDGES,
    Says,
    judge_advice,
    judge_any,
    judge_cleared,
    judge_hiding,
    judge_missing_time,
    judge_public,
    judge_readers,
    judge_showing,
    judge_state,
    judge_state_of_work,
    judge_step,
    judge_true,
    truth_of,
)
from generator.reading.withholding.words import NO_EMBARGO, phrase


class WithholdingField(msgspec.Struct, frozen=True):
    """A field that asks to withhold a story, as written. ``known`` says that its value certainly hides stories."""

    entry: FrontMatterEntry
    written: str
    known: bool


def asked(
    entries: Mapping[str, FrontMatterEntry], adopt: bool, own: Collection[str] = ()
) -> Iterator[WithholdingField]:
    """Yield each field, except ``own`` ones, that hides or may hide a story. With ``adopt``, include doubtful ones.

    A note about an embargo does not count in a story that has the field ``embargo``.
    """
    under_embargo = any(_bare(name) == "embargo" for name in entries)
    for entry in entries.values():
        if under_embargo and withholding_names.advises(entry.name):
            continue
        within = list(_asked_within(entry, adopt, entry.name.casefold() in own and not adopt))
        yield from within
        says = "shown" if within or _has_only_times(entry) else _says(entry, adopt, own)
        if says != "shown" and (adopt or says != "doubtful"):
            yield WithholdingField(entry, _written(entry), says == "hidden")


def _says(entry: FrontMatterEntry, adopt: bool, own: Collection[str]) -> Says:
    name = _bare(entry.name)
    if name == "cascade" and _hides_below(entry.value):
        return "hidden"
    judge = (ADOPTED.get(name) if adopt else None) or JUDGES.get(name)
    says = judge(entry.value) if judge else "shown"
    return says if says != "shown" or entry.name.casefold() in own else _by_kind(entry, adopt)


def _by_kind(entry: FrontMatterEntry, adopt: bool) -> Says:
    """Judge a field by the kind of its name. Fields with a time are left to ``times``."""
    name, value = entry.name, entry.value
    if withholding_names.has_none_before(name) and not has_time(value):
        return judge_missing_time(value, adopt)
    if withholding_names.timing(name) and has_time(value):
        return "shown"
    means = withholding_names.meaning(name)
    if means == "hides":
        return judge_hiding(value)
    if means == "shows":
        return judge_public(value) if withholding_names.says_public(name) else judge_showing(value)
    if withholding_names.names_readers(name):
        return judge_readers(value)
    if withholding_names.states_publication(name):
        return judge_state_of_work(value)
    if withholding_names.states(name):
        return judge_state(value)
    if withholding_names.advises(name):
        return judge_advice(value)
    if withholding_names.clears(name) and judge_cleared(value) == "hidden":
        return "hidden"
    return "hidden" if withholding_names.names_step(name) and judge_step(value) == "hidden" else judge_any(entry)


def knows(name: str) -> bool:
    """Whether a field of this name may hide a story."""
    return _bare(name) in JUDGES or withholding_names.holds_fields(name) or bool(withholding_names.meaning(name))


def doubtful(entry: FrontMatterEntry) -> bool:
    """Whether a field of another program may hide a story, but does not clearly say so."""
    return _says(entry, False, ()) == "doubtful"


class WithholdingTime(msgspec.Struct, frozen=True):
    """A field that says when a story's publication begins or, if ``ends``, when it ends.

    ``written`` is its name with its value. ``sure`` is false for an ambiguous name, such as ``start_date``.
    """

    entry: FrontMatterEntry
    written: str
    ends: bool
    sure: bool = True

    def moment(self, zone: ZoneInfo) -> dates.Moment | None:
        """Return its time, in ``zone`` if it names none; None if it cannot be read."""
        is_utc = _bare(self.entry.name).endswith(("gmt", "utc"))
        try:
            return dates.read(self.entry.value.text, ZoneInfo("UTC") if is_utc else zone)
        except InvalidValue:
            return None


def times(entries: Mapping[str, FrontMatterEntry], own: Collection[str] = ()) -> Iterator[WithholdingTime]:
    """Yield each field of another program that may say from when, or until when, readers can see a story.

    If the story is about an event, ``start_date`` and similar fields are about the event.
    """
    of_event = any(_concerns_event(each) for each in entries.values())
    for entry in entries.values():
        name = entry.name
        if name.casefold() not in own and _bare(name) not in JUDGES and has_time(entry.value):
            yield from _timed(entry, withholding_names.timing(name), sure=True)
            yield from _timed(entry, "" if of_event else withholding_names.perhaps_timing(name), sure=False)
        elif withholding_names.holds_fields(name):
            yield from _times_within(entry)
        else:
            yield from _embargoes_within(entry, name.casefold() in own)


def _timed(entry: FrontMatterEntry, means: str, sure: bool) -> Iterator[WithholdingTime]:
    if means:
        yield WithholdingTime(entry, _written(entry), means == "ends", sure)


def _times_within(outer: FrontMatterEntry) -> Iterator[WithholdingTime]:
    for fields in _mappings(outer.value):
        found = [
            timed
            for each in fields.values()
            if has_time(each.value)
            for timed in _timed(each, withholding_names.timing_within(outer.name, each.name), sure=True)
        ]
        found += [
            timed
            for each in fields.values()
            if withholding_names.holds_fields(each.name)
            for timed in _times_within(each)
        ]
        yield from (replace(each, written=f"{outer.name}.{each.written}") for each in found)


def _embargoes_within(outer: FrontMatterEntry, ours: bool = False) -> Iterator[WithholdingTime]:
    """Yield times of an embargo inside a field about something else: ``wire: {embargo: ...}``.
    ``ours``: inside one of Broadsheet's own fields, also yield times after which the story is withheld.
    """
    for fields in _mappings(outer.value):
        for each in fields.values():
            ends = ours and withholding_names.timing(each.name) == "ends"
            if has_time(each.value) and (ends or withholding_names.embargoes(each.name)):
                yield WithholdingTime(
                    each, f"{outer.name}.{_written(each)}", withholding_names.timing(each.name) == "ends"
                )
            else:
                found = _times_within if withholding_names.holds_fields(each.name) else _embargoes_within
                yield from (replace(inner, written=f"{outer.name}.{inner.written}") for inner in found(each))


def _has_only_times(outer: FrontMatterEntry) -> bool:
    """Whether all fields inside a field are left to ``times``."""
    within = [each for fields in _mappings(outer.value) for each in fields.values()]
    timed = (withholding_names.timing_within(outer.name, each.name) and has_time(each.value) for each in within)
    return bool(within) and withholding_names.holds_fields(outer.name) and all(timed)


def _concerns_event(entry: FrontMatterEntry) -> bool:
    name = _bare(entry.name)
    return name in _EVENTS or (name in _KINDS and bool(_EVENT.search(entry.value.text.casefold())))


_EVENTS = frozenset({"event", "events", "venue", "location", "place", "tickets", "organizer", "organiser", "rsvp"})
_KINDS = frozenset({"type", "layout", "category", "kind", "posttype"})
_EVENT = re.compile(r"\bevents?\b")


def matters(entry: FrontMatterEntry) -> bool:
    """Whether a second field of this name could change who sees the story, or when."""
    return withholding_names.dates_or_withholds(entry.name) or any(asked({entry.name: entry}, adopt=True))


def has_time(value: Value) -> bool:
    """Whether a value is a time, or may be an unreadable time: it begins with a digit, or contains a year."""
    return value.is_words and truth_of(value) is None and bool(_TIME.search(value.text))


def expires(name: str) -> bool:
    """Whether this is Hugo's other name for ``expiryDate``."""
    return _bare(name) == "unpublishdate"


def hidden_section(entries: Mapping[str, FrontMatterEntry]) -> FrontMatterEntry | None:
    """Return Zola's ``draft`` of a section, if it is true: it applies to everything below."""
    found = (
        each for each in entries.values() if _bare(each.name) in _UNMISTAKABLE and judge_true(each.value) != "shown"
    )
    return next(found, None)


def cascaded(entries: Mapping[str, FrontMatterEntry]) -> FrontMatterEntry | None:
    """Return Hugo's ``cascade``, if it hides any of the pages in the folders below. It may be a list."""
    found = next((each for each in entries.values() if _bare(each.name) == "cascade"), None)
    return found if found and _hides_below(found.value) else None


def _hides_below(value: Value) -> bool:
    return any(_cascades(each) for each in value.items or (value,))


def _cascades(value: Value) -> bool:
    entries = value.entries or {}
    return bool(hidden_section(entries)) or any(True for _ in asked(entries, adopt=False))


def _asked_within(entry: FrontMatterEntry, adopt: bool, ours: bool = False) -> Iterator[WithholdingField]:
    """Yield the fields inside ``meta``, ``params``, ``extra`` and similar ones that hide the story.

    ``ours``: those inside one of Broadsheet's own fields may do so, too. In TOML, all lines below ``[picture]`` are
    inside it.
    """
    for entries in _mappings(entry.value):
        if ours or withholding_names.holds_fields(entry.name):
            found = [each for each in asked(entries, adopt=False) if each.known]
            found += [
                WithholdingField(each, _written(each), False) for each in entries.values() if adopt and doubtful(each)
            ]
            if (draft := hidden_section(entries)) and draft not in [each.entry for each in found]:
                found.append(WithholdingField(draft, _written(draft), True))
        else:
            found = list(_drafts_in(entries))
        yield from (WithholdingField(each.entry, f"{entry.name}.{each.written}", each.known) for each in found)


def _drafts_in(entries: Mapping[str, FrontMatterEntry]) -> Iterator[WithholdingField]:
    """Yield fields that probably hide the story, inside a field about something else: ``hero: {draft: true}``."""
    for entry in entries.values():
        name = _bare(entry.name)
        hides = name in _UNMISTAKABLE and judge_true(entry.value) == "hidden"
        not_public = withholding_names.says_public(entry.name) and truth_of(entry.value) is False
        if hides or not_public or _is_embargo(entry):
            yield WithholdingField(entry, _written(entry), hides or not_public)
        for inner in _mappings(entry.value):
            found = _drafts_in(inner)
            yield from (WithholdingField(each.entry, f"{entry.name}.{each.written}", each.known) for each in found)


def _is_embargo(entry: FrontMatterEntry) -> bool:
    """Whether a field is an embargo without a time: ``embargo: Friday``. One with a time is left to ``times``."""
    value = entry.value
    named = withholding_names.embargoes(entry.name) and value.is_words and not has_time(value)
    return named and not value.is_empty and truth_of(value) is not False and phrase(value.text) not in NO_EMBARGO


def _mappings(value: Value) -> Iterator[Mapping[str, FrontMatterEntry]]:
    """Return the mappings in a value: itself, or the items of a list."""
    return (each.entries for each in value.items or (value,) if each.entries)


_bare = withholding_names.bare
_UNMISTAKABLE = frozenset({"draft", "isdraft", "unpublished", "embargoed"})
_TIME = re.compile(r"\A\s*\d|\d{4}")


def _written(entry: FrontMatterEntry) -> str:
    items = entry.value.items
    if entry.value.is_words or (items and all(each.is_words for each in items)):
        text = f"[{', '.join(each.text for each in items)}]" if items else entry.value.text
        return f"{entry.name}: {' '.join(text.split())[:60]}"
    return entry.name
