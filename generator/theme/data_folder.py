"""Queries: what a layout reads from data/, so that a change there updates only the pages that show it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from generator.engine.definitions import Ask, Query
from generator.model.output import DataRead
from generator.model.problems import Problem
from generator.reading.data_queries import SITE_LANGUAGE
from generator.reading.data_values import value_of
from generator.reading.fields.values import Plain
from generator.reading.inputs import DATA_FILES, DATA_NAMES, SETTINGS

_DOT = "\0"


def _adopt(ask: Ask, _: str) -> bool:
    return ask(SETTINGS).adopt


def _value(ask: Ask, name: str) -> Plain:
    value, problems = value_of(ask(DATA_FILES, name), ask(SITE_LANGUAGE))
    adopt = ask(ADOPTED)
    ask.report(*(replace(each, level="warning", outcome="dropped") if adopt else each for each in problems))
    return value


def _part(ask: Ask, way: str) -> tuple[bool, Plain]:
    """Return whether a value exists at a path of names, and the value."""
    file, inside = _file_on(ask, way.split(_DOT))
    value = ask(DATA_VALUE, file)
    for name in inside:
        if not isinstance(value, dict) or name not in value:
            return False, None
        value = value[name]
    return True, value


def _file_on(ask: Ask, names: Sequence[str]) -> tuple[str, Sequence[str]]:
    """Return the file that a path of names leads to, and the remaining names; an empty name if there is no file."""
    known = ask(DATA_NAMES)
    at = next((count for count in range(1, len(names) + 1) if "/".join(names[:count]) in known), 0)
    return "/".join(names[:at]), names[at:]


def data_read(ask: Ask, reads: Iterable[DataRead]) -> Mapping[str, Any]:
    """Return what layouts read from data/: nested mappings with only these values.

    A missing value is a problem at the line that reads it, unless the layout tests whether it is defined.
    """
    found: dict[str, Any] = {}
    for read in reads:
        file, inside = _file_on(ask, read.way)
        if not file:
            wanted = [name for name in ask(DATA_NAMES) if _within(name, "/".join(read.way))]
            for name in wanted:
                _put(found, name.split("/"), ask(DATA_VALUE, name))
            if not wanted and read.way and not read.optional:
                ask.report(_missing(read, [name.replace("/", ".") for name in ask(DATA_NAMES)]))
            continue
        there, value = ask(DATA_PART, _DOT.join(read.way))
        if there:
            _put(found, read.way, value)
        elif not read.optional and (names := _names_at(ask, file, inside)) is not None:
            ask.report(_missing(read, names))
    return found


def _names_at(ask: Ask, file: str, inside: Sequence[str]) -> list[str] | None:
    """Return the names in a file that a missing name could be a misspelling of; None if the file cannot be read."""
    value, before = ask(DATA_VALUE, file), file.replace("/", ".")
    for name in inside:
        if not isinstance(value, dict) or name not in value:
            break
        value, before = value[name], f"{before}.{name}"
    if value is None:
        return None
    return [f"{before}.{name}" for name in value] if isinstance(value, dict) else []


def _missing(read: DataRead, names: Sequence[str]) -> Problem:
    written = ".".join(read.way)
    near = difflib.get_close_matches(written, names, 1) or difflib.get_close_matches(read.way[0], names, 1)
    fix = f"did you mean `data.{near[0]}`?" if near else f"choose one of: {', '.join(names[:20])}"
    if not names:
        fix = "add a file of that name to data/, or test for it first: `{% if data." + written + " is defined %}`"
    return Problem(read.path, read.line, read.column, f"data/ has no `{written}`", fix, read.source)


def _within(name: str, way: str) -> bool:
    return not way or name == way or name.startswith(f"{way}/")


def _put(into: dict[str, Any], way: Sequence[str], value: Plain) -> None:
    """Put a value at a path of names. A value that is already there, or parts of it, stay."""
    for name in way[:-1]:
        into = into.setdefault(name, {})
    if way[-1] not in into or isinstance(value, dict):
        into[way[-1]] = value


def _checks(ask: Ask, _: str) -> None:
    """Read all files, including those that no layout reads, so that problems in any of them are reported."""
    for name in ask(DATA_NAMES):
        ask(DATA_VALUE, name)


ADOPTED = Query[bool]("adopted", bool, _adopt, stored=False)
"""Whether copy is adopted from another program, whose data/ may have files that Broadsheet cannot read."""

DATA_VALUE = Query[Plain]("data-value", Any, _value, stored=False)
"""The value in a file of data/, by its name. It is not stored, because others may write to the store."""

DATA_PART = Query[tuple[bool, Plain]]("data-part", tuple[bool, Any], _part, stored=False)
"""Whether a value exists in data/, and the value, by the path of names that leads to it."""

DATA_CHECKS = Query[None]("data-checks", None, _checks)
"""Reports problems with the files of data/."""

QUERIES = (ADOPTED, DATA_VALUE, DATA_PART, DATA_CHECKS)
