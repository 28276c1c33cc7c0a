"""The fields in which a story discloses something: who paid for it, how machines helped, and what it rests on."""

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
"""What says that somebody paid, but not who."""


def ai(reader: Reader, value: Value) -> str:
    """One line on how machines helped; empty if they did not."""
    words = reader.words(value)
    told = TRUTH.get(words.casefold()) if not value.quoted else None
    if told:
        example = f'`{reader.key}{reader.sign} "Translated by a program, and checked by an editor."`'
        raise InvalidValue(
            f"`{reader.key}` must say how machines helped, in a line that readers see", f"write {example}"
        )
    return "" if told is False else _plain(reader, value, _said(reader, value, words), reader.marks)


def sponsored(reader: Reader, value: Value) -> Sponsorship | None:
    """Who paid for the story: a name, or ``true`` if only the story itself says so. None if nobody did."""
    words = reader.words(value)
    told = TRUTH.get(words.casefold()) if not value.quoted else None
    if told is not None:
        return Sponsorship() if told else None
    if not value.quoted and words.casefold() in _NO_SPONSORS:
        message = f"readers see `{words}` as the name of who paid"
        fix = f'write who paid, or `{reader.key}{reader.sign} true`; if this is the name, put it in quotes: `"{words}"`'
        reader.warn(value, message, fix)
    return Sponsorship(_plain(reader, value, _said(reader, value, words)))


def _plain(reader: Reader, value: Value, words: str, marks: TypographicMarks | None = None) -> str:
    """The words without Markdown; whatever is lost with it is reported."""
    reader.say_html(value, words)
    reader.say_note(value, reader.key, words)
    reader.say_picture(value, reader.key, words)
    found = formatting.read(words, reader.no_link(FrontMatterEntry(reader.key, value.line, value.column, value)), marks)
    if found.spans:
        message = f"`{reader.key}` is plain text, so readers do not see the emphasis in it"
        reader.warn(value, message, "take out the asterisks, underscores or backticks")
    return found.text


def _said(reader: Reader, value: Value, words: str) -> str:
    """The words that readers will see, if they are meant as such: not yes or no in quotes, nor only a number."""
    if words.casefold() in ("true", "false", "yes", "no"):
        fix = f"take out the quotes: `{reader.key}{reader.sign} {str(TRUTH[words.casefold()]).lower()}`"
        raise InvalidValue(f"readers would see `{words}` as the text of `{reader.key}`", fix)
    if not value.quoted and re.fullmatch(r"[\d.,]+", words):
        fix = f'write words; if this is a name, put it in quotes: `{reader.key}{reader.sign} "{words}"`'
        raise InvalidValue(f"`{reader.key}` must be text, not a number", fix)
    return words


def republish(reader: Reader, value: Value) -> bool:
    """Whether others may republish the story; under which licence, site.toml says for all."""
    words = reader.words(value) if value.is_words else ""
    if words and words.lower() not in TRUTH:
        fix = f"write `{reader.key}{reader.sign} true` or `false`"
        fix += f'; the licence is that of site.toml: `republish = "{_LICENCE}"`'
        raise InvalidValue(f"`{reader.key}` cannot be `{words}`", fix)
    return reader.truth(value)


def source_notes(reader: Reader, value: Value) -> tuple[SourceNote, ...]:
    """Documents that the story rests on, each a few words with a link to it."""
    return tuple(_notes(reader, value))


def _notes(reader: Reader, value: Value) -> Iterator[SourceNote]:
    for item in (value,) if value.items is None else value.items:
        if not item.is_words:
            fix = f'put each in quotes: `{reader.key}{reader.sign} ["[The budget](budget.pdf), page 9"]`'
            reader.say(item, f"each of the `{reader.key}` must be text", fix)
        elif item.is_empty:
            reader.warn(item, f"one of the `{reader.key}` is empty, so it is left out", "write it, or take it out")
        elif words := reader.words(item):
            if _BARE.fullmatch(words):
                fix = f'say what it is, and link to it: `"[What it is]({words})"`'
                reader.warn(item, f"`{words}` is shown as plain text, so readers cannot follow it", fix)
            found = reader.linked(words, item)
            yield SourceNote(found.text, found.spans)
