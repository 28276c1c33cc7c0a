"""Numbers in a text, in digits and in English words: "400", "four hundred", "1.2m", "two dozen", "second"."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = r"\d[\d.,\u00a0\u202f]*+"
_AFTER = r"(?:\s?(?P<scale>k|mn?|bn?|tn|thousand|million|billion|trillion)\b)?"
NUMBER = re.compile(rf"(?<![\w.,/])(?<![^\W\d_]-)(?P<number>{_DIGITS}){_AFTER}(?!\w|/\d)", re.IGNORECASE)
"""A number in digits, with separators as languages use them, and its ``scale``, if it has one ("1.2m").

Dates such as 9/11 and names such as Covid-19 are not numbers.
"""

_SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ADDED = {
    **{word: number for number, word in enumerate(_SMALL)},
    **{word: 10 * number for number, word in enumerate(_TENS, 2)},
}
_FACTORS = {"dozen": 12, "hundred": 100}
_SCALES = {"thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SHORT = {"k": 1000, "m": 10**6, "mn": 10**6, "b": 10**9, "bn": 10**9, "tn": 10**12}
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()  # noqa: SIM905
_ROMAN = "I II III IV V VI VII VIII IX X".split()  # noqa: SIM905
_RANK = {name: str(number) for names in (_ORDINALS, _ROMAN) for number, name in enumerate(names, 1)}
_RANKS = re.compile(rf"\b(?:(?i:{'|'.join(_ORDINALS)})|II|III|IV|VI|VII|VIII|IX)\b")  # I, V and X are other words, too
_IN_DIGITS = re.compile(rf"(?<![\w.,])(?P<number>{_DIGITS}){_AFTER}", re.IGNORECASE)
_WORDS = "|".join((*_ADDED, *_FACTORS, *_SCALES))
_ROW = re.compile(rf"(?<![\w.,])(?:\d[\d.,]*\s+)?\b(?:{_WORDS})(?:(?:\s+|-)(?:and\s+)?(?:{_WORDS}))*\b", re.IGNORECASE)
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_LONGEST = 12  # words; no number has more


def digits(number: str) -> str:
    """Return only the digits of a number, so that 1,200 and 1.200 and 1200 are the same."""
    return re.sub(r"\D", "", number)


def readings(number: re.Match[str]) -> set[str]:
    """Return the possible values of a number in digits, as digits: 12 and 1200000 for "1.2m"."""
    found = {digits(number["number"])}
    if scale := (number["scale"] or "").casefold():
        found.add(str(int(_decimal(number["number"]) * (_SCALES | _SHORT)[scale])))
    return found


def numbers_in(text: str) -> set[str]:
    """Return every number in a text, as digits: those in digits, those in words, and each number word by itself."""
    found = {each for number in _IN_DIGITS.finditer(text) for each in readings(number)}
    found |= {_RANK[rank if rank in _RANK else rank.casefold()] for rank in _RANKS.findall(text)}
    for row in _ROW.findall(text):
        words = [word for word in re.split(r"[\s-]+", row.casefold()) if word != "and"][:_LONGEST]
        found |= {str(_value(part)) for part in (words, *([word] for word in words if word.isalpha()))}
    return found


def _value(words: list[str]) -> int:
    """Return the value of number words, such as ``["four", "hundred"]``; the first one may be in digits."""
    total, current, one = Decimal(0), Decimal(0), Decimal(1)
    for word in words:
        if word in _FACTORS:
            current = (current or one) * _FACTORS[word]
        elif word in _SCALES:
            total, current = total + (current or one) * _SCALES[word], Decimal(0)
        else:
            current += _ADDED[word] if word in _ADDED else _decimal(word)
    return int(total + current)


def _decimal(written: str) -> Decimal:
    number = written.strip(".,")
    if _THOUSANDS.fullmatch(number):
        return Decimal(digits(number))
    whole, _, part = number.replace(",", ".").partition(".")
    return Decimal(f"{whole}.{digits(part) or 0}")
