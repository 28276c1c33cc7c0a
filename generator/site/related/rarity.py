"""How rare terms are, and so how much they say about a story.

The rarity of a term is counted in the *archive*: the stories from before the month of the newest one, or all stories if
those are too few. So a new story rarely changes the weights of terms, and other stories' lists with them. A word is
counted only among the stories in its language.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from math import inf, isqrt

import msgspec
import numpy as np
from numpy.typing import NDArray

from generator.text.keywords import LINK

Ints = NDArray[np.int64]

TAG = "#"
"""The prefix of terms for tags; words do not start with it."""

BYLINE = "%"
"""The prefix of terms for bylines; words do not start with it."""

COMMONEST = 5
"""The rarity of a term that all stories have, so that every term has some weight."""

_OF_LANGUAGE = ":"  # separates the language of a term from the word, which never contains this character

_ARCHIVE = 1000  # the minimum number of stories in an archive
_USUALLY_HELD = 8  # a term that more than one in eight to one in four stories have is too common to describe a story,
_USUALLY_FEW = 4  # unless fewer than twice this number of stories have it


class RarityBasis(msgspec.Struct, array_like=True, frozen=True):
    """The basis of all weights: where the archive ends, its size, and the rarity below which terms are too common.

    ``sizes`` and ``min_rarities`` are by language, which is empty for the site's own language and for terms without
    one: names, tags and links. Sizes are rounded as ``rarity`` does, so they change only when an archive doubles.
    """

    end: float = inf
    sizes: dict[str, int] = {}
    min_rarities: dict[str, int] = {}

    @classmethod
    def of(cls, stories: Sequence[tuple[float, str]]) -> RarityBasis:
        """The basis for stories with these times and languages."""
        newest = datetime.fromtimestamp(max((when for when, _ in stories), default=0.0), UTC)
        end = newest.replace(day=1, hour=0, minute=0, second=0, microsecond=0).timestamp()
        counts = Counter(language for when, language in stories if when < end)
        if counts.total() < _ARCHIVE:
            end, counts = inf, Counter(language for _, language in stories)
        counts[""] = counts.total()
        ordered = sorted(counts.items())
        return cls(
            end,
            {language: 1 << max(size, 255).bit_length() - 1 for language, size in ordered},
            {language: _rarity(max(_USUALLY_FEW, size // _USUALLY_HELD), size) for language, size in ordered},
        )


def _rarity(held: int, stories: int) -> int:
    return int(rarity(np.array(held), np.array(stories)))


def language_of(term: str) -> str:
    """The language of a term; empty for the site's own, and for names, tags and links, which belong to no language."""
    if _OF_LANGUAGE not in term:
        return ""
    language = term.partition(_OF_LANGUAGE)[0]
    return language if language.isalpha() and language.islower() else ""


def in_language(term: str, language: str) -> str:
    """The term for a word of a language other than the site's; names and links are the same in all languages."""
    return term if term[0] == LINK or term[0].isupper() else f"{language}{_OF_LANGUAGE}{term}"


def rarity(held: Ints, stories: Ints) -> Ints:
    """The rarities of terms that ``held`` of the stories have.

    Rarities change in steps (powers of two), so a new story rarely changes them. A small site counts as 255 stories, so
    its terms keep their weights while it grows.
    """
    return _bits(np.maximum(stories, 255)) - _bits(np.maximum(held, 1)) + COMMONEST


def _bits(numbers: Ints) -> Ints:
    """The number of bits of each number, like ``int.bit_length``."""
    return np.frexp(numbers.astype(np.float64))[1].astype(np.int64)


def emphasis(count: int) -> int:
    """4 × the square root of ``count`` as an integer: a term that occurs four times as often weighs twice as much."""
    return isqrt(16 * count)
