"""Makes a table of rows with named cells, as in JSON and YAML."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator

import msgspec

from generator.model.data_table import DataTable
from generator.model.problems import Problem, Problems, refuse
from generator.reading.data_files import limits
from generator.reading.data_files.encoding import HALF
from generator.reading.data_files.names import checked_names
from generator.reading.formats.source_text import SourceText, hidden


class Record(msgspec.Struct, frozen=True):
    """A row: the line on which it begins, and its cells with their names, in order."""

    line: int
    cells: tuple[tuple[str, str], ...]


def table_of(source: SourceText, records: Iterable[Record]) -> DataTable:
    """Return the table of some rows. The first row names all columns; a cell that another row lacks is empty.

    :raises Problems: with all mistakes in the rows.
    """
    found: list[Record] = []
    for record in records:
        found.append(record)
        if len(found) > limits.MOST_ROWS:
            refuse(source.problem(record.line, 0, *limits.TOO_MANY_ROWS))
    if not found or not found[0].cells:
        fix = "write one entry per row, which names its cells"
        refuse(source.problem(0, 0, "this data file is empty", fix))
    names = checked_names(source, found[0].line, [name for name, _ in found[0].cells])
    if problems := [wrong for record in found for wrong in _wrong(source, record, names)]:
        raise Problems(problems)
    known = [dict(record.cells) for record in found]
    rows = tuple(tuple(" ".join(cells.get(name, "").split()) for name in names) for cells in known)
    return DataTable(names, rows, tuple(record.line for record in found), typed=True)


def _wrong(source: SourceText, record: Record, names: tuple[str, ...]) -> Iterator[Problem]:
    seen = set[str]()
    for name, text in record.cells:
        if name in seen:
            yield source.problem(record.line, 0, f"`{name}` appears twice in this row", "keep one of them")
        elif name not in names:
            near = difflib.get_close_matches(name, names, 1)
            fix = (
                f"did you mean `{near[0]}`?" if near else f"write `{name}` in the first row, too: it names all columns"
            )
            yield source.problem(record.line, 0, f"the first row has no `{name}`, but this row has", fix)
        if len(text) > limits.LONGEST:
            yield source.problem(record.line, 0, *limits.TOO_LONG)
        if found := hidden(text):
            yield source.problem(record.line, 0, found.message, found.fix)
        if HALF.search(name + text):
            message = "a text in this row has half a character, such as `\\ud83d`"
            yield source.problem(record.line, 0, message, "write the character itself")
        seen.add(name)
