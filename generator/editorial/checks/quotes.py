"""Quotation marks that are not closed.

The check counts the marks in each paragraph. A quotation may continue in the next paragraph if that paragraph also
starts with a quotation mark.
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
    """Report paragraphs with an unmatched quotation mark."""
    for each in site.manuscripts:
        parts = list(paragraphs(site.lines(each.path)))
        for (line, text), (_, after) in zip(parts, [*parts, (0, "")][1:], strict=True):
            if mark := _odd(text, after):
                message = f"a quotation mark {mark} in this paragraph has no partner"
                fix = "close the quotation, or delete the mark"
                yield Problem(each.path, line, 0, message, fix, level="warning")


def paragraphs(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Yield the paragraphs of a file's body without code, each with the number of its first line."""
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
    """Return the number of lines of front matter."""
    if lines and lines[0].strip() in ("---", "+++"):
        return next((at for at, line in enumerate(lines[1:], 2) if line.strip() in (lines[0].strip(), "...")), 0)
    return 0


def _odd(text: str, after: str) -> str:
    """Return the quotation mark that has no partner in a paragraph; an empty string if there is none."""
    if text.count('"') % 2 and not after.startswith('"'):
        return '"'
    for opens, closes in _PAIRS:
        more = text.count(opens) - text.count(closes)
        if _LOW in text:  # in German and some other languages, the English opening mark closes a quotation
            more = 0
        if more < 0 or (more > 0 and not (more == 1 and after.startswith(opens))):
            return opens if more > 0 else closes
    return ""
