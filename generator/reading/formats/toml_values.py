"""Turns TOML front matter into values. TOML itself is strict; its errors are rephrased for editors."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Mapping

from generator.reading.fields.values import DEEPEST, TOO_DEEP, FieldFault, FieldFaults, FrontMatterEntry, Value
from generator.reading.formats import source_text, toml_faults
from generator.reading.formats.toml_text import parsed

_TRUTH = frozenset({"draft"})


def load(block: str) -> dict[str, FrontMatterEntry]:
    """Return the fields of a TOML block, by name. Nested values have the position of their field.

    :raises FieldFaults: with the faults in the block.
    """
    try:
        return _entries(parsed(block), block)
    except tomllib.TOMLDecodeError as error:
        raise FieldFaults(toml_faults.fault(block, str(error), _example)) from None


def _example(table: str, name: str) -> str:
    """Return how a known field is written if it is not text."""
    return toml_faults.TRUTH if not table and name.casefold() in _TRUTH else ""


def _entries(table: Mapping[str, object], block: str) -> dict[str, FrontMatterEntry]:
    entries = {}
    for name, raw in table.items():
        line, column, start = _place(name, block)
        entries[name] = FrontMatterEntry(name, line, column, _value(raw, line, start))
    return entries


def _place(name: str, block: str) -> tuple[int, int, int]:
    """Return the line, the column of the name and the column of its value; the start of the block if not found."""
    pattern = rf"""^[ \t]*\[{{0,2}}[ \t]*(?P<name>(["']?){re.escape(name)}\2)[ \t]*(?:=[ \t]*|\]|\.)"""
    for number, text in enumerate(block.split("\n"), 1):
        if found := re.match(pattern, text):
            return number, found.start("name") + 1, found.end() + 1
    return 1, 1, 1


def _value(raw: object, line: int, column: int, depth: int = 1) -> Value:
    if depth > DEEPEST:
        raise FieldFaults(FieldFault(line, column, *TOO_DEEP))
    if isinstance(raw, list):
        return Value(line, column, items=tuple(_value(each, line, column, depth + 1) for each in raw))
    if isinstance(raw, dict):
        values = {name: _value(each, line, column, depth + 1) for name, each in raw.items()}
        return Value(
            line, column, entries={name: FrontMatterEntry(name, line, column, each) for name, each in values.items()}
        )
    if isinstance(raw, (datetime.date, datetime.time)):
        return Value(line, column, raw.isoformat(), quoted=True)
    if isinstance(raw, str):
        if found := source_text.hidden(raw):
            raise FieldFaults(FieldFault(line, column, found.message, found.fix))
        return Value(line, column, raw, quoted=True)
    return Value(line, column, str(raw).lower() if isinstance(raw, bool) else str(raw))
