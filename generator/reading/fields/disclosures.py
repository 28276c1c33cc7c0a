"""Reads the fields in which a story discloses something: who paid for it, how machines helped, and its documents."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model.disclosures import SourceNote, Sponsorship
from generator.model.typography import TypographicMarks
from generator.reading.fields import formatting
from generator.reading.fields.review import FORM as REVIEW_FORM
from generator.reading.fields.review import review
from generator.reading.fields.types import TRUTH, Reader
from generator.reading.fields.values import FrontMatterEntry, InvalidValue, Value

__all__ = ["REVIEW_FORM", "ai", "republish", "review", "source_notes", "sponsored"]

_BARE = re.compile(r"https?://\S+|www\.\S+|[^\s\[\]()]+\.[A-Za-z0-9]{2,5}")
"""A text that is only an address or the name of a file."""

_LICENCE = "CC-BY-ND-4.0"
_NO_SPONSORS = frozenset({"paid", "sponsored", "sponsor", "advertorial", "advertisement", "ad", "partner", "unknown"})
"""Words that say that somebody paid, but not who."""


def ai(reader: Reader, value: Value) -> str:
    """Read the line about how machines helped; empty if they did not.
    :raises InvalidValue: if the value does not say how.
    """
    words = reader.words(value)
    truth = TRUTH.get(words.casefold()) if not value.quoted else None
    if truth:
        example = f'`{reader.key}{reader.sign} "Translated by a program, and checked by an editor."`'
        raise InvalidValue(
            f"`{reader.key}` must say how machines helped, in a line that readers see", f"write {example}"
        )
    return "" if truth is False else _plain(reader, value, _as_text(reader, value, words), reader.marks)


def sponsored(reader: Reader, value: Value) -> Sponsorship | None:
    """Read who paid for the story: a name, or ``true`` if only its text says so. Return None if nobody did."""
    words = reader.words(value)
    truth = TRUTH.get(words.casefold()) if not value.quoted else None
    if truth is not None:
        return Sponsorship() if truth else None
    if not value.quoted and words.casefold() in _NO_SPONSORS:
        message = f"readers see `{words}` as the name of who paid"
        fix = f'write who paid, or `{reader.key}{reader.sign} true`; if this is the name, put it in quotes: `"{words}"`'
        reader.warn(value, message, fix)
    return Sponsorship(_plain(reader, value, _as_text(reader, value, words)))


def _plain(reader: Reader, value: Value, words: str, marks: TypographicMarks | None = None) -> str:
    """Return the words without Markdown, and report the formatting that is lost."""
    reader.say_html(value, words)
    reader.say_note(value, reader.key, words)
    reader.say_picture(value, reader.key, words)
    found = formatting.read(words, reader.no_link(FrontMatterEntry(reader.key, value.line, value.column, value)), marks)
    if found.spans:
        message = f"`{reader.key}` is plain text, so readers do not see the emphasis in it"
        reader.warn(value, message, "remove the asterisks, underscores or backticks")
    return found.text


def _as_text(reader: Reader, value: Value, words: str) -> str:
    """Return the words that readers will see.
    :raises InvalidValue: if they are not meant as text: yes or no in quotes, or only a number.
    """
    if words.casefold() in ("true", "false", "yes", "no"):
        fix = f"remove the quotes: `{reader.key}{reader.sign} {str(TRUTH[words.casefold()]).lower()}`"
        raise InvalidValue(f"readers would see `{words}` as the text of `{reader.key}`", fix)
    if not value.quoted and re.fullmatch(r"[\d.,]+", words):
        fix = f'write words; if this is a name, put it in quotes: `{reader.key}{reader.sign} "{words}"`'
        raise InvalidValue(f"`{reader.key}` must be text, not a number", fix)
    return words


def republish(reader: Reader, value: Value) -> bool:
    """Read whether others may republish the story. The licence is the same for all stories, in site.toml.
    :raises InvalidValue: if the value is not true or false.
    """
    words = reader.words(value) if value.is_words else ""
    if words and words.lower() not in TRUTH:
        fix = f"write `{reader.key}{reader.sign} true` or `false`"
        fix += f'; the licence is that of site.toml: `republish = "{_LICENCE}"`'
        raise InvalidValue(f"`{reader.key}` cannot be `{words}`", fix)
    return reader.truth(value)


def source_notes(reader: Reader, value: Value) -> tuple[SourceNote, ...]:
    """Read the documents that the story is based on: a few words for each, with a link."""
    return tuple(_notes(reader, value))


def _notes(reader: Reader, value: Value) -> Iterator[SourceNote]:
    for item in (value,) if value.items is None else value.items:
        if not item.is_words:
            fix = f'put each in quotes: `{reader.key}{reader.sign} ["[The budget](budget.pdf), page 9"]`'
            reader.say(item, f"each of the `{reader.key}` must be text", fix)
        elif item.is_empty:
            reader.warn(item, f"one of the `{reader.key}` is empty, so it is left out", "write it, or remove it")
        elif words := reader.words(item):
            if _BARE.fullmatch(words):
                fix = f'say what it is, and link to it: `"[What it is]({words})"`'
                reader.warn(item, f"`{words}` is shown as plain text, so readers cannot follow it", fix)
            found = reader.linked(words, item)
            yield SourceNote(found.text, found.spans)
