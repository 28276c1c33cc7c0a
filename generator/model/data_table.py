"""Tables of data: the content of a file next to a story, and its columns as numbers, dates or text."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import msgspec

ColumnKind = Literal["text", "number", "year", "date"]
"""What the cells of a column are. A year is a whole number of four digits, which is written without separators."""


FOLDER = "data"
"""The folder of the files whose values layouts may read. It is next to content/."""


class DataFile(msgspec.Struct, frozen=True):
    """A file in data/: its path, and its bytes."""

    path: str
    data: bytes

    @property
    def name(self) -> str:
        """Its name in layouts: ``council/seats`` for ``data/council/seats.csv``."""
        return self.path.removeprefix(f"{FOLDER}/").rpartition(".")[0]


class DataTable(msgspec.Struct, frozen=True, array_like=True):
    """The rows of a data file, as text. Each row has as many cells as there are ``names`` of columns.

    ``lines`` has the line of each row in the file. ``typed`` says that the file has a format, such as JSON, in which
    numbers have a decimal point and no separators.
    """

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    typed: bool = False

    def column(self, name: str) -> tuple[str, ...]:
        """Return the cells of a column.

        :raises ValueError: if there is no such column.
        """
        place = self.names.index(name)
        return tuple(row[place] for row in self.rows)


class Column(msgspec.Struct, frozen=True):
    """The cells of a column: as ``written`` in the file, and their ``values``, None for a cell without one.

    The value of a date is its day, counted as in ``date.toordinal``; text has no values. All numbers of a column have
    the same number of decimal ``places``, and the same text ``before`` and ``after`` them, such as a currency or ``%``.
    ``precision`` says whether its dates are days or months.
    """

    name: str
    kind: ColumnKind
    written: tuple[str, ...]
    values: tuple[Decimal | None, ...] = ()
    places: int = 0
    before: str = ""
    after: str = ""
    precision: Literal["day", "month"] = "day"
