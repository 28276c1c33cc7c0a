"""Reads data files next to stories as tables: CSV, JSON and YAML, one module per format.

Each module has a function ``read`` that turns a text into a table or raises ``Problems``. All sizes are limited, and
nothing is guessed: a row with too few cells, a column without a name or an unknown encoding is a problem at its line.
"""

from __future__ import annotations

from generator.model.data_table import DataTable
from generator.model.problems import Problem, Problems
from generator.reading.data_files import csv_table, json_table, yaml_table
from generator.reading.data_files.encoding import decoded
from generator.reading.data_files.limits import LARGEST, too_large
from generator.reading.formats.source_text import hidden

_FORMATS = {
    ".csv": csv_table.read,
    ".tsv": csv_table.read,
    ".json": json_table.read,
    ".yaml": yaml_table.read,
    ".yml": yaml_table.read,
}

ENDINGS = tuple(_FORMATS)
"""The extensions of data files."""


def read(data: bytes, path: str, language: str) -> tuple[DataTable | None, tuple[Problem, ...]]:
    """Return the table in a file, or None and its problems.
    ``language`` is the site's language, by which the error about a wrong encoding guesses the right one.
    """
    try:
        if len(data) > LARGEST:
            raise Problems([too_large(path, len(data))])
        source = decoded(data, path, language)
        if found := hidden(source.text.replace("\t", " ")):
            line = source.text.count("\n", 0, found.offset) + 1
            column = found.offset - source.text.rfind("\n", 0, found.offset)
            raise Problems([source.problem(line, column, found.message, found.fix)])
        return _FORMATS[f".{path.lower().rpartition('.')[2]}"](source), ()
    except Problems as wrong:
        return None, wrong.problems
