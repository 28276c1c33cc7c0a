"""Makes a summary for a story without a standfirst: the text above ``<!--more-->``, or the first paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import unicodedata2

from generator.reading.comments.openers import Openers

LONGEST = 300
"""The most characters in a summary. The check ``headlines`` has the same limit for standfirsts."""

_MORE = re.compile(r"<!--\s*more\s*-->", re.IGNORECASE)
_OTHER_MARKS = re.compile(
    r"<!--more(?:\s[^>]*)?-->"  # WordPress: `<!--more Read on-->`
    r"|(?:<!--|\{/\*)\s*(?:(?:read|see)[\s_-]?more|more|truncate|break|fold|jump|cut|teaser|/?excerpt|end|"
    r"(?:pelican_)?(?:begin_|end_)?(?:end[\s_-](?:of[\s_-])?)?(?:summary|excerpt|teaser|intro)(?:[\s_-]end)?)"
    r"\s*(?:-->|\*/\})",
    re.IGNORECASE,
)
_NOTE = re.compile(r"\[\^[^\[\]\s]{1,99}\]")
_TRAILING = " \t,;:–—-(/"


def above_the_mark(source: str, found: Mapping[str, Any], adopt: bool) -> str:
    """Return the part of a body above its mark; empty if it has none. With ``adopt``, other programs' marks count, too.

    ``found`` is the parser's environment. Reference links in this part need definitions, so dummy ones are appended.
    """
    comments: Openers | None = found.get("comments")
    marks = _OTHER_MARKS if adopt else _MORE
    for _, start, end in comments.spans() if comments else ():
        if marks.fullmatch(source[start:end].strip()) or _MORE.fullmatch(source[start:end].strip()):
            labels = [label for label in found["references"] if "\0" not in label] if "[" in source[:start] else ()
            return source[:start] + "\n\n" + "\n".join(f"[{label}]: story.md" for label in labels)
    return ""


def of_text(text: str, headings: Iterable[str]) -> str:
    """Make a summary of a text that has one block per line. Its headings are left out."""
    left_out = {*headings}
    return shortened(_NOTE.sub("", " ".join(line for line in text.split("\n") if line not in left_out)))


def shortened(text: str) -> str:
    """Put a text on one line of at most ``LONGEST`` characters. A longer one is cut after a word, with an ellipsis."""
    text = " ".join(text.split())
    if len(text) <= LONGEST:
        return text
    end = LONGEST - 1
    while end > LONGEST // 2 and unicodedata2.category(text[end])[0] == "M":  # a mark belongs to the letter before it
        end -= 1
    head, _, _ = text[: end + 1].rpartition(" ")
    return (head if len(head) > LONGEST // 2 else text[:end]).rstrip(_TRAILING) + "…"
