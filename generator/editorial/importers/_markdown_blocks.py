"""Writes pieces of Markdown: lines, links, code, rows of tables, and what is within lists and quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.editorial.importers._markdown import inline, unstarted

_WEB = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")


def inline_text(text: str | None) -> str:
    """Return the Markdown of text between tags, with each run of white space as one space."""
    return inline(_SPACE.sub(" ", text)) if text else ""


def paragraph(run: str) -> Iterator[str]:
    """Yield a run of text as a paragraph, if it is not blank."""
    line = one_line(run)
    if line:
        yield unstarted(line)


def one_line(run: str) -> str:
    """Return a run of text without white space at its ends, and without line breaks there."""
    lines = [_SPACE.sub(" ", each).strip(" ") for each in run.split("\\\n")]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\\\n".join([lines[0], *map(unstarted, lines[1:])]) if lines else ""


_TAGS = {"*": "em", "**": "strong", "~~": "del"}


def marked(inside: str, mark: str, before: str, after: str) -> str:
    """Return emphasised text; the marks must touch it, so white space at its ends is outside them.

    ``before`` and ``after`` are the characters around it, empty next to other markup. Markdown does not recognise marks
    between a letter and punctuation, or next to other marks. There, HTML is used.
    """
    bare = inside.strip()
    if not mark or not bare or mark[0] in bare or bare.endswith("\\"):
        return inside
    left, _, right = inside.partition(bare)
    first, last = (left or before)[-1:], (right or after)[:1]
    is_mark = (
        first and last and (bare[0].isalnum() or not first.isalnum()) and (bare[-1].isalnum() or not last.isalnum())
    )
    tag = _TAGS[mark]
    return f"{left}{mark}{bare}{mark}{right}" if is_mark else f"{left}<{tag}>{bare}</{tag}>{right}"


def link(inside: str, address: str) -> str:
    """Return a link, or only its text if the address is not on the web or for email."""
    if not inside.strip() or not _WEB.fullmatch(address) or "](" in inside:
        return inside
    bare = inside.strip(" \n")
    left, _, right = inside.partition(bare)
    return f"{left}[{bare}](<{address}>){right}"


def longest_run(text: str) -> int:
    """Return the length of the longest run of backticks in a text."""
    return max(map(len, re.findall("`++", text)), default=0)


def code(text: str) -> Iterator[str]:
    """Yield a block of code, if it is not blank."""
    fence = "`" * max(3, longest_run(text) + 1)
    body = text.strip("\n").replace("\r\n", "\n").replace("\r", "\n")
    if body.strip():
        yield f"{fence}\n{body}\n{fence}"


def code_span(text: str) -> str:
    """Return code within a line."""
    code = _SPACE.sub(" ", text).strip()
    mark = "`" * (longest_run(code) + 1)
    pad = " " if code.startswith("`") or code.endswith("`") else ""
    return f"{mark}{pad}{code}{pad}{mark}" if code else ""


def table_cell(run: str) -> str:
    """Return what is in a cell of a table, on one line."""
    return one_line(run).replace("\\\n", " ").replace("|", "\\|")


def table_row(cells: Sequence[str], width: int) -> str:
    """Return a row of a table, filled up to a number of cells."""
    return f"| {' | '.join([*cells, *[''] * (width - len(cells))])} |"


def prefixed(text: str, first: str, others: str) -> Iterator[str]:
    """Yield ``text`` with ``first`` before its first line, and ``others`` before those below."""
    if text:
        head, *rest = text.split("\n")
        yield "\n".join([first + head, *((others + line).rstrip() for line in rest)])


def list_item(blocks: Sequence[str]) -> str:
    """Return the blocks of a list's item; a list within it follows its text directly."""
    text = ""
    for block in blocks:
        tight = re.match(r"- |\d{1,9}\. ", block) and text
        text += ("\n" if tight else "\n\n" if text else "") + block
    return text


def joined(items: Sequence[str]) -> Iterator[str]:
    """Yield the items of a list, with blank lines between them if one has several blocks."""
    if items:
        loose = any("\n\n" in item for item in items)
        yield ("\n\n" if loose else "\n").join(items)
