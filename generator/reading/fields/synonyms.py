"""Two fields of one file that mean the same: the one that counts."""

from __future__ import annotations

from generator.reading import dates
from generator.reading.fields.table import Field
from generator.reading.fields.types import Reader
from generator.reading.fields.values import FrontMatterEntry, InvalidValue

_OF_OTHERS = ("standfirst", "modified", "published")
"""The fields that other programs have under two names, each for a purpose of its own."""


def one_of(each: Field, first: FrontMatterEntry, second: FrontMatterEntry, reader: Reader) -> FrontMatterEntry:
    """The field that counts, with a warning about the other; where nothing says which one does, with an error.

    Of two dates, the later one counts, as Hugo publishes on ``publishDate``; of others, the one whose name comes first
    in the table.
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
    if each.name not in _OF_OTHERS or first.name.casefold() == second.name.casefold():
        return None
    if each.name == "published":
        return _later(first, second, reader)
    return min(first, second, key=lambda entry: (entry.value.is_empty, each.called.index(entry.name.casefold())))


def _later(first: FrontMatterEntry, second: FrontMatterEntry, reader: Reader) -> FrontMatterEntry | None:
    """The field with the later date; nothing if one of them cannot be read, as it may withhold the story."""
    try:
        moments = [dates.read(entry.value.text, reader.zone).time for entry in (first, second)]
    except InvalidValue:
        return None
    return first if moments[0] > moments[1] else second
