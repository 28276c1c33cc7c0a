"""Reports words that are meant to withhold a story where they have no effect: in text, or in a line YAML misreads."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.picture import Picture
from generator.model.problems import Level, Problem
from generator.reading.fields.reader import Fields
from generator.reading.formats.front_matter import SplitFile
from generator.reading.formats.source_text import SourceText
from generator.reading.withholding import notes as withholding_notes
from generator.reading.withholding.notes import WithholdingNote


def problems(parts: SplitFile, fields: Fields | None, source: SourceText, adopt: bool) -> Iterator[Problem]:
    """Yield a problem for each such place, unless the story is a draft or withdrawn anyway.

    In adopted copy, the story is withheld. In a story under embargo, the problems are only warnings: readers would see
    the note once the embargo has ended.
    """
    if not fields or not parts.front or fields.values["draft"] or fields.values.get("killed"):
        return
    yield from _unread(parts, source, adopt)
    under_embargo = bool(fields.values.get("embargo"))
    if adopt and under_embargo:
        return
    level: Level = "warning" if adopt or under_embargo else "error"
    for name, text in _texts(fields):
        yield from _in_field(name, text, fields, source, parts.front.sign, adopt, level)
    for note in withholding_notes.notes(parts.body):
        message = _message(f"`{note.words}` in the text", fields, adopt)
        fix = f"{_fix(fields, parts.front.sign)}; if readers should see it, put it in backticks"
        yield source.problem(parts.first_line + note.line, note.column + 1, message, fix, level)


def _unread(parts: SplitFile, source: SourceText, adopt: bool) -> Iterator[Problem]:
    """Yield a problem for each line such as ``draft:true``, which YAML reads as part of the field above."""
    if not parts.front or parts.front.sign != ":":
        return
    first = parts.front.line
    for note in withholding_notes.unread_fields(source.lines[first - 1 : parts.first_line - 1]):
        message = f"`{note.words}` cannot be read as a field" + (", so the story is withheld" if adopt else "")
        level: Level = "warning" if adopt else "error"
        yield source.problem(first + note.line, note.column + 1, message, f"write `{_as_field(note)}`", level)


def _as_field(note: WithholdingNote) -> str:
    name, _, value = note.words.replace("=", ":").replace(";", ":").partition(":")
    return f"{name.strip()}: {value.strip()}"


def _texts(fields: Fields) -> Iterator[tuple[str, str]]:
    """Yield the fields that readers see, each with its text."""
    for name in ("headline", "standfirst", "section", "dateline", "source"):
        yield name, str(fields.values.get(name, ""))
    if isinstance(picture := fields.values.get("picture"), Picture):
        yield from (("picture", each) for each in (picture.alt, picture.caption, picture.credit))


def _in_field(
    name: str, text: str, fields: Fields, source: SourceText, sign: str, adopt: bool, level: Level
) -> Iterator[Problem]:
    note = withholding_notes.note_in(text)
    if note or (name == "headline" and withholding_notes.marks_headline(text)):
        message = _message(f"`{note or text[:60]}` in the {name}", fields, adopt)
        shown: Level = level if note else "warning"
        yield source.problem(fields.lines.get(name, 0), 0, message, _fix(fields, sign), shown)


def _message(what: str, fields: Fields, adopt: bool) -> str:
    if adopt:
        return f"the story is withheld, because of {what}"
    if fields.values.get("embargo"):
        return f"readers will see {what} once the embargo has ended"
    return f"{what} does not withhold the story"


def _fix(fields: Fields, sign: str) -> str:
    if fields.values.get("embargo"):
        return "remove it"
    return f"remove it, and write `draft{sign} true`, or `embargo{sign} ...` with a time, in the front matter"
