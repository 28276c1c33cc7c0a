"""Splits a file's text into front matter and body, and reads the front matter: fences, YAML and TOML.

We use python-frontmatter's handlers, but strictly: they ``detect`` the format, ``split`` at the fences, and
``load`` the block. We do not use its ``parse``, which silently treats a file whose front matter it cannot
find as one without any. Broadsheet never rewrites an editor's file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

import msgspec
from frontmatter.default_handlers import BaseHandler, YAMLHandler

from generator.model.problems import Problem
from generator.reading.adopted import header
from generator.reading.fields.values import FieldFaults, FrontMatterEntry
from generator.reading.formats import toml_values, yaml_values
from generator.reading.formats.source_text import CONTROL, SourceText

LARGEST = 64 * 1024
"""The most characters in front matter."""

_NOTES = frozenset({"readme", "license", "licence", "changelog", "contributing", "todo"})
"""Names of files for the people who work on a site, not for its readers."""

HEADER = re.compile(r"(?:title|date|category|tags|slug|authors?|summary|status|lang|modified|template)[ \t]*:.*", re.I)
"""The first line of a file whose fields have no fence, as in Pelican and MultiMarkdown."""

_LIKE_FENCE = re.compile(r"\s*(?:[-+\N{EN DASH}\N{EM DASH}\N{HORIZONTAL BAR}=*_~]\s*){1,9}")
"""A line that was probably meant to close the front matter."""

_FIX_SUPERSEDED = "put a line `---` above and below the fields, write each field once, and indent none of them"
_EXAMPLE = 'begin the file with `---`, `title: "..."` and `---`, each on a line of its own'


class FrontMatter(msgspec.Struct, frozen=True):
    """The fields of a file, in order, by their names as written.

    ``line`` is the line on which the front matter begins; ``sign`` separates names from values (``:`` or `` =``). In
    adopted copy, ``superseded`` are the fields with another one of the same name below them, and ``spaced`` says that
    spaces may separate tags.
    """

    entries: Mapping[str, FrontMatterEntry]
    line: int
    sign: str
    superseded: tuple[FrontMatterEntry, ...] = ()
    spaced: bool = True


class SplitFile(msgspec.Struct, frozen=True):
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
        """Return block and body, unchanged.

        :raises ValueError: if no line closes the block.
        """
        return _split(self, text)

    def load(self, fm: str, **kwargs: object) -> dict[str, Any]:
        """Return the fields by name, each a ``FrontMatterEntry``.

        :raises FieldFaults: with the faults in the block.
        """
        return yaml_values.load(fm)


class StrictTOML(BaseHandler):
    """TOML between ``+++`` and ``+++``, read by the standard library (python-frontmatter needs another package)."""

    FM_BOUNDARY = re.compile(r"\+\+\+[ \t]*\n")
    CLOSING = re.compile(r"^\+\+\+[ \t]*(?:\n|\Z)", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "+++"
    SIGN = " ="

    def split(self, text: str) -> tuple[str, str]:
        """Return block and body, unchanged.

        :raises ValueError: if no line closes the block.
        """
        return _split(self, text)

    def load(self, fm: str) -> dict[str, Any]:
        """Return the fields by name, each a ``FrontMatterEntry``.

        :raises FieldFaults: with the faults in the block.
        """
        return toml_values.load(fm)


_HANDLERS: tuple[StrictYAML | StrictTOML, ...] = (StrictYAML(), StrictTOML())


def read(source: SourceText) -> SplitFile:
    """Split a file into its front matter and its body."""
    start = len(source.text) - len(source.text.lstrip("\n"))
    text, line = source.text[start:], start + 1
    for handler in _HANDLERS:
        if handler.detect(text):
            return _parts(handler, source, text, line)
    if HEADER.match(text) and (parts := _header(source, text, line)):
        return parts
    return SplitFile(None, "", line, (_no_fence(source, text, line),))


def _header(source: SourceText, text: str, line: int) -> SplitFile | None:
    """Split a file with a title and other fields above the first blank line, and no fences; None if it is not one."""
    lines = text.split("\n")
    length = header.length(lines)
    if length < 2 or length == len(lines) or lines[length].strip():
        return None
    entries, superseded = header.fields("\n".join(lines[:length]), line)
    if not any(name.casefold() == "title" for name in entries):
        return None
    message = "the fields are read without `---` above and below them, as in Pelican"
    unfenced = source.problem(line, 1, message, "put a line `---` above and below the fields", "warning")
    ignored = (
        source.problem(each.line, each.column, f"`{each.name}` does not count", _FIX_SUPERSEDED) for each in superseded
    )
    return SplitFile(FrontMatter(entries, line, ":"), "\n".join(lines[length:]), line + length, (unfenced, *ignored))


def _parts(handler: StrictYAML | StrictTOML, source: SourceText, text: str, line: int) -> SplitFile:
    try:
        block, body = handler.split(text)
    except ValueError:
        return SplitFile(None, "", line, (_unclosed(handler, source, text, line),))
    first_line = line + 2 + block.count("\n")
    if len(block) > LARGEST:
        return SplitFile(None, body, first_line, (too_long(source, line),))
    if CONTROL.search(block):  # source_text.py reports these with all other hidden characters
        return SplitFile(None, body, first_line)
    block = "\n" * line + block  # line numbers are then those of the file
    try:
        entries = handler.load(block)
    except FieldFaults as found:
        problems = tuple(source.problem(each.line, each.column, each.message, each.fix) for each in found.faults)
        return SplitFile(None, body, first_line, problems)
    return SplitFile(FrontMatter(entries, line, handler.SIGN), body, first_line)


def too_long(source: SourceText, line: int) -> Problem:
    """Return the problem for front matter that begins on ``line`` and has more than ``LARGEST`` characters."""
    message = f"the front matter is longer than {LARGEST // 1024} KB"
    return source.problem(line, 0, message, "move its text into the story")


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
        fix = "remove everything on that line but `---`, and anything before it"
        return source.problem(line, 1, "the first line is not just `---`, so no front matter begins", fix)
    if text.startswith("{"):
        fix = f"{_EXAMPLE}, or build with --adopt, which reads JSON"
        return source.problem(line, 1, "front matter in JSON is not supported", fix)
    if HEADER.match(text) or header.OF_NIKOLA.match(text):
        program = "Pelican's" if HEADER.match(text) else "Nikola's"
        message = f"the file begins with fields, as {program} do, but not with a line `---`"
        fix = "put a line `---` above and below the fields, or build with --adopt, which reads them as they are"
        return source.problem(line, 1, message, fix)
    notes = PurePosixPath(source.path).stem.casefold() in _NOTES
    fix = (
        "move it out of content/"
        if notes
        else f"{_EXAMPLE}; if it is neither a story nor a page, move it out of content/"
    )
    return source.problem(line, 1, "the file does not begin with front matter", fix)


def _unclosed(handler: StrictYAML | StrictTOML, source: SourceText, text: str, line: int) -> Problem:
    """Return the problem for a missing closing fence, which most likely belongs before the first blank line."""
    fence = handler.START_DELIMITER
    lines = text.split("\n")[1:]
    after = next((number for number, each in enumerate(lines) if not each.strip()), len(lines))
    for number, each in enumerate(lines[: after + 2]):
        if _LIKE_FENCE.fullmatch(each):
            message = f"the front matter ends with a line `{fence}`, and `{each.strip()}` is not one"
            return source.problem(line + number + 1, 1, message, f"write `{fence}`, with nothing else on the line")
    message = f"the front matter that this `{fence}` opens is never closed"
    return source.problem(line, 1, message, f"put a line `{fence}` after line {line + after}")
