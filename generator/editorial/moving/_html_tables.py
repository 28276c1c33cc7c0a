"""Turns tables and the text of code into Markdown, including text between their rows and lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bs4.element import NavigableString, PreformattedString, Tag

from generator.editorial.importers._markdown_blocks import table_cell, table_row
from generator.editorial.moving._elements import EDGES, UNHEARD

_CELLS, _ROWS = ("td", "th"), ("colgroup", "thead", "tbody", "tfoot", "tr")


def table(parts: Any, el: Tag, tags: set[str]) -> str:
    """Return a table. Text outside its cells comes before it, as in browsers."""
    rows = [row.find_all(_CELLS, recursive=False) for row in el.find_all("tr") if row.find_parent("table") is el]
    below = dict[int, int]()
    cells = [[*_cells(parts, row, tags, below)] for row in rows if row]
    before = _block("".join(_outside_cells(parts, el, tags)).strip())
    if not cells:
        return before
    width = max(map(len, cells))
    headed = all(cell.name == "th" for cell in next(filter(None, rows))) or el.find("thead") is not None
    head, rest = (cells[0], cells[1:]) if headed else ([""] * width, cells)
    return before + _block("\n".join(table_row(each, width) for each in (head, ["---"] * width, *rest)))


def _outside_cells(parts: Any, el: Tag, tags: set[str]) -> Iterator[str]:
    """Yield the caption of a table, and the text between its rows and cells."""
    for each in el.children:
        if isinstance(each, Tag) and each.name in _CELLS and el.name == "tr":
            yield " "
        elif isinstance(each, Tag) and each.name != "table" and (each.name in _ROWS or each.find("tr")):
            yield from (" ", *_outside_cells(parts, each, tags), " ")
        else:
            yield parts.process_element(each, parent_tags=tags)


def _cells(parts: Any, row: list[Tag], tags: set[str], below: dict[int, int]) -> Iterator[str]:
    """Yield the cells of a row, with empty ones for columns that a cell to the left or above spans.

    ``below`` maps the columns that cells of the rows above span to the number of rows that they still span.
    """
    column, taken = 0, {at: rows - 1 for at, rows in below.items() if rows}
    for cell in row:
        while below.get(column):
            yield ""
            column += 1
        width = _span(cell, "colspan")
        yield from (table_cell(parts.inside(cell, {*tags, "_cell"})), *[""] * (width - 1))
        taken |= dict.fromkeys(range(column, column + width), _span(cell, "rowspan") - 1)
        column += width
    below.clear()
    below.update(taken)


def _span(cell: Tag, name: str) -> int:
    written = str(cell.get(name) or "")
    return max(1, min(int(written), 50)) if written.isascii() and written.isdecimal() and len(written) < 4 else 1


def code_in(el: Tag) -> str:
    """Return the text of code, with a line break wherever a block or ``br`` ends the line."""
    made = list[str]()
    _add_code(el, made)
    return "".join(made)


def _add_code(el: Tag, made: list[str]) -> None:
    for each in el.children:
        if isinstance(each, Tag) and each.name not in UNHEARD:
            edge = "\n" if each.name in EDGES else ""
            made.append(edge if made and not made[-1].endswith("\n") and each.name != "br" else "")
            _add_code(each, made)
            made.append(edge)
        elif isinstance(each, NavigableString) and not isinstance(each, PreformattedString):
            made.append(str(each))


def _block(made: str) -> str:
    return f"\n\n{made}\n\n" if made else ""
