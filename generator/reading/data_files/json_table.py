"""Reads tables from JSON: a list of objects, one for each row, whose keys are the names of the columns."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from generator.model.data_table import DataTable
from generator.model.problems import Problem, refuse
from generator.reading.data_files.records import Record, table_of
from generator.reading.formats.source_text import SourceText

_SPACE = re.compile(r"[ \t\n\r]*")
_FIX = 'write a list of objects such as `[{"party": "Quay List", "votes": 1200}]`'
_LARGEST = 15  # digits before the decimal point, or zeros after it


class _Object(list[tuple[str, Any]]):
    """The names and values of an object, including duplicates."""


def _not_json(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


_DECODER = json.JSONDecoder(object_pairs_hook=_Object, parse_float=str, parse_int=str, parse_constant=_not_json)


def read(source: SourceText) -> DataTable:
    """Read a table.

    :raises Problems: with all mistakes in it.
    """
    return table_of(source, _records(source))


def _records(source: SourceText) -> Iterator[Record]:
    try:
        line, last = 1, 0
        for start, entry in _entries(source.text):
            line, last = line + source.text.count("\n", last, start), start
            if not isinstance(entry, _Object):
                refuse(source.problem(line, 0, "this entry of the list is not an object", _FIX))
            yield Record(line, tuple((name, _text(source, line, name, value)) for name, value in entry))
    except json.JSONDecodeError as error:
        refuse(source.problem(error.lineno, error.colno, f"this is not JSON: {_message(error)}", _FIX))
    except (ValueError, RecursionError):
        refuse(Problem(source.path, 0, 0, "this file is not JSON that can be read", _FIX))


def _message(error: json.JSONDecodeError) -> str:
    return f"{error.msg[:1].lower()}{error.msg[1:]}"


def _entries(text: str) -> Iterator[tuple[int, object]]:
    """Yield the entries of a text that is a JSON list, each with the offset at which it begins.

    :raises json.JSONDecodeError: if the text is not a list.
    """
    at = _after_space(text, 0)
    if text[at : at + 1] != "[":
        raise json.JSONDecodeError("The list of rows is missing", text, at)
    at = _after_space(text, at + 1)
    more = text[at : at + 1] != "]"
    while more:
        entry, end = _DECODER.raw_decode(text, at)
        yield at, entry
        at = _after_space(text, end)
        more = text[at : at + 1] == ","
        at = _after_space(text, at + 1) if more else at
    if text[at : at + 1] != "]" or _after_space(text, at + 1) < len(text):
        raise json.JSONDecodeError("Expecting ',' delimiter", text, at)


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _text(source: SourceText, line: int, name: str, value: object) -> str:
    """Return a value as text: numbers without exponents, ``true`` and ``false`` as these words.

    :raises Problems: if it is a list or an object.
    """
    if isinstance(value, list):
        refuse(source.problem(line, 0, f"`{name}` is not a single value", "write text or a number"))
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return _without_exponent(str(value))


_EXPONENT = re.compile(r"-?\d{1,20}(?:\.\d{1,20})?[eE][-+]?\d{1,2}")


def _without_exponent(text: str) -> str:
    if not _EXPONENT.fullmatch(text):
        return text
    number = Decimal(text)
    return f"{number:f}" if abs(number.adjusted()) <= _LARGEST else text
