"""Keeps fields of adopted copy that have the name of one of Broadsheet's fields, but another meaning."""

from __future__ import annotations

from collections.abc import MutableMapping

from generator.model.problems import Problem
from generator.reading.fields.names import has_value
from generator.reading.fields.table import Field
from generator.reading.fields.types import Reader
from generator.reading.fields.values import FrontMatterEntry
from generator.reading.withholding import checks as withholding


def taken(
    known: MutableMapping[str, tuple[Field, FrontMatterEntry]], reader: Reader, adopt: bool
) -> tuple[dict[str, object], list[FrontMatterEntry]]:
    """Return the values of the known fields, by the manuscript's names, and the fields that are kept as extras.

    In adopted copy, a field whose value Broadsheet cannot read is removed from ``known`` and kept as an extra, with a
    warning. Without ``adopt``, such a value is an error.
    """
    given: dict[str, object] = {}
    others: list[FrontMatterEntry] = []
    for name, (each, entry) in [*known.items()]:
        if not has_value(each, entry.value):
            continue
        before = len(reader.problems)
        meant = reader.take(entry, each.read)
        if adopt and each.ours and any(found.level == "error" for found in reader.problems[before:]):
            wrong = next(each for each in reader.problems[before:] if each.level == "error")
            del reader.problems[before:]
            if not any(withholding.asked({entry.name: entry}, True)):  # that is reported later
                _say_kept(entry, wrong, reader)
            others.append(entry)
            del known[name]
        else:
            given[name] = meant
    return given, others


def _say_kept(entry: FrontMatterEntry, wrong: Problem, reader: Reader) -> None:
    message = f"`{entry.name}` is kept as an extra: {wrong.message}"
    fix = f"rename it if it is a field of your own; otherwise {wrong.fix}"
    where = (wrong.line or entry.line, wrong.column)
    reader.problems.append(reader.source.problem(*where, message, fix, "warning", "kept"))
