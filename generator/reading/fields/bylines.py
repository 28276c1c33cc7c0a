"""Bylines: the names in a line such as "By Ann Lee, Bob Ray Jr. and Cy Fox".

Lists in front matter are never split; this is for plain text. It splits at "and", "&" and semicolons, and at a
comma if what follows looks like a name: two or more capitalised words, and no job title. So "Bob Ray, Jr.",
"Ann Lee, Executive Director" and "Cy Fox, Reuters" are one name each, and so is "Health and Science Desk".
"""

from __future__ import annotations

import re

_BY = re.compile(r"by:?\s+", re.IGNORECASE)
_AND = re.compile(r"(?:(?<!\s)\s++)?;\s*+|,\s++(?:and|&)\s++|(?<![\s,])\s++(?:and|&)\s++")
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|ph\.?\s?d|m\.?d|mp|mbe|obe|cbe|esq|kc|qc)\.?", re.IGNORECASE)
_JOB = re.compile(
    r"\b(?:analyst|anchor|attorney|bureau|chair|chief|columnist|contributor|correspondent|counsel|critic|desk|"
    r"director|editor|engineer|fellow|founder|head|journalist|lead|manager|officer|photographer|president|"
    r"producer|professor|reporter|secretary|staff|writer)s?\b",
    re.IGNORECASE,
)
_DESK = re.compile(r"\b(?:agency|bureau|department|desk|group|newsroom|office|staff|team|workgroup)$", re.IGNORECASE)
_EMAIL = re.compile(r"[<(\[]?(?:mailto:)?(?<![\w.+-])(?P<address>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)[>)\]]?", re.IGNORECASE)


def name(words: str) -> str:
    """Return a byline without the "By" in front of it."""
    return _BY.sub("", words, count=1) if _BY.match(words) else words


def names(words: str) -> tuple[str, ...]:
    """Return the names in one line of text, in order."""
    line = name(words)
    if _DESK.search(line) and "," not in line:
        return (line,)
    return tuple(found for part in _AND.split(line) for found in _split_names(part))


def without_address(words: str) -> tuple[str, str]:
    """Split a name and an email address written next to it. Either may be empty."""
    found = _EMAIL.search(words)
    rest = f"{words[: found.start()]} {words[found.end() :]}" if found else words
    return " ".join(rest.split()).strip(" ,;"), found["address"] if found else ""


def _split_names(part: str) -> list[str]:
    """Split names at commas. A piece that is not a name belongs to the name before it."""
    pieces = [piece for piece in (piece.strip() for piece in part.split(",")) if piece]
    if all(" " not in piece and not _SUFFIX.fullmatch(piece) for piece in pieces):
        return pieces  # one word each, as in "jdoe, asmith"
    found: list[str] = []
    for piece in pieces:
        if found and not _is_name(piece):
            found[-1] += f", {piece}"
        else:
            found.append(piece)
    return found


def _is_name(piece: str) -> bool:
    words = piece.split()
    capitals = not (words[0][0].islower() or words[-1][0].islower())
    return len(words) > 1 and capitals and not _JOB.search(piece)
