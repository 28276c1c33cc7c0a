"""Reads tables from YAML: a list of entries, one for each row, whose fields are the cells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model.data_table import DataTable
from generator.model.problems import Problems, refuse
from generator.reading.data_files.records import Record, table_of
from generator.reading.fields.values import FieldFaults, Value
from generator.reading.formats import yaml_values
from generator.reading.formats.source_text import SourceText

LARGEST = 500_000
"""The most characters in a YAML file, since YAML takes longer to read than other formats."""

_BEGINNING = re.compile(r"\A(?:[ \t]*+(?:#[^\n]*+)?\n)*+---[ \t]*+(?:\n|\Z)")
_DOCUMENT = re.compile(r"^---(?=\s|\Z)", re.MULTILINE)
_FIX = "write a list, each entry as `- party: Quay List` with its other fields below"


def read(source: SourceText) -> DataTable:
    """Read a table.

    :raises Problems: with all mistakes in it.
    """
    return table_of(source, _records(source, value_of(source)))


def value_of(source: SourceText) -> Value:
    """Return the value in a YAML file.

    :raises Problems: with all mistakes in it.
    """
    if len(source.text) > LARGEST:
        message = f"this file has {len(source.text):,} characters; the limit for YAML is {LARGEST:,}"
        refuse(source.problem(0, 0, message, "save it as CSV or JSON"))
    text = _BEGINNING.sub("", source.text, 1)
    if another := _DOCUMENT.search(text):
        line = source.text.count("\n") - text.count("\n", another.start())
        message = "this file has several documents, and only one can be read"
        refuse(source.problem(line + 1, 1, message, "keep one of them, or make them the entries of one list"))
    try:
        return yaml_values.load_value("\n" * (source.text.count("\n") - text.count("\n")) + text)
    except FieldFaults as found:
        problems = [source.problem(each.line, each.column, each.message, each.fix) for each in found.faults]
        raise Problems(problems) from None


def _records(source: SourceText, value: Value) -> Iterator[Record]:
    if value.items is None and not value.is_empty:
        refuse(source.problem(value.line, value.column, "this data file is not a list of rows", _FIX))
    for item in value.items or ():
        if item.entries is None:
            refuse(source.problem(item.line, item.column, "this entry of the list has no fields", _FIX))
        yield Record(item.line, tuple(_cells(source, item)))


def _cells(source: SourceText, item: Value) -> Iterator[tuple[str, str]]:
    for name, entry in (item.entries or {}).items():
        value = entry.value
        if not value.is_words:
            refuse(
                source.problem(entry.line, entry.column, f"`{name}` is not a single value", "write text or a number")
            )
        yield name, "" if value.is_empty else value.text
