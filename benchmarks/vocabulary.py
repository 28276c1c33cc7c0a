"""The words of made-up stories: about 5,000 forms, made from syllables, with the uneven frequencies of real words.

The words mean nothing, but they are spelt, inflected and repeated like English words, which determines the cost of
reading, rendering and related stories. Nothing here changes from one run to the next.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from random import Random

import msgspec

STOPS_AND_LIQUIDS = (stop + liquid for stop in "bcfgp" for liquid in "lr")
ONSETS: tuple[str, ...] = (
    *"bcdfghjklmnprstvw",
    "ch",
    "sh",
    "sk",
    "sl",
    "sp",
    "st",
    "str",
    "th",
    "wh",
    *STOPS_AND_LIQUIDS,
)
VOWELS: tuple[str, ...] = (*"aeiouaeiou", "ai", "ea", "ee", "oa", "oo", "ou")
MIDDLES: tuple[str, ...] = (*"bdglmnprtvx", "ck", "ll", "nd", "nt", "rk", "rt", "ss", "st")
CODAS: tuple[str, ...] = (
    *"dglmnprt",
    "ck",
    "ft",
    "lk",
    "lm",
    "nd",
    "ng",
    "nk",
    "nt",
    "rd",
    "rk",
    "rn",
    "rt",
    "sh",
    "st",
    "th",
)
BODIES = ("Council", "Harbour Trust", "School Board", "Water Company", "Museum", "Rowing Club", "Ferry Line", "Assizes")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

Word = Callable[[Random], str]


class Pool(msgspec.Struct, frozen=True):
    """Words to draw from. The word at rank r has a weight of 1 / (r + offset): the Zipf–Mandelbrot law."""

    words: tuple[str, ...]
    weights: tuple[float, ...]

    def draw(self, rng: Random) -> str:
        """Return one of the words at random."""
        return self.words[bisect(self.weights, rng.random() * self.weights[-1])]

    def several(self, rng: Random, count: int) -> tuple[str, ...]:
        """Return so many different words."""
        found: dict[str, None] = {}
        while len(found) < count:
            found[self.draw(rng)] = None
        return tuple(found)


def pool(words: Iterable[str], offset: float) -> Pool:
    """Return a pool of words, which are in the order of their ranks; a larger offset makes frequencies more even."""
    ranked = tuple(words)
    return Pool(ranked, tuple(accumulate(1 / (rank + offset) for rank in range(1, len(ranked) + 1))))


def _root(rng: Random) -> str:
    syllables = rng.choices((1, 2, 3), (4, 6, 1))[0]
    middle = "".join(rng.choice(MIDDLES) + rng.choice(VOWELS) for _ in range(syllables - 1))
    return rng.choice(ONSETS) + rng.choice(VOWELS) + middle + rng.choice(CODAS)


def _distinct(make: Word, key: str) -> Iterator[str]:
    rng, seen = Random(f"vocabulary {key}"), set[str]()
    while True:
        word = make(rng)
        if word not in seen:
            seen.add(word)
            yield word


def _made(count: int, make: Word, key: str) -> tuple[str, ...]:
    return tuple(word for word, _ in zip(_distinct(make, key), range(count), strict=False))


def _plural(noun: str) -> str:
    return noun + ("es" if noun.endswith(("sh", "ch", "s", "x")) else "s")


def _ending(*endings: str) -> Word:
    return lambda rng: f"{_root(rng).capitalize()}{rng.choice(endings)}"


NOUN_FORMS = _made(900, _root, "nouns")
VERB_FORMS = _made(460, _root, "verbs")
ADJECTIVE_FORMS = _made(600, lambda rng: _root(rng) + rng.choice(("al", "ic", "y", "ous", "ive", "")), "adjectives")
PLACE_NAMES = _made(420, _ending("ford", "bridge", "ham", "wick", "mouth", "ness", "port", " Bay", " Cross"), "places")
FAMILY_NAMES = _made(500, _ending("son", "er", "man", "well", "by", "", ""), "families")
GIVEN_NAMES = _made(60, _ending("a", "y", "en", "is", "o"), "given names")

POOLS = {
    "noun": pool(NOUN_FORMS, 8),
    "nouns": pool(map(_plural, NOUN_FORMS), 8),
    "verb": pool(VERB_FORMS, 8),
    "verbed": pool((verb + "ed" for verb in VERB_FORMS), 8),
    "verbing": pool((verb + "ing" for verb in VERB_FORMS), 8),
    "adjective": pool(ADJECTIVE_FORMS, 8),
    "adverb": pool((adjective + "ly" for adjective in ADJECTIVE_FORMS[:220]), 4),
    "place": pool(PLACE_NAMES, 20),
    "given": pool(GIVEN_NAMES, 8),
    "family": pool(FAMILY_NAMES, 30),
    "day": pool(DAYS, 50),
    "body": pool(BODIES, 3),
}
"""The words for the blanks of a sentence, by the name of the blank."""


def _tag(rng: Random) -> str:
    return f"{rng.choice(ADJECTIVE_FORMS)} {rng.choice(NOUN_FORMS)}"


TAGS = pool(_made(200, _tag, "tags"), 5)
"""200 tags: the first is on about one story in five."""

AUTHORS = pool((f"{given} {family}" for given, family in zip(GIVEN_NAMES, FAMILY_NAMES[::7], strict=False)), 8)
BYLINES = Pool(AUTHORS.words[:40], AUTHORS.weights[:40])
"""40 reporters."""
