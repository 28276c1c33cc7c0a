"""Bylines: the names in a line such as "By Ann Lee, Bob Ray Jr. and Cy Fox".

A list in front matter is never split; this is for words. Names part at "and", "&", semicolons and
commas. Not parted are a name and its suffix ("Bob Ray, Jr."), a name and a post ("Josh Aas, Executive
Director") and the name of a desk ("Health and Science Desk").
"""

from __future__ import annotations

import re

_BY = re.compile(r"by:?\s+", re.IGNORECASE)
_AND = re.compile(r"\s*;\s*|,?\s+(?:and|&)\s+")
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|ph\.?\s?d|m\.?d|mp|mbe|obe|cbe|esq|kc|qc)\.?", re.IGNORECASE)
_POST = re.compile(
    r"\b(?:analyst|anchor|attorney|bureau|chair|chief|columnist|contributor|correspondent|counsel|critic|desk|"
    r"director|editor|engineer|fellow|founder|head|journalist|lead|manager|officer|photographer|president|"
    r"producer|professor|reporter|secretary|staff|writer)s?\b",
    re.IGNORECASE,
)
_DESK = re.compile(r"\b(?:agency|bureau|department|desk|group|newsroom|office|staff|team|workgroup)$", re.IGNORECASE)


def name(words: str) -> str:
    """One name without the "By" in front of it."""
    return _BY.sub("", words, count=1) if _BY.match(words) else words


def names(words: str) -> tuple[str, ...]:
    """The names in one line of words, in their order."""
    line = name(words)
    if _DESK.search(line) and "," not in line:
        return (line,)
    found: list[str] = []
    for part in _AND.split(line):
        pieces = [piece for piece in (piece.strip() for piece in part.split(",")) if piece]
        for number, piece in enumerate(pieces):
            if number and (_SUFFIX.fullmatch(piece) or _POST.search(piece)):
                found[-1] += f", {piece}"
            else:
                found.append(piece)
    return tuple(found)
