"""Tables of data: what a file beside a story holds, and its columns as numbers, dates or text."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import msgspec

ColumnKind = Literal["text", "number", "year", "date"]
"""What the cells of a column are. A year is a whole number of four digits, which has no separators."""


FOLDER = "data"
"""The folder of the files whose values layouts may read, beside content/."""


class DataFile(msgspec.Struct, frozen=True):
    """A file in data/: its path, and its bytes."""

    path: str
    data: bytes

    @property
    def name(self) -> str:
        """What layouts call it: ``council/seats`` for ``data/council/seats.csv``."""
        return self.path.removeprefix(f"{FOLDER}/").rpartition(".")[0]


class DataTable(msgspec.Struct, frozen=True, array_like=True):
    """The rows of a data file, as text: as many cells in each row as there are ``names`` of columns.

    ``lines`` has the line of each row in the file. In a file that is ``typed``, as JSON is, programs wrote the numbers:
    with a decimal point and without separators.
    """

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    typed: bool = False

    def column(self, name: str) -> tuple[str, ...]:
        """The cells of a column.

        :raises ValueError: if there is no such column.
        """
        place = self.names.index(name)
        return tuple(row[place] for row in self.rows)


class Column(msgspec.Struct, frozen=True):
    """The cells of a column: as ``written`` in the file, and their ``values``, None for a cell without one.

    The value of a date is its day, counted as in ``date.toordinal``; text has no values. All numbers of a column have
    the same number of decimal ``places``, and what is ``before`` and ``after`` them: a currency or a sign of per cent.
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
