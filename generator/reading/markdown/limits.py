"""The limits for one body. No newsroom writes more, and parsing more could take minutes.

The time to parse Markdown depends on its special characters, and for some combinations it grows with the square of
their number. Parsing a body within these limits takes about two seconds in the worst case.
"""

from __future__ import annotations

import re

LONGEST = 1_000_000
"""The most bytes (UTF-8) in a body: about 170,000 words."""

MOST_SIGNS = 60_000
"""The most line breaks and Markdown characters in one body; an article of 500 words has about a hundred."""

DEEPEST = 100
"""The deepest nesting of quotes and lists, counted as elements (a list counts twice)."""

_MOST_STEPS = 2_000_000  # open brackets times characters, in one paragraph
_MOST_QUOTED = 120_000  # depth of quotes times lines: each line is parsed again for each quote around it
_SPECIAL = re.compile(r"[\n\[\]()*_~`<>&|\\^#:!+=-]")
_QUOTES = re.compile(r"^[ \t>*+\-\d.)]*>", re.MULTILINE)
_OPENERS = ("[", "<!--", "<script", "<style")


def excess(source: str) -> tuple[str, str] | None:
    """Return which limit ``source`` exceeds, and the fix; ``None`` if it is within all limits."""
    size = len(source.encode(errors="replace"))
    if size > LONGEST:
        return f"this story has {size:,} bytes; the limit is {LONGEST:,}", "split it into several stories"
    special = signs_in(source) if len(source) > MOST_SIGNS else 0
    if special > MOST_SIGNS:
        return (
            f"this story has {special:,} line breaks and Markdown characters; the limit is {MOST_SIGNS:,}",
            "split it into several stories, or put its table in a file next to it",
        )
    quoted = _QUOTES.finditer(source) if ">" in source else ()
    depth = max((quotes.group().count(">") for quotes in quoted), default=0)
    if depth * source.count("\n") > _MOST_QUOTED:
        return f"quotes are nested {depth} deep in this long story", "quote the text once, with one `>`"
    return None


def signs_in(source: str) -> int:
    """Return the number of line breaks and Markdown characters in a text."""
    return len(_SPECIAL.findall(source))


def too_many_brackets(words: str) -> bool:
    """Whether a paragraph has so many open brackets that matching them would take minutes."""
    openers = sum(map(words.count, _OPENERS))
    return openers > 1 and openers * len(words) > _MOST_STEPS
