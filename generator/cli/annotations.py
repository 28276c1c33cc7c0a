"""Formats findings as workflow commands, so that GitHub Actions shows them beside the lines of a pull request."""

from __future__ import annotations

from generator.model.problems import Problem
from generator.model.safe_paths import shown


def annotation(check: str, problem: Problem) -> str:
    """Return one line for the log: ``::warning file=content/a.md,line=3,title=...::what is wrong``."""
    place = {"file": problem.path, "line": problem.line or "", "col": problem.column or "", "title": check}
    values = ",".join(f"{name}={_value(str(value))}" for name, value in place.items() if value)
    return f"::{problem.level} {values}::{_data(f'{problem.message}. {problem.fix}')}"


def _data(text: str) -> str:
    text = "\n".join(map(shown, text.splitlines()))
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
