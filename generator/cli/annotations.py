"""Formats findings as workflow commands, so that GitHub Actions shows them next to the lines of a commit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generator.model.problems import Finding, Level, Problem
from generator.model.safe_paths import shown

MOST = 10
"""How many errors, and how many warnings, GitHub shows for one step of a job. It silently drops the rest."""


def log_lines(findings: Iterable[Finding], folder: str = "") -> Iterator[str]:
    """Yield the lines for the log, at most ``MOST`` of each level. If there are more, the last line says how many.

    ``folder`` is the site's folder in the repository, with a slash at its end; empty if the site is at the root.
    """
    every = tuple(findings)
    levels: tuple[Level, ...] = ("error", "warning")
    for level in levels:
        found = _spread([each for each in every if each.problem.level == level])
        listed = found if len(found) <= MOST else found[: MOST - 1]
        yield from (annotation(each.check or "build", each.problem, folder) for each in listed)
        if more := len(found) - len(listed):
            yield f"::{level} title={more} more::{_data(f'{more:,} more like these: see the summary of the run')}"


def _spread(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings, with the first of each file before all others."""
    first = {each.problem.path: each for each in reversed(findings)}
    ids = {*map(id, first.values())}
    return sorted(findings, key=lambda each: id(each) not in ids)


def annotation(check: str, problem: Problem, folder: str = "") -> str:
    """Return one line for the log: ``::warning file=content/a.md,line=3,title=...::what is wrong``."""
    place = {"file": folder + problem.path, "line": problem.line or "", "col": problem.column or "", "title": check}
    values = ",".join(f"{name}={_value(str(value))}" for name, value in place.items() if value)
    return f"::{problem.level} {values}::{_data(f'{problem.message}. {problem.fix}')}"


def _data(text: str) -> str:
    text = "\n".join(map(shown, text.splitlines()))
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
