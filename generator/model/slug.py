"""Slugs: the readable, stable part of an address, in any script.

A slug keeps the letters and digits of every script (IRIs, RFC 3987), lower-cased and in Unicode form
NFC, joined by hyphens. It depends only on its text, never on the rest of the site, so it does not
change when other stories are added or removed. Symbols with a meaning are spelt out: ``C#`` becomes ``c-sharp``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import unicodedata2

LONGEST = 80
"""The most characters in a slug; a longer one is cut, if possible at a hyphen."""

_LONGEST_BYTES = 200  # file systems allow 255 bytes per name, and a Chinese character takes three
_SYMBOLS = {"#": " sharp ", "+": " plus ", "&": " and ", "@": " at ", "%": " percent "}
_SYMBOL = re.compile(r"(?<=\w)#|(?<=[\w+])\+|[&@%]")
_DROPPED = str.maketrans(
    "",
    "",
    "'\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}"
    "\N{SOFT HYPHEN}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
    + "".join(map(chr, [*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)])),  # variation selectors, as in many emoji
)
_MARKS = {"Mn", "Mc"}
_PLAIN_WORD = re.compile("[a-z0-9]+")
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])$")  # names that Windows cannot store


@lru_cache(maxsize=65536)  # many stories share the same tags and names
def slug(text: str, language: str = "") -> str:
    """Return the slug of ``text``; empty if the text contains no letter or digit.

    ``language`` (BCP 47) decides how letters are lower-cased: Turkish and Azeri ``I`` becomes ``ı``.
    """
    if language.split("-")[0] in {"tr", "az"}:
        text = text.replace("I", "ı").replace("İ", "i")
    text = unicodedata2.normalize("NFKC", text).translate(_DROPPED)
    text = unicodedata2.normalize("NFC", text.replace("İ", "i").lower())
    text = _SYMBOL.sub(lambda symbol: _SYMBOLS[symbol.group()], text)
    return _unreserved(_shortened("-".join(_words(text))))


def _words(text: str) -> Iterable[str]:
    if text.isascii():
        return _PLAIN_WORD.findall(text)
    letters = "".join(letter if _keeps(letter) else " " for letter in text)
    return filter(_readable, letters.split())


@lru_cache(maxsize=4096)  # a site has few different letters
def _keeps(letter: str) -> bool:
    """Whether a slug keeps this character: letters, digits, and the marks that Arabic, Hindi or Thai need."""
    return unicodedata2.category(letter) in _MARKS or _is_letter_or_digit(letter)


def _readable(word: str) -> bool:
    """Whether ``word`` contains more than combining marks."""
    return any(map(_is_letter_or_digit, word))


def _is_letter_or_digit(letter: str) -> bool:
    return unicodedata2.category(letter)[0] in "LN"


def _shortened(text: str) -> str:
    if len(text) <= LONGEST and len(text.encode()) <= _LONGEST_BYTES:
        return text
    text = text[:LONGEST]
    while len(text.encode()) > _LONGEST_BYTES:
        text = text[:-1]
    head, hyphen, _ = text.rpartition("-")
    return head if hyphen and len(head) > LONGEST // 2 else text


def _unreserved(text: str) -> str:
    return f"{text}-story" if _RESERVED.match(text) else text
