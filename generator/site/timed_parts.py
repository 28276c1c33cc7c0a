"""The parts of a story that readers see only from a certain time on: live entries, notes and corrections."""

from __future__ import annotations

from generator.engine.definitions import Ask, Query
from generator.model.live import LiveEntry, LiveNote
from generator.reading.inputs import DRAFTS
from generator.reading.markdown.page_parts import parts_in
from generator.reading.queries import Text, text_of
from generator.site.index import AS_OF, ENTRY
from generator.site.withheld import is_awaited


def seen_entries(ask: Ask, text: Text) -> tuple[LiveEntry, ...]:
    """The entries whose time has come, the oldest first; an edition with drafts has all."""
    if not text.entries or ask(DRAFTS):
        return text.entries
    as_of = ask(AS_OF)
    return tuple(each for each in text.entries if each.at <= as_of)


def seen_notes(ask: Ask, text: Text) -> tuple[LiveNote, ...]:
    """The notes that the text above the entries or an entry whose time has come refers to."""
    if not text.notes or ask(DRAFTS):
        return text.notes
    as_of = ask(AS_OF)
    return tuple(each for each in text.notes if not each.since or each.since <= as_of)


def _hidden_parts(ask: Ask, path: str) -> tuple[str, ...]:
    entry = ask(ENTRY, path)
    text = text_of(ask, path) if entry and is_awaited(ask, entry) else None
    if not entry or not text:
        return ()
    as_of = ask(AS_OF)
    later = sum(each > as_of for each in entry.corrected)  # the newest is first, but numbers count from the oldest
    hidden = {f"correction-{number + 1}" for number in range(len(entry.corrected) - later, len(entry.corrected))}
    if not text.entries:
        return tuple(sorted(hidden))
    shown = parts_in(text.html[: min(each.start for each in text.entries)])
    entries, notes = {each.start for each in seen_entries(ask, text)}, {each.start for each in seen_notes(ask, text)}
    timed = [(each.start, each.end, each.start in entries) for each in text.entries]
    timed += [(each.start, each.end, each.start in notes) for each in text.notes]
    for start, end, seen in timed:
        (shown if seen else hidden).update(parts_in(text.html[start:end]))
    return tuple(sorted(hidden - shown))


HIDDEN_PARTS = Query[tuple[str, ...]]("hidden-parts", tuple[str, ...], _hidden_parts)
"""The parts of a public story's page (see ``page_parts.py``) that readers do not see yet, by its path."""

QUERIES = (HIDDEN_PARTS,)
