"""The lists of related stories as they would be without tags, links, names or sections, for the newsroom to compare."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any

import numpy as np
from msgspec.structs import replace

from generator.site.related.comparison import corpus
from generator.site.related.index import FACTS, LINKS, NAMES, TAGS, RelatedIndex
from generator.site.related.listing import Listing
from generator.site.related.lists import compare
from generator.site.related.near import Near
from generator.site.related.reasons import Match

KINDS = {"tags": TAGS, "links": LINKS, "names": NAMES}

PARTS = (*KINDS, "sections")
"""What lists can be compared without."""


def lists_without(
    index: RelatedIndex, part: str, paths: Collection[str], map: Callable[..., Iterable[Any]]
) -> dict[str, tuple[Match, ...]]:
    """The lists of some stories if one of ``PARTS`` did not count; ``map`` determines where stories are compared."""
    other = _without(index, part)
    numbers = other.numbers()
    order = sorted(numbers.values(), key=lambda number: _time(other, number))
    everything = np.array(order, np.int64)
    nothing = Near.nothing(len(other.stories))
    other = replace(other, near=compare(corpus(other, order), nothing, everything, (), map).encoded())
    listing = Listing.of(other, np.array(sorted(numbers[path] for path in paths), np.int64))
    return {path: tuple(listing.matches(numbers[path])) for path in paths}


def _without(index: RelatedIndex, part: str) -> RelatedIndex:
    """A copy of an index in which one of ``PARTS`` does not count."""
    if part == "sections":
        facts = np.frombuffer(index.facts, np.int64).reshape(-1, FACTS).copy()
        facts[:, 1] = 0
        return replace(index, facts=facts.tobytes(), sections=[""])
    factors = np.frombuffer(index.factors, np.int32).copy()
    factors[np.frombuffer(index.kinds, np.uint8) == KINDS[part]] = 0
    return replace(index, factors=factors.tobytes())


def _time(index: RelatedIndex, number: int) -> tuple[float, str]:
    story = index.stories[number]
    assert story
    return story.when, story.path
