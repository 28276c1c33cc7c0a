"""Where each value of front matter is in the text of its file, whatever format it is in."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

import msgspec

from generator.reading.fields.values import Plain

Given = str | int | float | bool | date | datetime | None | list["Given"] | dict[str, "Given"]
"""A value to write into front matter."""

Style = Literal["scalar", "block", "flow", "table", "tables", "unclear"]
"""How a value is written: as text, on lines of its own, in brackets, below ``[name]`` (TOML) or several ``[[name]]``.

``unclear`` is whatever we do not change, such as TOML's dotted names.
"""


class AmbiguousEdit(ValueError):
    """There is no certain way to make a change that leaves the rest as it is."""


class Node(msgspec.Struct):
    """A value from ``start`` to ``end``, in characters of the text, with what is inside it.

    ``values`` are the items of a list, or the values of a mapping, whose names are at ``keys`` (of text: none).
    """

    start: int
    end: int
    style: Style = "scalar"
    keys: list[Node] = []
    values: list[Node] = []

    @property
    def leaves(self) -> list[Node]:
        """The texts inside, and the names."""
        if not self.values:
            return [self]
        return [*self.keys, *(leaf for each in self.values for leaf in each.leaves)]


class Splice(msgspec.Struct, frozen=True):
    """Another text for what is from ``start`` to ``end``."""

    start: int
    end: int
    text: str


def plain(given: Given) -> Plain:
    """A value as it is read again: times are text."""
    if isinstance(given, dict):
        return {name: plain(each) for name, each in given.items()}
    if isinstance(given, list):
        return [plain(each) for each in given]
    return given.isoformat() if isinstance(given, date) else given


def as_given(value: Plain) -> Given:
    """A value of front matter, to write it again."""
    if isinstance(value, dict):
        return {name: as_given(each) for name, each in value.items()}
    if isinstance(value, list):
        return [as_given(each) for each in value]
    return value


def identity(value: Plain) -> bytes:
    """A form of a value in which only equal values are equal: ``1``, ``"1"`` and ``true`` are not."""
    return msgspec.json.encode(value)
