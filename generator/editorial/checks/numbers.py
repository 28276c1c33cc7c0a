"""A number in the headline that is not in the story.

"9 hurt in crash" above a story about eight people is the most likely mistake in a headline. The number may be in
digits in the headline and in English words in the story. "140 years" is fine if the story has the year in which they
began, and so is the number of a correction, if the story does not have another number of that correction. Version
numbers (2.1.0), the year of publication, the years before and after it, and numbers that are part of a name or a usual
phrase (9/11, Covid-19, a 24-hour strike) are not checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from generator.editorial.checks import CheckedSite
from generator.model.body import without_note_signs
from generator.model.manuscript import Manuscript
from generator.model.problems import Problem
from generator.text.number_words import NUMBER, numbers_in, readings

_TAG = re.compile(r"<[^<>]*>")
_YEAR = 4  # digits
_PHRASE = re.compile(
    r"(?:24|48|72)[\s-]hours?\b|7[\s-]days?\b|12[\s-]months?\b", re.IGNORECASE
)  # a day, a week, a year


def found(site: CheckedSite) -> Iterator[Problem]:
    """Report stories whose headline has a number that is in neither standfirst nor body."""
    for each in site.manuscripts:
        if each.kind != "story" or not (each.words or each.entries):
            continue
        there = numbers_in(f"{each.standfirst} {_TAG.sub(' ', without_note_signs(each.body))}")
        there |= _corrected(each, there)
        if each.published:
            there |= {str(each.published.year - int(year)) for year in there if len(year) == _YEAR}
            there |= {str(each.published.year + more) for more in (-1, 0, 1)}
        for number in _checked(each.headline):
            if not readings(number) & there:
                written = number.group().strip(".,")
                message = f"the headline says `{written}`, but that number is not in the story"
                yield site.at(each, "headline", message, "check which of the two is right")


def _corrected(story: Manuscript, there: AbstractSet[str]) -> set[str]:
    """Return the numbers in corrections, except in a correction of which the story has another number: such a number
    may be the wrong one.
    """
    found = set[str]()
    for each in story.corrections:
        in_digits = {reading for number in NUMBER.finditer(each.text) for reading in readings(number)}
        found |= {number for number in numbers_in(each.text) if not (in_digits - {number}) & there}
    return found


def _checked(headline: str) -> Iterable[re.Match[str]]:
    """Return the numbers of a headline that a story must have, each once."""
    numbers = {number.group(): number for number in reversed([*NUMBER.finditer(headline)])}
    return (
        number
        for number in reversed(numbers.values())
        if not _PHRASE.match(headline, number.start()) and not _a_version(number["number"])
    )


def _a_version(number: str) -> bool:
    """Return whether a number has the dots of a version (2.1.0), not those of a large number (1.200.000)."""
    parts = number.strip(".,").split(".")
    return len(parts) > 2 and any(len(part) != 3 for part in parts[1:])
