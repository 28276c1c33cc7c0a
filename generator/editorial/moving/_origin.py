"""The line of a source on which something is, if a body has been rewritten and has other lines than its source."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from html import escape
from urllib.parse import quote, unquote


def line_of(written: str, about: str, line: int) -> int:
    """The line of ``written``, from 1, that is about something: the nearest to ``line`` that has its last words.

    ``about`` is an address, or a sentence with what it is about in backticks. If no line has it, ``line`` is the best
    that is known.
    """
    for form in sorted(filter(lambda each: len(each) > 1, _forms(about)), key=len, reverse=True):
        found = [number for number, text in enumerate(_lines(written), 1) if form in text]
        if found:
            return min(found, key=lambda number: abs(number - line))
    return line


def _forms(about: str) -> set[str]:
    """How the source may have the last words of an address, an element, or what is in backticks."""
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
