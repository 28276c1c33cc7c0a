"""Describes what an update of wire copy changes in its story."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from generator.editorial.importers._story import parted
from generator.editorial.importers._versions import differences

_NAMES = {"title": "headline", "source": "agency", "related": "related headlines", "details": "further details"}
_SHORT = frozenset({"section", "source", "dateline"})


def changes(old: str, new: str) -> tuple[str, ...]:
    """Return descriptions of the differences between the old and the new text of a story."""
    (was, before), (now, after) = parted(old), parted(new)
    return (*_changed_fields(was, now), *_changed_paragraphs(before, after))


def _changed_fields(was: Mapping[str, object], now: Mapping[str, object]) -> Iterator[str]:
    for key in dict.fromkeys((*now, *was)):
        old, new = was.get(key), now.get(key)
        if key == "wire" or old == new:
            continue
        name = _NAMES.get(key, key)
        if isinstance(old, datetime) or isinstance(new, datetime):
            yield _changed_time(f"{name} time", old, new)
        elif old is None or new is None:
            yield f"{name} {'added' if old is None else 'removed'}"
        else:
            yield f"{name} {old} -> {new}" if key in _SHORT else name


def _changed_time(name: str, old: object, new: object) -> str:
    """Return the change of a time; without the date if the day is the same."""
    if not isinstance(old, datetime) or not isinstance(new, datetime):
        return f"{name} {new:%H:%M} added" if isinstance(new, datetime) else f"{name} removed"
    shape = "%H:%M" if old.date() == new.date() else "%Y-%m-%d %H:%M"
    if old.second or new.second:
        shape += ":%S"
    return f"{name} {old.strftime(shape)} -> {new.strftime(shape)}"


def _changed_paragraphs(before: list[str], after: list[str]) -> Iterator[str]:
    """Yield the changes: changed and added paragraphs by their new number, removed ones by their old number."""
    for start, end, new_start, new_end in differences(before, after):
        both = min(end - start, new_end - new_start)
        yield from _span(new_start, new_start + both, "changed")
        yield from _span(new_start + both, new_end, "added")
        yield from _span(start + both, end, "removed")


def _span(start: int, end: int, what: str) -> Iterator[str]:
    if end - start == 1:
        yield f"paragraph {end} {what}"
    elif end > start:
        yield f"paragraphs {start + 1} to {end} {what}"
