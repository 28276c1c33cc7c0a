"""Plain forms of words, so that readers find words that they type differently.

Pagefind (1.5) ignores accents that Unicode treats as marks, but not other differences between a word and what people
type: ``ısı`` and ``isi``, ``Straße`` and ``strasse``, Arabic with and without vowel signs, ``l’été`` and ``été``. So
each story also has the plain forms of such words, and ``search.js`` also searches for the plain form of a query.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape

import unicodedata2

MARKER = "\N{REFERENCE MARK}\N{REFERENCE MARK}"
"""Separates a story's text from the plain forms; ``search.js`` does not show what follows it."""

_LETTERS = str.maketrans(
    {"ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h"}
)
_MARKS = re.compile("[\u0300-\u036f]")
_POINTS = re.compile("[\u0591-\u05c7\u0640\u064b-\u065f\u0670]")  # Hebrew points, the Arabic tatweel and vowel signs
_TAG = re.compile(r"<[^<>]*>")
_APOSTROPHES = re.compile("[’'ʼ]")
_PUNCTUATION = '.,;:!?…"“”„«»‹›()[]{}<>–—-/،؛؟。、'


def folded(text: str) -> str:
    """Return the plain form of a text: lower case, without accents and vowel signs; the same as in ``search.js``."""
    apart = unicodedata2.normalize("NFKD", text.lower())
    plain: str = unicodedata2.normalize("NFC", _POINTS.sub("", _MARKS.sub("", apart)).translate(_LETTERS))
    return plain


def plain_forms(html: str) -> str:
    """Return the plain forms, each once, by which Pagefind would not find the words in ``html``."""
    found = dict.fromkeys(unescape(_TAG.sub(" ", html)).split())
    words = (word.strip(_PUNCTUATION) for word in found if _may_differ(word))
    return " ".join(dict.fromkeys(form for word in words for form in _forms(word)))


def _may_differ(word: str) -> bool:
    return not word.isascii() or "'" in word


@lru_cache(maxsize=32768)  # stories have most of their words in common
def _forms(word: str) -> tuple[str, ...]:
    return tuple(_each_form(word))


def _each_form(word: str) -> Iterator[str]:
    parts = _APOSTROPHES.split(word)
    for part in parts:
        plain = folded(part)
        if (len(parts) > 1 and len(plain) > 1) or plain != _without_marks(part):
            yield plain


def _without_marks(word: str) -> str:
    """Return the form of a word that Pagefind has in its index."""
    plain: str = unicodedata2.normalize("NFKC", _MARKS.sub("", unicodedata2.normalize("NFKD", word.lower())))
    return plain
