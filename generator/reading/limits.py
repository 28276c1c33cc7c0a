"""What is too much for one body: sizes at which no newsroom writes and reading would take minutes.

Reading Markdown takes time by its signs, not by its letters, and some heaps of signs take the square of their
number. A body that stays below these limits is read in about two seconds at the very worst.
"""

from __future__ import annotations

import re

LONGEST = 1_000_000
"""Longest body, in bytes of UTF-8: some 170,000 words."""

MOST_SIGNS = 60_000
"""Most line ends and Markdown signs in one body; an article of 500 words has about a hundred."""

DEEPEST = 100
"""Deepest nesting of quotes and lists, counted as elements (a list counts twice)."""

_MOST_STEPS = 2_000_000  # open brackets times letters, in one paragraph
_MOST_QUOTED = 120_000  # depth of quotes times lines: each line is read anew for each quote around it
_SIGNS = re.compile(r"[\n\[\]()*_~`<>&|\\^#:!+=-]")
_QUOTES = re.compile(r"^[ \t>*+\-\d.)]*>", re.MULTILINE)
_OPENERS = ("[", "<!--", "<script", "<style")


def excess(source: str) -> tuple[str, str] | None:
    """What is too much in ``source``, and the fix; None where all is well."""
    size = len(source.encode(errors="replace"))
    if size > LONGEST:
        return f"this story has {size:,} bytes; {LONGEST:,} are the most", "make several stories of it"
    signs = len(_SIGNS.findall(source)) if len(source) > MOST_SIGNS else 0
    if signs > MOST_SIGNS:
        return (
            f"this story has {signs:,} line ends and Markdown signs; {MOST_SIGNS:,} are the most",
            "make several stories of it, or put its table beside it as a file",
        )
    depth = max((quotes.group().count(">") for quotes in _QUOTES.finditer(source)), default=0)
    if depth * source.count("\n") > _MOST_QUOTED:
        return f"quotes stand {depth} deep in this long story", "quote the quoted words once, with one `>`"
    return None


def tangled(words: str) -> bool:
    """Whether a paragraph has so many open brackets that finding their ends would take minutes."""
    openers = sum(map(words.count, _OPENERS))
    return openers > 1 and openers * len(words) > _MOST_STEPS
