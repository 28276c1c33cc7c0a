"""The names in a text: runs of words with a capital letter, such as ``Ruth Calder`` and ``NATO``."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import lru_cache

# Accents and vowel signs: parts of words that "\w" does not match.
MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0dff"
_CAPITALS = "".join(letter for letter in map(chr, (*range(0x590), *range(0x1E00, 0x2000))) if letter.isupper())
_REST = rf"[\w{MARKS}]*(?:[-.&][\w{MARKS}]+)*"  # the rest of a word, after its capital letter
_CAPITALISED = f"[{_CAPITALS}]{_REST}"
_PARTICLES = "de|da|di|del|la|le|van|von|der|bin"
_WIDEST = 16  # characters between two words; if there are more, a name is assumed to open a sentence
# A name, and the characters before it.
_NAME = re.compile(
    rf"([{_CAPITALS}](?<!\w.)(?<=((?s:.{{{_WIDEST}}})).){_REST}"
    rf"(?: of (?:the )?{_CAPITALISED})?(?: (?:(?:{_PARTICLES}) ){{0,2}}{_CAPITALISED})*)"
)
# Positions where every word is capitalised, such as the start of a sentence.
_OPENING = re.compile(r"[.!?:;…][\"”’»)\]]*\s+[\"“‘«(\[]*$|[\"“‘«(\[\n][\W_]*$|^[\W_]*$")
_ENDS = ".!?:;…"
_OPENERS = '"“‘«([\n'
_TITLES = frozenset(
    """
    Bishop Captain Chancellor Chief Coach Councillor Dame Director Dr General Governor Judge King Lady Lord Mayor
    Minister Mr Mrs Ms Pope Premier President Prince Princess Prof Professor Queen Sayın Secretary Senator Sir
    """.split()  # noqa: SIM905 (a list of thirty quoted words is hard to read)
)


def names_in(text: str, stop: frozenset[str]) -> dict[str, int]:
    """Return the names in a text, and how many times each occurs. ``stop`` are stop words in lower case.

    The first word of a sentence counts only if something else suggests that it is a name.
    """
    within: list[str] = []
    opening: list[str] = []
    for run, before in _NAME.findall("\n" * _WIDEST + text):
        (opening if _opens(before) else within).append(run)
    inside: dict[str, int] = defaultdict(int)
    for run, count in Counter(within).items():
        inside[_untitled(run)] += count
    lower_case = {_opened(run)[0] for run in opening}.intersection(text.split())
    for run in opening:
        first, rest = _opened(run)
        if first in stop or first in lower_case:
            inside[rest] += 1
        elif rest or run in inside:
            inside[_untitled(run)] += 1
    return _in_full(
        {
            name: count
            for name, count in inside.items()
            if len(name) > 1 and name not in _TITLES and (name.isupper() or name.lower() not in stop)
        }
    )


def _opens(before: str) -> bool:
    """Whether a sentence or quotation starts after these characters."""
    last = before[-1]
    if last == " " and (before[-2].isalnum() or before[-2] in _ENDS):  # nearly all words begin like this
        return not before[-2].isalnum()
    return last in _OPENERS or bool(_OPENING.search(before))


@lru_cache(maxsize=4096)
def _opened(run: str) -> tuple[str, str]:
    """Return the first word of a run in lower case (empty if it is an abbreviation), and the rest without titles."""
    first, _, rest = run.partition(" ")
    return "" if first.isupper() else first.lower(), _untitled(rest)


def _untitled(run: str) -> str:
    """Return a run without titles: ``Secretary General Ruth Calder`` becomes ``Ruth Calder``."""
    words = run.split(" ")
    if len(words) == 1 or (run[0].isupper() and _TITLES.isdisjoint(words)):
        return run
    titles = [place for place, word in enumerate(words[:-1]) if word in _TITLES]
    words = words[titles[-1] + 1 :] if titles else words
    while words and not words[0][:1].isupper():
        del words[0]
    return " ".join(words)


def _in_full(names: dict[str, int]) -> dict[str, int]:
    """Add the count of a bare surname to the full name, if the story has only one full name that ends in it."""
    full: dict[str, list[str]] = {}
    for name in names:
        if " " in name:
            full.setdefault(name.rpartition(" ")[2], []).append(name)
    if full.keys().isdisjoint(names):
        return names
    counts: dict[str, int] = defaultdict(int)
    for name, count in names.items():
        known = full.get(name, [])
        counts[known[0] if len(known) == 1 else name] += count
    return counts
