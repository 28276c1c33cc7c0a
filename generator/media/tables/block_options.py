"""Reads the values of a block that shows a data file: columns by name, numbers, yes or no; and finds what is wrong."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Literal

import msgspec
from msgspec.structs import replace

from generator.model.data_table import Column, DataTable
from generator.text.columns import column
from generator.text.numerals import AmbiguousNumber

_DECIMALS = {".": ".", ",": ",", "point": ".", "comma": ","}
_YES, _NO = ("true", "yes"), ("false", "no")


class OptionFault(msgspec.Struct, frozen=True):
    """A problem with the value ``key`` of a block, and the fix; ``key`` is empty for the data file."""

    key: str
    message: str
    fix: str
    level: Literal["error", "warning"] = "error"


class BlockOptions:
    """A data file and the values of the block that shows it. ``misfits`` collects what is wrong with them."""

    def __init__(self, table: DataTable, values: Mapping[str, str], language: str, file: str) -> None:
        self.table, self.language, self.file = table, language, file
        self.misfits: list[OptionFault] = []
        self._values = values
        self._columns: dict[str, Column] = {}
        self._in_doubt: dict[str, str] = {}  # how to make a column one of numbers
        self._decimal = self._chosen("decimal", _DECIMALS)

    def _chosen(self, key: str, allowed: Mapping[str, str]) -> str:
        written = self._values.get(key, "").strip()
        if written and written not in allowed:
            self.say(key, f'`{key}="{written}"` is not a possible value', f"choose one of: {', '.join(allowed)}")
        return allowed.get(written, "")

    def say(self, key: str, message: str, fix: str, level: Literal["error", "warning"] = "error") -> None:
        """Add a problem to the misfits, once. ``key`` is that of the value; empty for the data file."""
        if (found := OptionFault(key, message, fix, level)) not in self.misfits:
            self.misfits.append(found)

    def text(self, key: str) -> str:
        """Return a value as written; empty if it is missing."""
        return self._values.get(key, "").strip()

    def yes(self, key: str) -> bool:
        """Whether a value is true; a value that is neither true nor false is a misfit."""
        written = self.text(key).lower()
        if written and written not in (*_YES, *_NO):
            self.say(
                key, f'`{key}="{self.text(key)}"` is neither true nor false', f"write `{key}=true`, or leave it out"
            )
        return written in _YES

    def whole(self, key: str) -> int:
        """Return a whole number of at least 1; 0 if there is no value."""
        written = self.text(key)
        if written and not (written.isascii() and written.isdigit() and len(written) < 6 and int(written)):
            self.say(
                key, f'`{key}="{written}"` is not a whole number of at least 1', f"write a number, as in `{key}=20`"
            )
            return 0
        return int(written or 0)

    def names(self, key: str) -> tuple[str, ...]:
        """Return the columns that a value names, with commas between them; names of missing columns are misfits."""
        parts, found = self.text(key).split(",") if self.text(key) else [], []
        while parts:
            count = next((n for n in range(len(parts), 0, -1) if ",".join(parts[:n]).strip() in self.table.names), 0)
            name = ",".join(parts[: count or 1]).strip()
            found.append(name if count else self.named(key, name))
            parts = parts[count or 1 :]
        return tuple(each for each in found if each)

    def named(self, key: str, name: str) -> str:
        """Return the name of a column, whose letter case may differ; empty and a misfit if it does not exist."""
        if name in self.table.names:
            return name
        folded = {each.casefold(): each for each in self.table.names}
        if name.casefold() in folded:
            return folded[name.casefold()]
        near = difflib.get_close_matches(name.casefold(), folded, 1)
        fix = f"did you mean `{folded[near[0]]}`?" if near else f"its columns: {_listed(self.table.names)}"
        self.say(key, f"{self.file} has no column `{name}`", fix)
        return ""

    def column(self, name: str, numeric: str = "") -> Column:
        """Return a column by its name. ``numeric`` is the key of the value that requires numbers in it, if any."""
        if name not in self._columns:
            self._columns[name], doubt = column(
                name, self.table.column(name), self.language, self.table.typed, self._decimal
            )
            if doubt:
                self._say_doubt(name, doubt)
        found = self._columns[name]
        if numeric and found.kind not in ("number", "year"):
            self.say(numeric, f"`{name}` in {self.file} is not a column of numbers", self._example(found))
        return found

    def _example(self, found: Column) -> str:
        if found.name in self._in_doubt:
            return self._in_doubt[found.name]
        numbers = [name for name in self.table.names if self.column(name).kind == "number"]
        if numbers:
            return f"choose a column of numbers: {_listed(numbers)}"
        return f"write numbers in digits, without words: `{next(filter(None, found.written), '')}` is not one"

    def _say_doubt(self, name: str, doubt: AmbiguousNumber) -> None:
        cell, line = self.table.column(name)[doubt.cell].strip(), self.table.lines[doubt.cell]
        where = f"`{cell}` in line {line} of {self.file}"
        if len(doubt.signs) > 1:
            message, fix = f"{where} can be read as two numbers", 'write `decimal=","` or `decimal="."` in this block'
        elif doubt.signs:
            message = f"{where} is not a number in the story's language"
            fix = f'if `{doubt.signs[0]}` is the decimal sign, write `decimal="{doubt.signs[0]}"` in this block'
        else:
            message = f"{where} is not a number like the others"
            fix = "leave the cell empty if there is no number, or write it like the others"
        self._in_doubt[name] = fix
        self.say("decimal", f"{message}, so `{name}` is shown as it is written", fix, "warning")

    def labelled(self, columns: Sequence[Column]) -> tuple[Column, ...]:
        """Return the columns with the names for readers in ``labels``, if there are any."""
        labels = [each.strip() for each in self.text("labels").split(",")] if self.text("labels") else []
        if labels and len(labels) != len(columns):
            message = f"`labels` has {len(labels)} names for {len(columns)} columns"
            self.say("labels", message, "write one for each column that is shown, with commas between them")
            return tuple(columns)
        if not labels:
            return tuple(columns)
        return tuple(replace(each, name=label) for each, label in zip(columns, labels, strict=True))

    def order(self) -> Sequence[int]:
        """Return the rows in the order that ``sort`` asks for: by a column, descending with `-` before its name.

        Rows without a value come last.
        """
        written = self.text("sort")
        name = self.named("sort", written.removeprefix("-").strip()) if written else ""
        rows = range(len(self.table.rows))
        if not name:
            return rows
        column, down = self.column(name), written.startswith("-") and written not in self.table.names
        there = [
            row for row in rows if (column.values[row] if column.values else column.written[row]) not in (None, "")
        ]
        missing = {*rows}.difference(there)
        return [*sorted(there, key=lambda row: _key(column, row), reverse=down), *sorted(missing)]


def _key(column: Column, row: int) -> tuple[Decimal, str, str]:
    value = column.values[row] if column.values else None
    words = "" if column.values else column.written[row]
    return value or Decimal(0), words.casefold(), words


def _listed(names: Iterable[str]) -> str:
    shown = list(names)
    return f"{', '.join(shown[:12])}{', …' if len(shown) > 12 else ''}"
