"""A file's text -> its front matter and its body: fences, YAML and TOML.

python-frontmatter's handlers do what they are made for, each strictly: ``detect`` the kind, ``split``
at the fences, ``load`` the block. Its own ``parse`` is not used: it publishes a file whose front
matter it cannot find as a story without any, and says nothing. An editor's file is never rewritten.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from frontmatter.default_handlers import BaseHandler, YAMLHandler

from generator.model.problems import Level, Problem
from generator.reading import toml_values, yaml_values
from generator.reading.source_text import CONTROL, Sheet
from generator.reading.values import Entry, Fault, Faults

LARGEST = 64 * 1024
"""Longest front matter, in characters."""

_EXAMPLE = 'begin the file with `---`, `title: "..."` and `---`, each on a line of its own'


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The fields of a file by their names as written, in their order; the ``sign`` between name and value."""

    entries: Mapping[str, Entry]
    line: int
    sign: str


@dataclass(frozen=True, slots=True)
class Parts:
    """A file in two: front matter (None where problems stand in the way), and the body from ``first_line`` on."""

    front: FrontMatter | None
    body: str
    first_line: int
    problems: tuple[Problem, ...] = ()


class StrictYAML(YAMLHandler):
    """YAML between ``---`` and ``---`` (or ``...``, YAML's own end)."""

    FM_BOUNDARY = re.compile(r"---[ \t]*\n")
    CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
    SIGN = ":"

    def split(self, text: str) -> tuple[str, str]:
        """Block and body, to the letter.

        :raises ValueError: where no line closes the block.
        """
        return _split(self, text)

    def load(self, fm: str, **kwargs: object) -> dict[str, Any]:
        """The fields by name, each an ``Entry``.

        :raises Faults: with what is wrong in the block.
        """
        return yaml_values.load(fm)


class StrictTOML(BaseHandler):
    """TOML between ``+++`` and ``+++``, by the standard library (python-frontmatter's own needs one more package)."""

    FM_BOUNDARY = re.compile(r"\+\+\+[ \t]*\n")
    CLOSING = re.compile(r"^\+\+\+[ \t]*(?:\n|\Z)", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "+++"
    SIGN = " ="

    def split(self, text: str) -> tuple[str, str]:
        """Block and body, to the letter.

        :raises ValueError: where no line closes the block.
        """
        return _split(self, text)

    def load(self, fm: str) -> dict[str, Any]:
        """The fields by name, each an ``Entry``.

        :raises Faults: with what is wrong in the block.
        """
        return toml_values.load(fm)


_HANDLERS: tuple[StrictYAML | StrictTOML, ...] = (StrictYAML(), StrictTOML())


def read(sheet: Sheet, adopt: bool = False) -> Parts:
    """The parts of a file. ``adopt``: of a field that stands there twice the first counts."""
    start = len(sheet.text) - len(sheet.text.lstrip("\n"))
    text, line = sheet.text[start:], start + 1
    for handler in _HANDLERS:
        if handler.detect(text):
            return _parts(handler, sheet, text, line, adopt)
    return Parts(None, "", line, (_no_fence(sheet, text, line),))


def _parts(handler: StrictYAML | StrictTOML, sheet: Sheet, text: str, line: int, adopt: bool) -> Parts:
    try:
        block, body = handler.split(text)
    except ValueError:
        return Parts(None, "", line, (_unclosed(handler, sheet, text, line),))
    first_line = line + 2 + block.count("\n")
    if len(block) > LARGEST:
        message = f"the front matter is longer than {LARGEST // 1024} KB"
        return Parts(None, body, first_line, (sheet.problem(line, 0, message, "move its words into the story"),))
    if CONTROL.search(block):  # named with all other hidden signs, by sheet.py
        return Parts(None, body, first_line)
    block = "\n" * line + block  # so that lines are counted as in the file
    problems: tuple[Problem, ...] = ()
    try:
        entries = handler.load(block)
    except Faults as found:
        once = _without(block, found.faults) if adopt else ""
        level: Level = "warning" if once else "error"
        problems = tuple(sheet.problem(each.line, each.column, each.message, each.fix, level) for each in found.faults)
        if not once:
            return Parts(None, body, first_line, problems)
        entries = handler.load(once)
    return Parts(FrontMatter(entries, line, handler.SIGN), body, first_line, problems)


def _without(block: str, faults: Iterable[Fault]) -> str:
    """The block without what stands there twice, all else on its line; nothing where more than fields of lines does."""
    lines = block.split("\n")
    for fault in faults:
        indent = " " * (fault.column - 1)
        if not fault.twice or lines[fault.line - 1][: fault.column - 1] != indent:
            return ""
        lines[fault.line - 1] = ""
        for below in range(fault.line, len(lines)):
            if not lines[below].startswith((f"{indent} ", f"{indent}- ")):
                break
            lines[below] = ""
    return "\n".join(lines)


def _split(handler: StrictYAML | StrictTOML, text: str) -> tuple[str, str]:
    start = handler.FM_BOUNDARY.match(text)
    end = handler.CLOSING.search(text, start.end()) if start else None
    if not start or not end:
        raise ValueError("no line closes the front matter")
    return text[start.end() : end.start()], text[end.end() :]


def _no_fence(sheet: Sheet, text: str, line: int) -> Problem:
    if not text.strip():
        return sheet.problem(0, 0, "the file is empty", _EXAMPLE)
    if re.match(r"[-+]{3}", text.lstrip()):
        fix = "take out all but `---`, and whatever stands before it"
        return sheet.problem(line, 1, "the first line is not just `---`, so no front matter begins", fix)
    if text.startswith("{"):
        return sheet.problem(line, 1, "front matter in JSON is not read", _EXAMPLE)
    return sheet.problem(line, 1, "the file does not begin with front matter", _EXAMPLE)


def _unclosed(handler: StrictYAML | StrictTOML, sheet: Sheet, text: str, line: int) -> Problem:
    """The fence is missing before the first blank line, most likely."""
    fence = handler.START_DELIMITER
    lines = text.split("\n")[1:]
    after = next((number for number, each in enumerate(lines) if not each.strip()), len(lines))
    message = f"the front matter that this `{fence}` opens is never closed"
    return sheet.problem(line, 1, message, f"put a line `{fence}` after line {line + after}")
