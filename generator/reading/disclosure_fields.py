"""The fields in which a story discloses something: who paid for it, how machines helped, and what it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model.disclosures import SourceNote, Sponsorship
from generator.reading import formatting
from generator.reading.field_types import TRUTH, Reader
from generator.reading.review_field import review
from generator.reading.values import Refused, Value

__all__ = ["ai", "review", "source_notes", "sponsored"]

_BARE = re.compile(r"https?://\S+|www\.\S+|[^\s\[\]()]+\.[A-Za-z0-9]{2,5}")
"""A text that is only an address or the name of a file."""


def ai(reader: Reader, value: Value) -> str:
    """One line on how machines helped; empty if they did not."""
    words = reader.words(value)
    told = TRUTH.get(words.casefold()) if not value.quoted else None
    if told:
        example = f'`{reader.key}{reader.sign} "Translated by a program, and checked by an editor."`'
        raise Refused(f"`{reader.key}` must say how machines helped, in a line that readers see", f"write {example}")
    return "" if told is False else formatting.plain(_said(reader, value, words), reader.marks)


def sponsored(reader: Reader, value: Value) -> Sponsorship | None:
    """Who paid for the story: a name, or ``true`` if only the story itself says so. None if nobody did."""
    words = reader.words(value)
    told = TRUTH.get(words.casefold()) if not value.quoted else None
    if told is not None:
        return Sponsorship() if told else None
    return Sponsorship(formatting.plain(_said(reader, value, words)))


def _said(reader: Reader, value: Value, words: str) -> str:
    """The words that readers will see, if they are meant as such: not yes or no in quotes, nor only a number."""
    if words.casefold() in ("true", "false", "yes", "no"):
        fix = f"take out the quotes: `{reader.key}{reader.sign} {str(TRUTH[words.casefold()]).lower()}`"
        raise Refused(f"readers would see `{words}` as the text of `{reader.key}`", fix)
    if not value.quoted and re.fullmatch(r"[\d.,]+", words):
        fix = f'write words; if this is a name, put it in quotes: `{reader.key}{reader.sign} "{words}"`'
        raise Refused(f"`{reader.key}` must be text, not a number", fix)
    return words


def source_notes(reader: Reader, value: Value) -> tuple[SourceNote, ...]:
    """Documents that the story rests on, each a few words with a link to it."""
    return tuple(_notes(reader, value))


def _notes(reader: Reader, value: Value) -> Iterator[SourceNote]:
    for item in (value,) if value.items is None else value.items:
        if not item.is_words:
            fix = f'put each in quotes: `{reader.key}{reader.sign} ["[The budget](budget.pdf), page 9"]`'
            reader.say(item, f"each of the `{reader.key}` must be text", fix)
        elif words := reader.words(item):
            if _BARE.fullmatch(words):
                fix = f'say what it is, and link to it: `"[What it is]({words})"`'
                reader.warn(item, f"`{words}` is shown as text, which readers cannot follow", fix)
            found = reader.linked(words, item)
            yield SourceNote(found.text, found.spans)
