"""A number in the headline that is not in the story.

"9 hurt in crash" above a story about eight people is the most likely mistake in a headline. The number may be in
digits in the headline and in English words in the story. "140 years" is fine if the story has the year in which they
began. Version numbers (2.1.0), the year of publication and the years before and after it are not checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.editorial.checks import CheckedSite
from generator.model.problems import Problem
from generator.text.number_words import NUMBER, digits, numbers_in

_TAG = re.compile(r"<[^<>]*>")
_YEAR = 4  # digits


def found(site: CheckedSite) -> Iterator[Problem]:
    """Report stories whose headline has a number that is in neither standfirst nor body."""
    for each in site.manuscripts:
        if each.kind != "story" or not each.words:
            continue
        text = f"{each.standfirst} {_TAG.sub(' ', each.body)}"
        there = numbers_in(text)
        if each.published:
            there |= {str(each.published.year - int(year)) for year in there if len(year) == _YEAR}
            there |= {str(each.published.year + more) for more in (-1, 0, 1)}
        for number in dict.fromkeys(NUMBER.findall(each.headline)):
            if digits(number) not in there and not _a_version(number):
                message = f"the headline says `{number.strip('.,')}`, but that number is not in the story"
                yield site.at(each, "headline", message, "check which of the two is right")


def _a_version(number: str) -> bool:
    """Return whether a number has the dots of a version (2.1.0), not those of a large number (1.200.000)."""
    parts = number.strip(".,").split(".")
    return len(parts) > 2 and any(len(part) != 3 for part in parts[1:])
