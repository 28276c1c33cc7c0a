"""Reads the files of data/ as values: mappings, lists, text, numbers, true and false."""

from __future__ import annotations

import json
from typing import Any

from generator.model.data_table import DataFile
from generator.model.problems import Problem, Problems, refuse
from generator.reading.data_files import csv_table, yaml_table
from generator.reading.data_files.encoding import HALF, decoded
from generator.reading.fields.values import DEEPEST, TOO_DEEP, FieldFaults, Plain, typed
from generator.reading.formats import toml_values
from generator.reading.formats.source_text import SourceText, hidden_signs


def value_of(file: DataFile, language: str) -> tuple[Plain, tuple[Problem, ...]]:
    """Return the value in a file, or None and its problems.
    ``language`` is the site's language, which decides in which encodings the file may be.
    """
    try:
        source = decoded(file.data, file.path, language)
        if problems := tuple(hidden_signs(source, len(source.lines) + 1)):
            return None, problems
        ending = f".{file.path.lower().rpartition('.')[2]}"
        return _READERS[ending](source), ()
    except Problems as wrong:
        return None, wrong.problems


def _csv(source: SourceText) -> Plain:
    """Return the rows as mappings from column names to values."""
    table = csv_table.read(source)
    return [dict(zip(table.names, map(typed, row), strict=True)) for row in table.rows]


def _yaml(source: SourceText) -> Plain:
    return yaml_table.value_of(source).plain


def _toml(source: SourceText) -> Plain:
    try:
        return {name: entry.value.plain for name, entry in toml_values.load(source.text).items()}
    except FieldFaults as found:
        raise Problems(
            [source.problem(each.line, each.column, each.message, each.fix) for each in found.faults]
        ) from None


def _json(source: SourceText) -> Plain:
    try:
        found: Plain = json.loads(source.text, parse_constant=_not_json, object_pairs_hook=_mapping)
    except json.JSONDecodeError as error:
        message = f"this is not JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        refuse(source.problem(error.lineno, error.colno, message, "correct it here, or a little above"))
    except _DuplicateNameError as error:
        refuse(Problem(source.path, 0, 0, f"`{error}` appears twice in the same object", "keep one of them"))
    except (ValueError, RecursionError):
        refuse(Problem(source.path, 0, 0, "this file is not JSON that can be read", "correct it"))
    if wrong := _limit_exceeded(found):
        refuse(Problem(source.path, 0, 0, *wrong))
    return found


_INTEGER_LIMIT = 1 << 63


class _DuplicateNameError(Exception):
    """An object has the same name twice."""


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _DuplicateNameError(name)
        found[name] = value
    return found


def _not_json(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _limit_exceeded(value: Plain) -> tuple[str, str] | None:
    """Return why a value cannot be used, and the fix; None if it can."""
    pending = [(value, 1)]
    while pending:
        here, depth = pending.pop()
        if depth > DEEPEST:
            return TOO_DEEP
        if isinstance(here, int) and not -_INTEGER_LIMIT <= here < _INTEGER_LIMIT:
            return "a number in this file is too large", "write it in quotes if it is not a quantity"
        if isinstance(here, str) and HALF.search(here):
            return "a text in this file has half a character, such as `\\ud83d`", "write the character itself"
        inside = [*here, *here.values()] if isinstance(here, dict) else here if isinstance(here, list) else ()
        pending += ((each, depth + 1) for each in inside)
    return None


_READERS = {".csv": _csv, ".tsv": _csv, ".yaml": _yaml, ".yml": _yaml, ".toml": _toml, ".json": _json}
