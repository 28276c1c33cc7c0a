"""Finds the forms of a keyword in texts, to show them to readers, since a keyword itself may not be a word."""

from __future__ import annotations

from collections import defaultdict

import msgspec
import unicodedata2

from generator.text.keywords import UNSPACED, cleaned, words_of

_LONGEST = 12  # characters shown of a text that both stories have, in a script without spaces
_MOST_PLACES = 20  # occurrences of a keyword in a text that are checked
_HIRAGANA, _KATAKANA = 1, 2
_DEPENDENT = {"Mn", "Mc"}  # vowel signs and tone marks: no word begins with one


class WordForms(msgspec.Struct, frozen=True):
    """A text in lower case, and its words by their keyword; words of scripts without spaces are only in the text."""

    text: str
    words: dict[str, set[str]]

    @classmethod
    def of(cls, text: str, language: str = "") -> WordForms:
        """Find the words of a text. ``language`` is a BCP 47 tag; empty means English."""
        found = defaultdict[str, set[str]](set)
        for keyword, word in words_of(text, language):
            found[keyword].add(word)
        return cls(cleaned(text, language), found)


def form_in_both(keyword: str, one: WordForms, other: WordForms) -> str:
    """Return the form of a keyword that both texts have, the shortest if there are several; empty if there is none.

    In scripts without spaces, it is the longest text around the keyword that both have.
    """
    if both := one.words.get(keyword, set()) & other.words.get(keyword, set()):
        return min(both, key=lambda form: (len(form), form))
    return _around(keyword, one.text, other.text) if UNSPACED.fullmatch(keyword) else ""


def _around(keyword: str, one: str, other: str) -> str:
    """Return the longest text around a keyword that is in both texts, without letters of other kinds."""
    longest, start = "", one.find(keyword) if keyword in other else -1
    for _ in range(_MOST_PLACES):
        if start < 0:
            break
        start, end = _extended(start, start + len(keyword), one, other)
        longest = max(longest, one[start:end], key=len)
        start = one.find(keyword, end)
    while longest and unicodedata2.category(longest[0]) in _DEPENDENT:
        longest = longest[1:]
    return longest


def _extended(start: int, end: int, one: str, other: str) -> tuple[int, int]:
    """Return the start and end of the longest part of a text around this one that the other text also has."""
    while end - start < _LONGEST and _continues(one[end - 1 : end + 1]) and one[start : end + 1] in other:
        end += 1
    while start and end - start < _LONGEST and _continues(one[start - 1 : start + 1]) and one[start - 1 : end] in other:
        start -= 1
    return start, end


def _continues(pair: str) -> bool:
    """Whether two letters can belong to one word: letters of one kind, except hiragana, which end words."""
    return len(pair) > 1 and bool(UNSPACED.fullmatch(pair)) and _kind(pair[0]) == _kind(pair[1]) != _HIRAGANA


def _kind(letter: str) -> int:
    return _HIRAGANA if "\u3040" <= letter < "\u30a0" else _KATAKANA if "\u30a0" <= letter < "\u3100" else 0
