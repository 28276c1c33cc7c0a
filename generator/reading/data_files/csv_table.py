"""Reads tables from CSV (RFC 4180), as spreadsheets write it: with commas, semicolons, tabs or bars between cells."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from generator.model.data_table import DataTable
from generator.model.problems import Problem, Problems, refuse
from generator.reading.data_files import limits
from generator.reading.data_files.names import checked_names
from generator.reading.formats.source_text import SourceText

_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_QUOTED = re.compile(r'"(?:[^"]|"")*+"?')
_MOST_PROBLEMS = 20

csv.field_size_limit(limits.LARGEST)


def read(source: SourceText) -> DataTable:
    """Read a table whose first line has the names of the columns.

    :raises Problems: with all mistakes in it.
    """
    separator = _separator(source)
    records = _records(source, separator)
    start, header = next(records, (0, []))
    if not header:
        refuse(source.problem(0, 0, "this data file is empty", "write the names of the columns on its first line"))
    rows = list(records)
    width = _width(header, [row for _, row in rows])
    names = checked_names(source, start, header[:width])
    problems = [wrong for line, row in rows if (wrong := _ragged(source, line, row, width, separator))]
    if not rows:
        problems.append(source.problem(start, 0, "this data file has no rows below the names of its columns", _ROWS))
    if problems:
        more = len(problems) - _MOST_PROBLEMS
        if more > 0:
            problems[_MOST_PROBLEMS - 1 :] = [_and_more(problems[_MOST_PROBLEMS - 1], more + 1)]
        raise Problems(problems)
    return DataTable(names, tuple(tuple(row[:width]) for _, row in rows), tuple(line for line, _ in rows))


_ROWS = "write one row of cells per line"


def _separator(source: SourceText) -> str:
    """Return the character between cells: the most frequent one in the first line, outside quotation marks."""
    first = next((line for line in source.lines if line.strip()), "")
    bare = _QUOTED.sub("", first)
    return max(_NAMES, key=bare.count)


def _records(source: SourceText, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the records of a file that are not empty, each with the line on which it begins.

    :raises Problems: if a quotation mark is not closed, or the file is too large.
    """
    reader = csv.reader((f"{line}\n" for line in source.lines), delimiter=separator, strict=True)
    begun, count = 1, 0
    try:
        for record in reader:
            if any(cell.strip() for cell in record):
                yield begun, [" ".join(cell.split()) for cell in record]
                count += 1
            if count > limits.MOST_ROWS + 1:
                refuse(source.problem(begun, 0, *limits.TOO_MANY_ROWS))
            if len(record) > limits.MOST_COLUMNS * 2:
                refuse(source.problem(begun, 0, *limits.TOO_MANY_COLUMNS))
            if any(len(cell) > limits.LONGEST for cell in record):
                refuse(source.problem(begun, 0, *limits.TOO_LONG))
            begun = reader.line_num + 1
    except csv.Error:
        refuse(_misquoted(source, begun))


def _misquoted(source: SourceText, line: int) -> Problem:
    message = "the quotation marks of this row are not in pairs"
    fix = 'close each one before the next separator, and write one inside a cell twice: `"the ""Skerra"""`'
    return source.problem(line, source.line(line).find('"') + 1, message, fix)


def _width(header: list[str], rows: list[list[str]]) -> int:
    """Return the number of columns, without those that spreadsheets leave at the end with neither names nor cells."""
    filled = (len(row) - next((n for n, cell in enumerate(reversed(row)) if cell), len(row)) for row in rows)
    named = len(header) - next((n for n, name in enumerate(reversed(header)) if name), len(header))
    return min(len(header), max(named, *(each for each in filled if each <= len(header)), 0))


def _ragged(source: SourceText, line: int, row: list[str], width: int, separator: str) -> Problem | None:
    """Return a problem if a row has fewer or more cells than there are columns. Empty ones at its end do not count."""
    if len(row) >= width and not any(row[width:]):
        return None
    cells = f"{len(row)} cell{'s' * (len(row) != 1)}"
    message = f"this row has {cells}, but there are {width} columns"
    fix = f"put a {_NAMES[separator]} for each cell that is empty"
    if len(row) > width:
        fix = f'put a cell that contains a {_NAMES[separator]} in quotation marks, `"like{separator} this"`'
        fix = fix.replace("\t", " ")
    return source.problem(line, 0, message, fix)


def _and_more(problem: Problem, count: int) -> Problem:
    more = f"{problem.message}; the same is true of {count - 1} more rows"
    return Problem(problem.path, problem.line, problem.column, more, problem.fix, problem.source)
