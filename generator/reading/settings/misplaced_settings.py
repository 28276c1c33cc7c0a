"""Fixes for settings in site.toml that are below the wrong ``[table]`` line.

In TOML, everything below such a line belongs to its table, up to the next one, so settings of the site come first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_HEADER = re.compile(r"\s*(\[.*\])\s*(?:#.*)?")


def of_site(text: str, names: Sequence[str]) -> str:
    """Return the fix for settings of the whole site that are in a table."""
    these, lines = ("this line", "it is a setting") if len(names) == 1 else ("these lines", "they are settings")
    line, header = _first_header(text)
    others = f" ({_listed(names)})" if len(names) > 1 else ""
    return f"{lines} of the whole site{others}: move {these} above `{header}` on line {line}, the first table"


def of_other_table(tables: Sequence[str]) -> str:
    """Return the fix for a setting that belongs to other tables."""
    return f"write it below a line `[{tables[0]}]`"


def tables_of(name: str, fields: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the tables that have a setting of this name. ``fields`` has the names of the settings in each table."""
    return [table for table, known in fields.items() if name in known]


def _first_header(text: str) -> tuple[int, str]:
    for number, line in enumerate(text.splitlines(), 1):
        if found := _HEADER.fullmatch(line):
            return number, found[1]
    return 1, "[table]"


def _listed(names: Sequence[str]) -> str:
    few = ", ".join(f"`{each}`" for each in names[:4])
    return f"{few} and {len(names) - 4} more" if len(names) > 4 else few
