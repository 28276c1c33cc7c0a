"""Finds the line of a source for a note, if a body was rewritten and its lines differ from those of the source."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from html import escape
from urllib.parse import quote, unquote


def line_of(written: str, about: str, line: int) -> int:
    """Return the line of ``written``, from 1, that a note is about: the nearest to ``line`` that contains its subject.

    ``about`` is an address, or a sentence with its subject in backticks. If no line contains it, the result is
    ``line``.
    """
    for form in sorted(filter(lambda each: len(each) > 1, _forms(about)), key=len, reverse=True):
        found = [number for number, text in enumerate(_lines(written), 1) if form in text]
        if found:
            return min(found, key=lambda number: abs(number - line))
    return line


def _forms(about: str) -> set[str]:
    """Return the forms in which the source may contain an element, or the end of an address or of text in backticks."""
    if found := re.fullmatch(r"an element that stories cannot have: (\w+).*", about, re.DOTALL):
        return {f"<{found[1]}"}
    quoted = re.search("`([^`]+)`", about)
    address = quoted[1] if quoted else about.split(": ")[0]
    last = address.split("?")[0].rstrip("/").rpartition("/")[2]
    ways: tuple[Callable[[str], str], ...] = (str, unquote, quote, escape)
    return {way(each) for each in (last, last.partition("#")[0]) for way in ways}


@lru_cache(maxsize=4)
def _lines(written: str) -> list[str]:
    return written.split("\n")
