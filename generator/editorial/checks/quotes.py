"""Quotation marks that do not close.

Counted in each paragraph. A quotation may go on in the next paragraph, as long as that begins with a mark, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.editorial.checks import CheckedSite
from generator.model.problems import Problem

_PAIRS = (("\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"), ("«", "»"))
_LOW = "\N{DOUBLE LOW-9 QUOTATION MARK}"
_CODE = re.compile(r"`[^`]*`|<[^>]*>|\]\([^)]*\)|\{[^}]*\}")
_FENCE = re.compile(r"\s*(```|~~~)")


def found(site: CheckedSite) -> Iterator[Problem]:
    """Paragraphs with an odd mark."""
    for each in site.manuscripts:
        parts = list(paragraphs(site.lines(each.path)))
        for (line, text), (_, after) in zip(parts, [*parts, (0, "")][1:], strict=True):
            if mark := _odd(text, after):
                message = f"a quotation mark {mark} in this paragraph has no other half"
                fix = "close the quotation, or take the mark out"
                yield Problem(each.path, line, 0, message, fix, level="warning")


def paragraphs(lines: list[str]) -> Iterator[tuple[int, str]]:
    """The paragraphs of a file's body, each with its first line; no code."""
    body = _body(lines)
    text, first, fenced = "", 0, False
    for number, line in enumerate([*lines[body:], ""], body + 1):
        if _FENCE.match(line):
            fenced = not fenced
        elif line.strip() and not fenced and not line.startswith("    "):
            first = first or number
            text += _CODE.sub(" ", line) + "\n"
            continue
        if text:
            yield first, text
        text, first = "", 0


def _body(lines: list[str]) -> int:
    """The number of lines that are front matter."""
    if lines and lines[0].strip() in ("---", "+++"):
        return next((at for at, line in enumerate(lines[1:], 2) if line.strip() in (lines[0].strip(), "...")), 0)
    return 0


def _odd(text: str, after: str) -> str:
    """The mark that has no other half in a paragraph."""
    if text.count('"') % 2 and not after.startswith('"'):
        return '"'
    for opens, closes in _PAIRS:
        more = text.count(opens) - text.count(closes)
        if _LOW in text:  # in German and others the mark that opens in English closes
            more = 0
        if more < 0 or (more > 0 and not (more == 1 and after.startswith(opens))):
            return opens if more > 0 else closes
    return ""
