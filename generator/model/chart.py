"""Tables and charts as layouts see them: text and drawings that are ready for a page."""

from __future__ import annotations

from typing import Literal

import msgspec

ChartType = Literal["bar", "column", "line", "area", "dot"]
"""Horizontal bars, upright columns, lines, areas, and dots (one for each name, or for each pair of numbers)."""


class Drawing(msgspec.Struct, frozen=True):
    """Elements of an SVG that is as wide as the page allows. Texts in it are escaped."""

    marks: str

    def __html__(self) -> str:
        return self.marks


class ColumnHeading(msgspec.Struct, frozen=True):
    """The heading of a column, and whether its cells are numbers, which are aligned at their end."""

    name: str
    numeric: bool = False


class ShownTable(msgspec.Struct, frozen=True):
    """A table as readers see it. ``rest`` are the rows after those that are shown at first.
    ``total`` has the sum of each column, or "" for a column without one.
    """

    headings: tuple[ColumnHeading, ...]
    rows: tuple[tuple[str, ...], ...]
    rest: tuple[tuple[str, ...], ...] = ()
    total: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """The number of rows."""
        return len(self.rows) + len(self.rest)


class LegendEntry(msgspec.Struct, frozen=True):
    """An entry of a chart's key: the name of a series, and what it looks like."""

    name: str
    swatch: Drawing


class Panel(msgspec.Struct, frozen=True):
    """One drawing of a chart: its ``title`` if there are several, and its height in pixels.
    ``gutter`` is the width of the labels next to it, in digits.
    """

    title: str
    drawing: Drawing
    height: int
    gutter: int = 0


class Chart(msgspec.Struct, frozen=True):
    """A chart as readers see it, and the table with its data."""

    type: ChartType
    panels: tuple[Panel, ...]
    key: tuple[LegendEntry, ...]
    table: ShownTable
