"""The report on adopted copy: what was kept, guessed and dropped, by kind, with the first few examples of each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from generator.model.problems import Outcome, Problem

_EXAMPLES = 3
_HEADINGS: dict[Outcome, str] = {
    "kept": "Kept as extras, which layouts can show:",
    "guessed": "Guessed:",
    "dropped": "Dropped; readers do not see it:",
    "": "To look at:",
}
_PARTICULAR = re.compile(r"`[^`]*`|\bcontent/\S+|(?<!\S)/\S+|<[^<>]+>|\d[\d,.:-]*")


def lines(warnings: Iterable[Problem]) -> Iterator[str]:
    """The lines of the report: each kind of warning with its count, and where its first examples are."""
    kinds: dict[Outcome, dict[str, list[Problem]]] = {outcome: defaultdict(list) for outcome in _HEADINGS}
    for each in warnings:
        kinds[each.outcome][_kind(each)].append(each)
    for outcome, groups in kinds.items():
        if groups:
            yield _HEADINGS[outcome]
        for problems in sorted(groups.values(), key=lambda found: (-len(found), found[0])):
            yield from _group(problems)
    if any(kinds.values()):
        yield "All of them, with their lines and fixes: broadsheet build --adopt --json"


def _kind(problem: Problem) -> str:
    """What a message says about all that it could be about: without names, paths and numbers."""
    return _PARTICULAR.sub("…", problem.message)


def _group(problems: list[Problem]) -> Iterator[str]:
    times = "once" if len(problems) == 1 else f"{len(problems)} times"
    yield f"  {times}: {problems[0].message}"
    for each in problems[:_EXAMPLES]:
        where = ":".join(str(part) for part in (each.path, each.line, each.column) if part)
        yield f"      {where}" + (f"  {each.message}" if each.message != problems[0].message else "")
    if problems[0].fix:
        yield f"      fix: {problems[0].fix}"
