"""Checks the names of a table's columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.model.problems import Problem, Problems
from generator.reading.data_files import limits
from generator.reading.formats.source_text import SourceText


def checked_names(source: SourceText, line: int, names: Sequence[str]) -> tuple[str, ...]:
    """Check the names of the columns, which are on line ``line``, and return them.

    :raises Problems: if one is missing or duplicated, or if there are too many.
    """
    if wrong := [*_wrong(source, line, names)]:
        raise Problems(wrong)
    return tuple(names)


def _wrong(source: SourceText, line: int, names: Sequence[str]) -> Iterator[Problem]:
    if len(names) > limits.MOST_COLUMNS:
        yield source.problem(line, 0, *limits.TOO_MANY_COLUMNS)
    seen: dict[str, int] = {}
    for number, name in enumerate(names, 1):
        column = source.line(line).find(name) + 1
        if not name:
            yield source.problem(line, 0, f"column {number} has no name", "write one into the first line of the file")
        elif name in seen:
            message = f"columns {seen[name]} and {number} are both called `{name}`"
            yield source.problem(line, column, message, "give each column a name of its own")
        seen.setdefault(name, number)
