"""Related stories as they would be with a different setting, or without counting tags, links, names or sections.

The newsroom can compare these lists with the current ones.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

import numpy as np
from msgspec.structs import replace

from generator.site.related.comparison import corpus
from generator.site.related.index import FACTS, LINKS, NAMES, TAGS, RelatedIndex
from generator.site.related.listing import ListingContext
from generator.site.related.lists import compare
from generator.site.related.near import NearestStories
from generator.site.related.reasons import Match

KINDS = {"tags": TAGS, "links": LINKS, "names": NAMES}

PARTS = (*KINDS, "sections")
"""The parts of the comparison that can be left out."""

COUNT = "related"
"""The setting for how many stories a list has."""


def other_lists(
    index: RelatedIndex, change: str, paths: Collection[str], map: Callable[..., Iterable[Any]]
) -> dict[str, tuple[Match, ...]]:
    """The lists of some stories after a change: ``related=8`` allows up to eight stories, and one of ``PARTS`` leaves
    that part out. ``map`` determines where stories are compared.
    """
    numbers = index.numbers()
    setting, _, value = change.partition("=")
    other = replace(index, count=int(value)) if setting == COUNT else _compared(_without(index, change), numbers, map)
    listing = ListingContext.of(other, np.array(sorted(numbers[path] for path in paths), np.int64))
    return {path: tuple(listing.matches(numbers[path])) for path in paths}


def _compared(index: RelatedIndex, numbers: Mapping[str, int], map: Callable[..., Iterable[Any]]) -> RelatedIndex:
    """An index in which all stories are compared again."""
    order = sorted(numbers.values(), key=lambda number: _time(index, number))
    nothing = NearestStories.nothing(len(index.stories))
    found = compare(corpus(index, order), nothing, np.array(order, np.int64), (), map)
    return replace(index, near=found.encoded())


def _without(index: RelatedIndex, part: str) -> RelatedIndex:
    """A copy of an index in which one of ``PARTS`` is not counted."""
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
