"""Reads the field ``corrections`` of a story: a list in which each correction has a time, a kind and a text."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping

import msgspec
from msgspec.structs import replace

from generator.model.corrections import CORRECTION_KINDS, Correction, CorrectionKind
from generator.model.terms import folded
from generator.reading.dates import Moment
from generator.reading.fields.form import Form
from generator.reading.fields.parts import parts_of
from generator.reading.fields.types import MOST, Reader
from generator.reading.fields.values import FrontMatterEntry, InvalidValue, Value

PARTS = {"at": "at", "date": "at", "time": "at", "kind": "kind", "type": "kind", "text": "text"}
_EXAMPLES = {"at": "YYYY-MM-DD HH:MM", "text": '"..."'}

FORM = Form(
    "Corrections",
    "What was corrected. Readers see it with the story and in the list of corrections.",
    "rows",
    [{"at": "2026-11-24T10:00", "kind": "correction", "text": "The gate took 41 minutes to close, not 38."}],
    most=MOST,
    parts={
        "at": Form("When", "When it was corrected.", "time", "2026-11-24T10:00", needed=True, empty="error"),
        "kind": Form(
            "What it is",
            "Default: a correction.",
            "choice",
            "correction",
            choices={
                "correction": "Correction",
                "clarification": "Clarification",
                "update": "Update",
                "editors-note": "Editor's note",
            },
            spellings=("editor's note", "editor's-note", "editor\N{RIGHT SINGLE QUOTATION MARK}s note"),
        ),
        "text": Form(
            "Text", "It may have emphasis and links.", "rich", "It took 41 minutes.", needed=True, empty="error"
        ),
    },
    also=PARTS,
    needs=("at", "text"),
)
"""How forms show the field."""


class ParsedCorrection(msgspec.Struct, frozen=True):
    """A correction, its time as written, and its place in the file."""

    correction: Correction
    moment: Moment
    at: Value


def corrections(reader: Reader, value: Value) -> tuple[ParsedCorrection, ...]:
    """Return the corrections in a list. Those that cannot be read are reported and left out.
    :raises InvalidValue: if the value is not a list.
    """
    if reader.of_page:
        return ()
    if value.items is None:
        raise InvalidValue(f"`{reader.key}` must be a list, each with `at`, `kind` and `text`", _fix(reader))
    found = tuple(found for each in value.items if (found := _correction(reader, each)))
    _say_repeats(reader, found)
    return found


def _say_repeats(reader: Reader, found: Iterable[ParsedCorrection]) -> None:
    """Report corrections that repeat an earlier one in the list."""
    lines: dict[tuple[str, str], int] = {}
    for each in found:
        content = each.correction.kind, folded(each.correction.text)
        if content in lines:
            message = f"this correction says the same as that on line {lines[content]}, so readers see it twice"
            reader.warn(each.at, message, "remove one of them")
        lines.setdefault(content, each.at.line)


def _correction(reader: Reader, item: Value) -> ParsedCorrection | None:
    if item.entries is None:
        reader.say(item, f"one of the `{reader.key}` does not have an `at` and a `text` of its own", _fix(reader))
        return None
    cut = reader.say_cut(item, *PARTS)
    parts = parts_of(reader, item.entries, PARTS, "a correction", "`at`, `kind` and `text`", cut)
    moment = reader.part(parts["at"], Reader.moment) if _given(reader, parts, item, "at", "time") else None
    kind = reader.part(parts["kind"], _kind) if _has(parts, "kind") else "correction"
    if "kind" in parts and not _has(parts, "kind"):
        reader.warn(parts["kind"], "`kind` is empty, so this is a correction", "write its kind, or remove it")
    text = reader.part(parts["text"], Reader.words) if _given(reader, parts, item, "text", "text") else None
    if not isinstance(moment, Moment) or not isinstance(text, str) or kind is None:
        return None
    before = len(reader.mentions)
    formatted = reader.linked(text, parts["text"].value)
    if not formatted.text.strip():
        reader.say(parts["text"].value, "the correction has no text", f"add `text{reader.sign} {_EXAMPLES['text']}`")
        return None
    reader.mentions[before:] = [replace(each, since=moment.time) for each in reader.mentions[before:]]
    return ParsedCorrection(Correction(moment.time, kind, formatted.text, formatted.spans), moment, item)  # type: ignore[arg-type]


def _given(reader: Reader, parts: Mapping[str, FrontMatterEntry], item: Value, name: str, what: str) -> bool:
    """Whether a correction has a required part. If not, report it."""
    if _has(parts, name):
        return True
    example = _EXAMPLES[name] if reader.sign == ":" or name == "text" else f'"{_EXAMPLES[name]}"'
    fix = f"add `{name}{reader.sign} {example}`"
    reader.say(parts.get(name, item), f"the correction has no {what}", fix)
    return False


def _has(parts: Mapping[str, FrontMatterEntry], name: str) -> bool:
    return name in parts and not parts[name].value.is_empty


def _kind(reader: Reader, value: Value) -> CorrectionKind:
    return kind_named(reader.words(value))


def kind_named(written: str) -> CorrectionKind:
    """Return the kind of correction, however it is spelt: ``Editor's note``, ``editors_note``.

    :raises InvalidValue: if there is no such kind.
    """
    name = "-".join(
        written.casefold().replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "").replace("_", " ").split()
    )
    for each in CORRECTION_KINDS:
        if each == name:
            return each
    near = difflib.get_close_matches(name, CORRECTION_KINDS, 1)
    fix = f"did you mean `{near[0]}`?" if near else f"write one of: {', '.join(CORRECTION_KINDS)}"
    raise InvalidValue(f"a correction cannot be of the kind `{written}`", fix)


def _fix(reader: Reader) -> str:
    at, text = _EXAMPLES["at"], _EXAMPLES["text"]
    if reader.sign == ":":
        return f"write below `{reader.key}:` a line `  - {{at: {at}, kind: correction, text: {text}}}` for each"
    return f'write for each `[[{reader.key}]]`, and below it `at = "{at}"`, `kind = "correction"` and `text = {text}`'


def in_order(found: Iterable[ParsedCorrection], published: Moment | None, reader: Reader) -> tuple[Correction, ...]:
    """Return the corrections, the newest first.
    One that is older than the story is reported, unless it gives only a day, and that is the day of publication.
    """
    return tuple(sorted((_after(each, published, reader) for each in found), key=lambda each: each.at, reverse=True))


def _after(each: ParsedCorrection, published: Moment | None, reader: Reader) -> Correction:
    if not published or each.moment.time >= published.time:
        return each.correction
    days = {published.time.date(), published.time.astimezone(reader.zone).date()}
    if each.moment.day_only and each.moment.time.date() in days:
        return replace(each.correction, at=published.time)
    message = "the correction is from before the time of publication"
    reader.say(each.at, message, "correct one of the two times")
    return each.correction


def lines(found: Iterable[ParsedCorrection]) -> dict[str, int]:
    """Return the line of each correction. The keys are ``corrections``, a space and its time in ISO 8601."""
    return {f"corrections {each.moment.time.isoformat()}": each.at.line for each in found}
