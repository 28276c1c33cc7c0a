"""Splits a file's text into front matter and body, and reads the front matter: fences, YAML and TOML.

We use python-frontmatter's handlers, but strictly: they ``detect`` the format, ``split`` at the fences, and
``load`` the block. We do not use its ``parse``, which silently treats a file whose front matter it cannot
find as one without any. Broadsheet never rewrites an editor's file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from frontmatter.default_handlers import BaseHandler, YAMLHandler

from generator.model.problems import Problem
from generator.reading import toml_values, withholding, yaml_values
from generator.reading.source_text import CONTROL, SourceText
from generator.reading.values import Entry, Fault, Faults

LARGEST = 64 * 1024
"""The most characters in front matter."""

_EXAMPLE = 'begin the file with `---`, `title: "..."` and `---`, each on a line of its own'


class FrontMatter(msgspec.Struct, frozen=True):
    """The fields of a file by their names as written, in order, and the ``sign`` between name and value."""

    entries: Mapping[str, Entry]
    line: int
    sign: str


class Parts(msgspec.Struct, frozen=True):
    """The two parts of a file: front matter (``None`` if it has errors), and the body from ``first_line`` on."""

    front: FrontMatter | None
    body: str
    first_line: int
    problems: tuple[Problem, ...] = ()


class StrictYAML(YAMLHandler):
    """YAML between ``---`` and ``---`` (or ``...``, YAML's own end marker)."""

    FM_BOUNDARY = re.compile(r"---[ \t]*\n")
    CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
    SIGN = ":"

    def split(self, text: str) -> tuple[str, str]:
        """Block and body, to the letter.

        :raises ValueError: if no line closes the block.
        """
        return _split(self, text)

    def load(self, fm: str, **kwargs: object) -> dict[str, Any]:
        """The fields by name, each an ``Entry``.

        :raises Faults: with what is wrong in the block.
        """
        return yaml_values.load(fm)


class StrictTOML(BaseHandler):
    """TOML between ``+++`` and ``+++``, read by the standard library (python-frontmatter needs another package)."""

    FM_BOUNDARY = re.compile(r"\+\+\+[ \t]*\n")
    CLOSING = re.compile(r"^\+\+\+[ \t]*(?:\n|\Z)", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "+++"
    SIGN = " ="

    def split(self, text: str) -> tuple[str, str]:
        """Block and body, to the letter.

        :raises ValueError: if no line closes the block.
        """
        return _split(self, text)

    def load(self, fm: str) -> dict[str, Any]:
        """The fields by name, each an ``Entry``.

        :raises Faults: with what is wrong in the block.
        """
        return toml_values.load(fm)


_HANDLERS: tuple[StrictYAML | StrictTOML, ...] = (StrictYAML(), StrictTOML())


def read(source: SourceText, adopt: bool = False) -> Parts:
    """The parts of a file. With ``adopt``, the first of two fields counts, unless it dates or withholds a story."""
    start = len(source.text) - len(source.text.lstrip("\n"))
    text, line = source.text[start:], start + 1
    for handler in _HANDLERS:
        if handler.detect(text):
            return _parts(handler, source, text, line, adopt)
    return Parts(None, "", line, (_no_fence(source, text, line),))


def _parts(handler: StrictYAML | StrictTOML, source: SourceText, text: str, line: int, adopt: bool) -> Parts:
    try:
        block, body = handler.split(text)
    except ValueError:
        return Parts(None, "", line, (_unclosed(handler, source, text, line),))
    first_line = line + 2 + block.count("\n")
    if len(block) > LARGEST:
        message = f"the front matter is longer than {LARGEST // 1024} KB"
        return Parts(None, body, first_line, (source.problem(line, 0, message, "move its text into the story"),))
    if CONTROL.search(block):  # source_text.py reports it with all other hidden characters
        return Parts(None, body, first_line)
    block = "\n" * line + block  # so that line numbers are those of the file
    problems: tuple[Problem, ...] = ()
    try:
        entries = handler.load(block)
    except Faults as found:
        once = _without(block, found.faults) if adopt else ""
        problems = tuple(_told(each, source, bool(once)) for each in found.faults)
        if not once or any(problem.level == "error" for problem in problems):
            return Parts(None, body, first_line, problems)
        entries = handler.load(once)
    return Parts(FrontMatter(entries, line, handler.SIGN), body, first_line, problems)


def _told(fault: Fault, source: SourceText, left_out: bool) -> Problem:
    """A fault as a problem: a warning if it is ``left_out`` and does not affect who can see the story, and when."""
    if not left_out or (fault.again and withholding.matters(fault.again)):
        fix = "keep the right one; if there are two, other programs use the last" if left_out else fault.fix
        return source.problem(fault.line, fault.column, fault.message, fix)
    return source.problem(fault.line, fault.column, fault.message, fault.fix, "warning")


def _without(block: str, faults: Iterable[Fault]) -> str:
    """The block without repeated fields, all others on their lines; empty if there are other faults than those."""
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


def _no_fence(source: SourceText, text: str, line: int) -> Problem:
    if not text.strip():
        return source.problem(0, 0, "the file is empty", _EXAMPLE)
    if re.match(r"[-+]{3}", text.lstrip()):
        fix = "take out everything on that line but `---`, and anything before it"
        return source.problem(line, 1, "the first line is not just `---`, so no front matter begins", fix)
    if text.startswith("{"):
        return source.problem(line, 1, "front matter in JSON is not supported", _EXAMPLE)
    return source.problem(line, 1, "the file does not begin with front matter", _EXAMPLE)


def _unclosed(handler: StrictYAML | StrictTOML, source: SourceText, text: str, line: int) -> Problem:
    """A problem for a missing closing fence, which most likely belongs before the first blank line."""
    fence = handler.START_DELIMITER
    lines = text.split("\n")[1:]
    after = next((number for number, each in enumerate(lines) if not each.strip()), len(lines))
    message = f"the front matter that this `{fence}` opens is never closed"
    return source.problem(line, 1, message, f"put a line `{fence}` after line {line + after}")
