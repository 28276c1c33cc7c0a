"""A number in the headline that the story does not have.

"Nine hurt in crash" above a story of eight: the likeliest of all mistakes in a headline. A number may be in digits
above and in words below, in English; and 140 years are there where the story has the year that they begin in. Versions
(2.1.0) and the years about that of publication are no such numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.editorial.checks import CheckedSite
from generator.model.problems import Problem

_NUMBER = re.compile(r"(?<![\w.,])\d[\d.,\u00a0\u202f]*(?![\w])")
_TAG = re.compile(r"<[^>]*>")
_WORDS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
_YEAR = 4  # digits
_TENS = {30: "thirty", 40: "forty", 50: "fifty", 60: "sixty", 70: "seventy", 80: "eighty", 90: "ninety"}
_IN_WORDS = {**dict(enumerate(_WORDS)), **_TENS, 100: "hundred", 1000: "thousand"}


def found(site: CheckedSite) -> Iterator[Problem]:
    """Stories whose headline has a number that is nowhere below it."""
    for each in site.manuscripts:
        if each.kind != "story" or not each.words:
            continue
        text = f"{each.standfirst} {_TAG.sub(' ', each.body)}"
        there = {_digits(number) for number in _NUMBER.findall(text)}
        if each.published:
            there |= {str(each.published.year - int(year)) for year in there if len(year) == _YEAR}
            there |= {str(each.published.year + more) for more in (-1, 0, 1)}
        said = {word.casefold() for word in re.findall(r"[^\W\d_]+", text)}
        for number in dict.fromkeys(_NUMBER.findall(each.headline)):
            digits = _digits(number)
            in_words = _IN_WORDS.get(int(digits)) if digits else None
            if digits and digits not in there and in_words not in said and not _a_version(number):
                message = f"the headline says {number.strip('.,')}, and the story has no such number"
                yield site.at(each, "headline", message, "see which of the two is right")


def _a_version(number: str) -> bool:
    """Whether a number has dots as versions have them, and sums have not: 2.1.0, but 1.200.000."""
    parts = number.strip(".,").split(".")
    return len(parts) > 2 and any(len(part) != 3 for part in parts[1:])


def _digits(number: str) -> str:
    """A number without what stands between its digits: 1,200 and 1.200 and 1200 are one."""
    return re.sub(r"\D", "", number)
