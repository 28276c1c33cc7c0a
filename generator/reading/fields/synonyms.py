"""Decides which one counts if two fields of one file mean the same."""

from __future__ import annotations

from generator.reading import dates
from generator.reading.fields.table import Field
from generator.reading.fields.types import Reader
from generator.reading.fields.values import FrontMatterEntry, InvalidValue

_WITH_SYNONYMS = ("standfirst", "modified", "published")
"""The fields for which other programs have two names with different purposes."""


def one_of(each: Field, first: FrontMatterEntry, second: FrontMatterEntry, reader: Reader) -> FrontMatterEntry:
    """Return the field that counts, with a warning about the other, or with an error if it is not clear which counts.

    Of two dates, the later one counts, since Hugo publishes on ``publishDate``. Of other fields, the one whose name
    comes first in the table counts.
    """
    used = _used(each, first, second, reader)
    other = first if used is second else second
    if not used:
        reader.say(second, f"`{second.name}` means the same as `{first.name}` on line {first.line}", "keep one of them")
        return first
    message = f"`{other.name}` means the same as `{used.name}` on line {used.line}, which is used"
    reader.warn(other, message, "keep one of them")
    return used


def _used(each: Field, first: FrontMatterEntry, second: FrontMatterEntry, reader: Reader) -> FrontMatterEntry | None:
    if each.name not in _WITH_SYNONYMS or first.name.casefold() == second.name.casefold():
        return None
    if each.name == "published":
        return _later(first, second, reader)
    return min(first, second, key=lambda entry: (entry.value.is_empty, each.called.index(entry.name.casefold())))


def _later(first: FrontMatterEntry, second: FrontMatterEntry, reader: Reader) -> FrontMatterEntry | None:
    """Return the field with the later date; None if a date cannot be read, since it may withhold the story."""
    try:
        moments = [dates.read(entry.value.text, reader.zone).time for entry in (first, second)]
    except InvalidValue:
        return None
    return first if moments[0] > moments[1] else second
