"""Reports what withholds a story where it has no effect: in its text or headline, or in a line that YAML misreads."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.picture import Picture
from generator.model.problems import Level, Problem
from generator.reading.fields.reader import Fields
from generator.reading.formats.front_matter import SplitFile
from generator.reading.formats.source_text import SourceText
from generator.reading.withholding import notes as withholding_notes
from generator.reading.withholding.notes import WithholdingNote


def problems(parts: SplitFile, said: Fields | None, source: SourceText, adopt: bool) -> Iterator[Problem]:
    """A problem for each such place, unless the story is a draft or withdrawn anyway. In adopted copy it is withheld.

    In a story under embargo, they are only warnings: readers would see the note once the embargo has ended.
    """
    if not said or not parts.front or said.values["draft"] or said.values.get("killed"):
        return
    yield from _unread(parts, source, adopt)
    under_embargo = bool(said.values.get("embargo"))
    if adopt and under_embargo:
        return
    level: Level = "warning" if adopt or under_embargo else "error"
    for name, text in _texts(said):
        yield from _in_field(name, text, said, source, parts.front.sign, adopt, level)
    for note in withholding_notes.notes(parts.body):
        message = _message(f"`{note.words}` in the text", said, adopt)
        fix = f"{_fix(said, parts.front.sign)}; if readers should see it, put it in backticks"
        yield source.problem(parts.first_line + note.line, note.column + 1, message, fix, level)


def _unread(parts: SplitFile, source: SourceText, adopt: bool) -> Iterator[Problem]:
    """A problem for each line of YAML such as ``draft:true``, which is part of the field above."""
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


def _texts(said: Fields) -> Iterator[tuple[str, str]]:
    """The fields that readers see, each with its text."""
    for name in ("headline", "standfirst", "section", "dateline", "source"):
        yield name, str(said.values.get(name, ""))
    if isinstance(picture := said.values.get("picture"), Picture):
        yield from (("picture", each) for each in (picture.alt, picture.caption, picture.credit))


def _in_field(
    name: str, text: str, said: Fields, source: SourceText, sign: str, adopt: bool, level: Level
) -> Iterator[Problem]:
    note = withholding_notes.note_in(text)
    if note or (name == "headline" and withholding_notes.marks_headline(text)):
        message = _message(f"`{note or text[:60]}` in the {name}", said, adopt)
        shown: Level = level if note else "warning"
        yield source.problem(said.lines.get(name, 0), 0, message, _fix(said, sign), shown)


def _message(what: str, said: Fields, adopt: bool) -> str:
    if adopt:
        return f"the story is withheld, because of {what}"
    if said.values.get("embargo"):
        return f"readers will see {what} once the embargo has ended"
    return f"{what} does not withhold the story"


def _fix(said: Fields, sign: str) -> str:
    if said.values.get("embargo"):
        return "remove it"
    return f"remove it, and write `draft{sign} true`, or `embargo{sign} ...` with a time, in the front matter"
