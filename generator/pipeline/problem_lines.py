"""Adds the lines of problems that were found by code without the text of the file.   [disk]"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec.structs import replace

from generator.model.problems import Problem
from generator.reading import scan
from generator.reading.formats import toml_lines
from generator.reading.inputs import ContentFile


def with_lines(problems: Iterable[Problem], site: Path, copy: Iterable[ContentFile]) -> Iterator[Problem]:
    """Add the text of the line to problems with copy, and the line and its text to problems with settings."""
    without = defaultdict[str, list[Problem]](list)  # by path, so that each file is read once
    for problem in problems:
        if problem.path == "site.toml" and not problem.line:
            yield _at_setting(problem, site)
        elif problem.source or not problem.line:
            yield problem
        else:
            without[problem.path].append(problem)
    known = {each.path: each for each in copy if each.path in without}
    for path, group in without.items():
        lines = scan.bytes_of(site, known[path]).decode("utf-8-sig", "replace").splitlines() if path in known else []
        for problem in group:
            yield replace(problem, source=lines[problem.line - 1]) if problem.line <= len(lines) else problem


def _at_setting(problem: Problem, site: Path) -> Problem:
    """The problem with the line of the first setting or value that its message names."""
    named, file = re.findall(r"`\[*([^`\[\]]+)\]*`", problem.message), site / "site.toml"
    if not named or not file.is_file():
        return problem
    text = file.read_text(encoding="utf-8-sig", errors="replace")
    places = (toml_lines.place_of(text, each) for each in named)
    line, column = next((each for each in places if each[0]), (0, 0))
    return replace(problem, line=line, column=column, source=text.splitlines()[line - 1]) if line else problem
