"""Reads site.toml line by line: its values without the lines that are not TOML, and the place of each setting."""

from __future__ import annotations

import re
import tomllib

from generator.model.problems import Problem
from generator.reading.fields.values import FieldFault, FieldFaults
from generator.reading.formats.toml_faults import Example, fault
from generator.reading.formats.toml_text import parsed

_MOST_FAULTS = 20  # lines that are not TOML and are reported
_ALONE = re.compile(r"\s*(\[.*|[\w.\"'-]+\s*=.*|[^\W\d]\w*(\s[^=\"\[\]]*)?)")  # a setting or table on one line

_HEADER = re.compile(r"\s*\[.*\]\s*(?:#.*)?")
_OPEN_HEADER = re.compile(r"\s*\[\s*([\w-]+(?:\.[\w-]+)*)\s*")


def values_of(text: str, path: str, example: Example) -> tuple[dict[str, object], list[Problem]]:
    """Return the values in a TOML file, without the lines that are not TOML, and a problem for each of these lines.
    There are no values if it is not certain which line is at fault.
    """
    lines, problems = text.split("\n"), list[Problem]()
    while True:
        try:
            return parsed("\n".join(lines)), problems
        except FieldFaults as found:
            return {}, [*problems, *(_problem(text, path, each) for each in found.faults)]
        except tomllib.TOMLDecodeError as error:
            remaining = "\n".join(lines)
            problem = _problem(remaining, path, fault(remaining, str(error), example))
        at = problem.line - 1
        alone = at < len(lines) and _ALONE.fullmatch(lines[at])
        if not problems or alone:
            problems.append(problem)
        if not alone or len(problems) == _MOST_FAULTS:
            # the fault may be on another line, and the rest would be misread
            return {}, problems
        if _HEADER.fullmatch(lines[at]):  # a second header for the same table
            end = next((n for n in range(at + 1, len(lines)) if lines[n].lstrip().startswith("[")), len(lines))
            lines[at:end] = [""] * (end - at)
            continue
        header = _OPEN_HEADER.fullmatch(lines[at])
        lines[at] = f"[{header[1]}]" if header else ""  # the lines below belong to that table


def _problem(text: str, path: str, found: FieldFault) -> Problem:
    return Problem(path, found.line, found.column, found.message, found.fix, line_of(text, found.line))


def line_of(text: str, line: int) -> str:
    """Return one line of a text, counted from 1; empty if there is none."""
    lines = text.splitlines()
    return lines[line - 1] if 0 < line <= len(lines) else ""


def place_of(text: str, name: str) -> tuple[int, int]:
    """Return the line and column of the first setting, table or value called ``name``; (0, 0) if there is none."""
    found = re.search(rf"""(?m)^[ \t]*\[*["']?({re.escape(name)})["']?[ \t]*[=.\]]""", text)
    found = found or re.search(rf"""(?m)^[^#\n]*=[^#\n]*["']({re.escape(name)})["']""", text)
    return (
        (text.count("\n", 0, found.start(1)) + 1, found.start(1) - text.rfind("\n", 0, found.start(1)))
        if found
        else (0, 0)
    )
