"""The position of each value of front matter in the text of its file, in any format."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

import msgspec

from generator.reading.fields.values import Plain

Given = str | int | float | bool | date | datetime | None | list["Given"] | dict[str, "Given"]
"""A value to write into front matter."""

Style = Literal["scalar", "block", "flow", "table", "tables", "unclear"]
"""How a value is written: as text, on lines of its own, in brackets, below ``[name]`` (TOML) or several ``[[name]]``.

``unclear`` values are not changed, such as those with TOML's dotted names.
"""


class AmbiguousEdit(ValueError):
    """Raised if there is no safe way to make a change that leaves the rest unchanged."""


class Node(msgspec.Struct):
    """A value from ``start`` to ``end``, in characters of the text, with the values in it.

    ``values`` are the items of a list, or the values of a mapping, whose names are ``keys``. Text has neither.
    """

    start: int
    end: int
    style: Style = "scalar"
    keys: list[Node] = []
    values: list[Node] = []

    @property
    def leaves(self) -> list[Node]:
        """The texts and names in this value."""
        if not self.values:
            return [self]
        return [*self.keys, *(leaf for each in self.values for leaf in each.leaves)]


class Splice(msgspec.Struct, frozen=True):
    """A replacement for the text from ``start`` to ``end``."""

    start: int
    end: int
    text: str


def plain(given: Given) -> Plain:
    """Return a value in the form in which it is read back: times are text."""
    if isinstance(given, dict):
        return {name: plain(each) for name, each in given.items()}
    if isinstance(given, list):
        return [plain(each) for each in given]
    return given.isoformat() if isinstance(given, date) else given


def as_given(value: Plain) -> Given:
    """Return a value of front matter in the form in which it is written."""
    if isinstance(value, dict):
        return {name: as_given(each) for name, each in value.items()}
    if isinstance(value, list):
        return [as_given(each) for each in value]
    return value


def identity(value: Plain) -> bytes:
    """Return a form of a value for comparison, in which ``1``, ``"1"`` and ``true`` differ."""
    return msgspec.json.encode(value)
