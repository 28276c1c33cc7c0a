"""Counts words, including those in scripts without spaces between words."""

from __future__ import annotations

import re

import unicodedata2

from generator.model.patterns import deferred

_EACH_ONE = (
    "\u3005-\u3007\u3040-\u30ff\u3100-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\ua4cf\uf900-\ufaff"
    "\uff66-\uff9f\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
_BY_LENGTH = {
    "\u0e01-\u0e3a\u0e40-\u0e4e": 4.5,  # Thai
    "\u0e81-\u0ebd\u0ec0-\u0ecd\u0edc-\u0edf": 4.5,  # Lao
    "\u1000-\u103f\u104c-\u109f\ua9e0-\ua9fe\uaa60-\uaa7f": 6,  # Burmese
    "\u1780-\u17d3\u17d7\u17dc\u17dd": 6,  # Khmer
}
"""The characters of scripts without spaces, and how many of them a word has on average."""

_WIDE = deferred(f"[{_EACH_ONE}]")
_RUNS = {re.compile(f"[{chars}\u200b]+"): each for chars, each in _BY_LENGTH.items()}
_UNSPACED = deferred(f"[{_EACH_ONE}{''.join(_BY_LENGTH)}]")
_FAR = re.compile("[^\0-\u0e00\u2000-\u2fff]")  # a quick test: most texts have none of these characters


def word_count(text: str) -> int:
    """Return the number of words in a text.

    Words are separated by spaces. As in word processors, each Chinese or Japanese character counts as a word. In Thai,
    Lao, Burmese and Khmer, the count is an estimate from the average length of a word, since finding words would need
    a dictionary: for longer texts, it is right to within a third (``tests/text/test_word_count.py``).
    """
    if text.isascii() or not _FAR.search(text) or not _UNSPACED.search(text):
        return len(text.split())
    found = 0
    for run, length in _RUNS.items():
        found += sum(max(1, round(len(each.replace("\u200b", "")) / length)) for each in run.findall(text))
        text = run.sub(" ", text)
    return found + len(_WIDE.sub(" \\g<0> ", text).split())


def character_count(text: str) -> int:
    """Return how many of the words (see ``word_count``) are single Chinese or Japanese characters."""
    if text.isascii() or not _FAR.search(text) or not _WIDE.search(text):
        return 0
    others = (word for word in _WIDE.sub(" ", text).split() if _has_letter(word))
    return word_count(text) - word_count(" ".join(others))


def _has_letter(word: str) -> bool:
    """Whether a word has a letter or a digit. What Python's ``re`` counts as such differs between its versions."""
    return any(unicodedata2.category(char)[0] in "LMN" for char in word)
