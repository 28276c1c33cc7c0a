"""Checks that run after all fields of a file have been read, such as for fields that have no effect in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from generator.model.problems import Outcome, Problem
from generator.model.taxonomies import own_of_column
from generator.reading.fields import formatting
from generator.reading.fields.table import FIELDS
from generator.reading.fields.types import Reader
from generator.reading.fields.values import FrontMatterEntry

_QUOTED = re.compile(r"`([^`:]+)")


def of_the_other_kind(known: Mapping[str, FrontMatterEntry], kind: str, reader: Reader, adopt: bool) -> None:
    """Report fields in a page that only stories have, or the reverse.

    ``known`` has the fields by the manuscript's names.
    """
    of_others = {each.name for each in FIELDS if each.kinds and kind not in each.kinds}
    for name, entry in known.items():
        if (name in of_others or (kind == "page" and own_of_column(name))) and not entry.value.is_empty:
            message = f"a {kind} has no `{entry.name}`, so this has no effect"
            place = "outside content/pages/ is a story" if kind == "page" else "in content/pages/ is a page"
            fix = f"remove it; a file {place}"
            outcome: Outcome = "dropped" if adopt else ""
            reader.problems.append(reader.source.problem(entry.line, entry.column, message, fix, "warning", outcome))


def lines_of_items(entry: FrontMatterEntry | None) -> dict[str, int]:
    """Return the lines of the field's items that are on separate lines, by ``related ITEM``."""
    items = entry.value.items or () if entry else ()
    return {
        f"related {' '.join(formatting.plain(each.text).split())}": each.line
        for each in items
        if entry and each.is_words and each.line and each.line != entry.line
    }


def unreported(unknown: Mapping[str, int], problems: Iterable[Problem]) -> dict[str, int]:
    """Return the unknown fields that no problem mentions."""
    reported = {(each.line, name) for each in problems for name in _QUOTED.findall(each.message)}
    return {name: line for name, line in unknown.items() if (line, name) not in reported}
