"""Finds the front matter of adopted copy: between fences, in JSON, as a header (Pelican, Nikola), or missing."""

from __future__ import annotations

import json
import re
from itertools import pairwise

from generator.model.problems import Outcome, Problem
from generator.reading.adopted import header
from generator.reading.fields.values import DEEPEST, TOO_DEEP, FieldFault, FieldFaults, FrontMatterEntry, Value
from generator.reading.formats import toml_values, yaml_values
from generator.reading.formats.front_matter import HEADER, LARGEST, FrontMatter, SplitFile, too_long
from generator.reading.formats.source_text import SourceText
from generator.reading.withholding import checks as withholding

_FENCE = re.compile(r"(?P<fence>---+|\+\+\+|;;;)[ \t]*+(?P<kind>[A-Za-z]*+)[ \t]*+\n")
_KINDS = {"yml": "yaml", "js": "javascript"}
_KIND_BY_FENCE = {"-": "yaml", "+": "toml", ";": "json"}
_SEPARATORS = {"toml": " ="}
_TOP = re.compile(r"[^\s#\]}-]")  # the start of a line that does not continue another


def read(source: SourceText) -> SplitFile:
    """Split a file into its parts. Nothing is an error; ``front`` is None only if there is nothing to publish."""
    start = len(source.text) - len(source.text.lstrip("\n"))
    text, line = source.text[start:], start + 1
    if not text.strip():
        return SplitFile(None, "", 1, (_warning(source, 0, "the file is empty, so it is left out", "", "dropped"),))
    if opening := _FENCE.match(text):
        return _fenced(source, text, line, opening)
    if text.startswith("{") and (parts := _json(source, text, line)):
        return parts
    if HEADER.match(text):
        return _headed(source, text, line)
    if found := header.of_nikola(text):
        entries, superseded = header.fields(found[0], line)
        body = "\n".join(text.split("\n")[found[1] :])
        return SplitFile(FrontMatter(entries, line, ":", superseded, spaced=False), body, line + found[1])
    message = "the file has no front matter"
    fix = 'begin the file with `---`, `title: "..."` and `---`, each on a line of its own'
    return SplitFile(FrontMatter({}, line, ":"), text, line, (_warning(source, line, message, fix, "guessed"),))


def _warning(source: SourceText, line: int, message: str, fix: str, outcome: Outcome) -> Problem:
    return source.problem(line, 0, message, fix, "warning", outcome)


def _fenced(source: SourceText, text: str, line: int, opening: re.Match[str]) -> SplitFile:
    kind = opening["kind"].lower() or _KIND_BY_FENCE[opening["fence"][0]]
    ends = re.escape(opening["fence"]) + (r"|\.\.\." if opening["fence"] == "---" else "")
    closing = re.compile(rf"^(?:{ends})[ \t]*(?:\n|\Z)", re.MULTILINE).search(text, opening.end())
    if not closing:
        return _unclosed(source, text, line, opening)
    block, body = text[opening.end() : closing.start()], text[closing.end() :]
    first_line = line + 2 + block.count("\n")
    if len(block) > LARGEST:
        return SplitFile(None, body, first_line, (too_long(source, line),))
    return _loaded(source, "\n" * line + block, line, _KINDS.get(kind, kind), body)


def _unclosed(source: SourceText, text: str, line: int, opening: re.Match[str]) -> SplitFile:
    """Split a file whose front matter is not closed: it ends before the first line that is not a field."""
    rest = text[opening.end() :]
    if not header.is_field(rest):  # the line is a horizontal rule
        return SplitFile(FrontMatter({}, line, ":"), rest, line + 1)
    fence = opening["fence"]
    message = f"the front matter that this `{fence}` opens is never closed, so it ends at the first blank line"
    parts = _headed(source, rest, line + 1)
    return SplitFile(
        parts.front,
        parts.body,
        parts.first_line,
        (_warning(source, line, message, f"put a line `{fence}`", "guessed"),),
    )


def _loaded(source: SourceText, block: str, line: int, kind: str, body: str) -> SplitFile:
    first_line = block.count("\n") + 2
    problems: tuple[Problem, ...] = ()
    superseded: tuple[FrontMatterEntry, ...] = ()
    try:
        if kind == "toml":
            entries = toml_values.load(block)
        elif kind == "json":
            entries = _json_fields(block)
        elif kind == "yaml":
            entries, faults = yaml_values.load_leniently(block)
            problems = tuple(_tolerated(each, source) for each in faults)
            superseded = tuple(each.first for each in faults if each.first)
        else:
            raise FieldFaults(FieldFault(line, 0, f"front matter in `{kind}` is not read", "write it in YAML"))
    except FieldFaults as found:
        if kind != "yaml":
            return SplitFile(None, body, first_line, tuple(_left_out(each, source) for each in found.faults))
        problems = tuple(_tolerated(each, source) for each in found.faults)
        entries, superseded = _piecemeal(block)
    return SplitFile(FrontMatter(entries, line, _SEPARATORS.get(kind, ":"), superseded), body, first_line, problems)


