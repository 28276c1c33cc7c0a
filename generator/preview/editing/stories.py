"""The list of stories, newest first, with the words by which each is found, and whether readers see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Literal

import msgspec

from generator.engine.definitions import Ask
from generator.model.terms import folded
from generator.reading.queries import HEAD
from generator.site.entry import IndexEntry
from generator.site.index import INDEX
from generator.site.visibility import State, state

Shown = Literal["", "draft", "scheduled", "embargoed", "public", "gone", "page", "description"]
"""The filter of a list: all stories, those in one state, those that readers no longer see, or files of other kinds."""

_NOW = datetime.max.replace(tzinfo=UTC)


class ListedStory(msgspec.Struct, frozen=True):
    """A file in the list: its entry in the index, its headline, and the folded words by which it is found."""

    entry: IndexEntry
    headline: str
    words: str


def listed(ask: Ask, before: Iterable[ListedStory] = ()) -> tuple[ListedStory, ...]:
    """Return every file that can be read, newest first; those without a time come at the very top.

    Entries that have not changed since the list ``before`` are reused.
    """
    known = {each.entry.path: each for each in before}
    found = (_listed(ask, entry, known.get(entry.path)) for entry in ask(INDEX))
    return tuple(sorted(found, key=lambda each: (each.entry.published or _NOW, each.entry.path), reverse=True))


def _listed(ask: Ask, entry: IndexEntry, before: ListedStory | None) -> ListedStory:
    head = ask(HEAD, entry.path)
    headline = head.headline if head else ""
    if before and before.headline == headline and before.entry == entry:
        return before
    words = (headline, entry.path, entry.section, entry.source, *entry.tags, *entry.bylines)
    return ListedStory(entry, headline, folded(" ".join(words)))


def matching(every: Iterable[ListedStory], wanted: str, shown: Shown, as_of: datetime) -> Sequence[ListedStory]:
    """Return the stories that ``shown`` selects and that have all words of ``wanted``, in any of their names."""
    words = folded(wanted).split()
    return [each for each in every if _is_shown(each.entry, shown, as_of) and all(word in each.words for word in words)]


def _is_shown(entry: IndexEntry, shown: Shown, as_of: datetime) -> bool:
    if entry.kind != "story" or shown in ("page", "description"):
        return entry.kind == shown
    if not shown:
        return True
    found: State = state(entry, as_of)
    return shown == ("public" if not found else "gone" if found in ("killed", "expired") else found)


def story_data(listed: ListedStory, as_of: datetime) -> Mapping[str, Any]:
    """Return a file of the list as data, with the time that goes with its state."""
    entry, found = listed.entry, state(listed.entry, as_of)
    times = {"embargoed": entry.embargo, "killed": entry.killed, "expired": entry.expires}
    at = times.get(found, entry.published)
    return {
        "file": entry.path,
        "headline": listed.headline,
        "section": entry.section,
        "kind": entry.kind,
        "state": found,
        "at": at.isoformat() if at else "",
    }
