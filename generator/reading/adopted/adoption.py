"""One file's front matter while it is rewritten as Broadsheet's own fields."""

from __future__ import annotations

import msgspec

from generator.model.problems import Outcome
from generator.reading.adopted import dates
from generator.reading.dates import Moment
from generator.reading.fields.types import Reader
from generator.reading.fields.values import FrontMatterEntry, Value


class Adopted(msgspec.Struct):
    """The fields of one file by Broadsheet's names, and what its old addresses are made of.

    ``unused`` are fields that mean the same as another one, ``names`` the names that the file had in its addresses, and
    ``stated`` the fields that state an address.
    """

    reader: Reader
    kind: str
    entries: dict[str, FrontMatterEntry] = {}
    unused: list[FrontMatterEntry] = []
    names: tuple[str, ...] = ()
    stated: list[FrontMatterEntry] = []

    @property
    def day(self) -> Moment | None:
        """The date in the file's path, or in an address that the story states."""
        paths = (self.reader.source.path, *(each.value.text for each in self.stated))
        return next((day for path in paths if (day := dates.in_path(path, self.reader.zone))), None)

    def say(self, at: Value | FrontMatterEntry, message: str, fix: str, outcome: Outcome) -> None:
        """Report how a value or name was treated."""
        source = self.reader.source
        self.reader.problems.append(source.problem(at.line, at.column, message, fix, "warning", outcome))