def _piecemeal(block: str) -> tuple[dict[str, FrontMatterEntry], tuple[FrontMatterEntry, ...]]:
    """Read the fields of invalid YAML one by one: with YAML where a field by itself is valid, otherwise line by line.

    So a mistake in one field does not hide a value inside another, such as that the story is a draft. The second
    result is as in ``header.fields``.
    """
    entries, superseded = header.fields(block, 1)
    lines = block.split("\n")
    starts = [number for number, text in enumerate(lines) if _TOP.match(text)]
    read = dict[str, FrontMatterEntry]()
    for start, end in pairwise([*starts, len(lines)]):
        try:
            alone, faults = yaml_values.load_leniently("\n" * start + "\n".join(lines[start:end]))
        except FieldFaults:
            continue
        superseded += tuple(read[name] for name in alone if name in read)
        superseded += tuple(each.first for each in faults if each.first)
        read |= alone
    better = {name: each for name, each in read.items() if name not in entries or not each.value.is_words}
    return entries | better, superseded


def _tolerated(fault: FieldFault, source: SourceText) -> Problem:
    """Return a warning for a fault that other programs tolerate: the last of two fields counts, ``#`` is a comment."""
    fix = fault.fix
    if fault.first:
        fix = (
            "keep one of them; if one withholds the story, it is withheld" if withholding.matters(fault.first) else fix
        )
        fix = f"{fix}; the last one counts, as in other programs"
    outcome: Outcome = "dropped" if fault.first or "begins a comment" in fault.message else "guessed"
    return source.problem(fault.line, fault.column, fault.message, fix, "warning", outcome)


def _left_out(fault: FieldFault, source: SourceText) -> Problem:
    return source.problem(
        fault.line, fault.column, f"{fault.message}; the story is left out", fault.fix, "warning", "dropped"
    )


def _headed(source: SourceText, text: str, line: int) -> SplitFile:
    """Split a file with fields above its text and no fence."""
    lines = text.split("\n")
    length = header.length(lines)
    entries, superseded = header.fields("\n".join(lines[:length]), line)
    return SplitFile(
        FrontMatter(entries, line, ":", superseded, spaced=False), "\n".join(lines[length:]), line + length
    )


def _json(source: SourceText, text: str, line: int) -> SplitFile | None:
    """Split a file that begins with a JSON object, as Hugo reads them; None if it does not."""
    try:
        _, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return None
    block = "\n" * (line - 1) + text[:end]
    parts = _loaded(source, block, line, "json", text[end:].removeprefix("\n"))
    return SplitFile(parts.front, parts.body, parts.first_line - (text[end : end + 1] != "\n"), parts.problems)


def of_json(text: str) -> dict[str, FrontMatterEntry] | None:
    """Return the fields of a JSON object; None if the text is not one."""
    try:
        return _json_fields(text)
    except FieldFaults:
        return None


def _json_fields(block: str) -> dict[str, FrontMatterEntry]:
    try:
        found = json.loads(block)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise FieldFaults(
            FieldFault(line, 0, "this cannot be read as JSON", "correct it, or write it in YAML")
        ) from None
    if not isinstance(found, dict):
        raise FieldFaults(FieldFault(1, 0, "the front matter is not an object in JSON", "begin it with `{`"))
    return {name: _entry(name, each, block) for name, each in found.items() if name.strip()}


def _entry(name: str, raw: object, block: str) -> FrontMatterEntry:
    at = block.find(json.dumps(name, ensure_ascii=False))
    line = block.count("\n", 0, max(at, 0)) + 1
    return FrontMatterEntry(name, line, 1, _value(raw, line))


def _value(raw: object, line: int, depth: int = 1) -> Value:
    if depth > DEEPEST:
        raise FieldFaults(FieldFault(line, 0, *TOO_DEEP))
    if isinstance(raw, list):
        return Value(line, 1, items=tuple(_value(each, line, depth + 1) for each in raw))
    if isinstance(raw, dict):
        values = {name: _value(each, line, depth + 1) for name, each in raw.items()}
        return Value(line, 1, entries={name: FrontMatterEntry(name, line, 1, each) for name, each in values.items()})
    if isinstance(raw, str):
        return Value(line, 1, raw, quoted=True)
    return Value(line, 1, "" if raw is None else json.dumps(raw))
