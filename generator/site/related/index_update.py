"""Keeps the index of related stories from one build to the next, and updates it when stories change."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import count, takewhile
from operator import add
from typing import Protocol

import msgspec

from generator.model.terms import as_named, folded
from generator.site.related.index import ASKED, WINDOW, Corpus, IndexedStory
from generator.site.related.rarity import BYLINE, TAG, Frame, base_language, emphasis, in_language, language_of, rarity
from generator.site.related.weights import Row
from generator.text.keywords import LINK

_TAG = 12  # a tag counts like a word that occurs twelve times in the text
_LINK = 4  # and a link, which is shared by the stories that it connects, like one that occurs four times

Terms = tuple[Sequence[str], Sequence[int]]
"""The words and names of a story, and their counts."""


class Public(Protocol):
    """The fields that a public story needs; a manuscript has them all."""

    @property
    def path(self) -> str: ...
    @property
    def published(self) -> datetime | None: ...
    @property
    def headline(self) -> str: ...
    @property
    def slug(self) -> str: ...
    @property
    def section(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def tags(self) -> tuple[str, ...]: ...
    @property
    def bylines(self) -> tuple[str, ...]: ...
    @property
    def related(self) -> tuple[str, ...]: ...
    @property
    def translation_of(self) -> str: ...


class RelatedIndex(msgspec.Struct, array_like=True):
    """The stories by number (None if one has been removed), and their terms by number.

    ``archived`` has the number of archive stories that contain each term, ``recent`` the number of other stories; the
    remaining columns are those of ``Corpus``. Each list has at most ``count`` stories.
    """

    count: int = 0
    frame: Frame = Frame()
    stories: list[IndexedStory | None] = []
    vocabulary: list[str] = []
    scales: bytes = b""
    archived: bytes = b""
    recent: bytes = b""
    factors: bytes = b""
    holders: list[bytes] = []

    def digests(self) -> dict[str, str]:
        """The digest of each story, by its path."""
        return {story.path: story.digest for story in self.stories if story}

    def numbers(self) -> dict[str, int]:
        """The number of each story, by its path."""
        return {story.path: number for number, story in enumerate(self.stories) if story}

    def update(
        self, added: Mapping[int, IndexedStory], terms_of_added: Iterable[Terms], removed: Iterable[int], frame: Frame
    ) -> set[int]:
        """Add stories by number, each with its terms, and remove others; returns the terms whose weights change."""
        leaving = [*removed, *(number for number in added if number < len(self.stories))]
        left = [self.stories[number] for number in leaving]
        for number in leaving:
            self.stories[number] = None
        numbers = defaultdict(count(len(self.vocabulary)).__next__, zip(self.vocabulary, count()))
        self.stories += [None] * (max(added, default=-1) + 1 - len(self.stories))
        for (number, story), terms in zip(added.items(), terms_of_added, strict=True):
            _fill(story, terms, numbers)
            self.stories[number] = story
        self._learn(list(numbers))
        if frame == self.frame:
            more = self._counted(added.values())
            for counts, fewer in zip(more, self._counted(left), strict=True):
                counts.subtract(fewer)
            return self._weigh(more, more[0].keys() | more[1].keys())
        self.frame = frame
        self.archived = self.recent = bytes(4 * len(self.vocabulary))
        return self._weigh(self._counted(self.stories), range(len(self.vocabulary)))

    def _counted(self, stories: Iterable[IndexedStory | None]) -> tuple[Counter[int], Counter[int]]:
        """How many of these stories have each term, in the archive and outside it."""
        rows: tuple[list[bytes], list[bytes]] = [], []
        for story in filter(None, stories):
            rows[story.when >= self.frame.end].append(story.terms)
        archived, recent = (Counter(array("I", b"".join(row))) for row in rows)
        return archived, recent

    def _learn(self, vocabulary: list[str]) -> None:
        """Add new terms to the vocabulary."""
        new = vocabulary[len(self.vocabulary) :]
        self.vocabulary = vocabulary
        self.scales += bytes(1 if term[0].isupper() else 2 for term in new)
        nothing = bytes(4 * len(new))
        self.archived, self.recent, self.factors = (
            self.archived + nothing,
            self.recent + nothing,
            self.factors + nothing,
        )
        self.holders += [b""] * len(new)

    def _weigh(self, more: tuple[Counter[int], Counter[int]], terms: Iterable[int]) -> set[int]:
        """Update terms, given how many more stories now have each; returns the terms whose weights change."""
        archived_more, recent_more = more
        archived, recent, factors = array("I", self.archived), array("I", self.recent), array("I", self.factors)
        changed = set()
        for term in terms:
            archived[term] += archived_more[term]
            recent[term] += recent_more[term]
            alone = archived[term] + recent[term] < 2
            size = self.frame.sizes.get(language_of(self.vocabulary[term]), 0)
            factor = 0 if alone else self.scales[term] * rarity(archived[term], size)
            if factor != factors[term]:
                changed.add(term)
                factors[term] = factor
        self.archived, self.recent, self.factors = archived.tobytes(), recent.tobytes(), factors.tobytes()
        return changed

    @property
    def mostly_unused(self) -> bool:
        """Whether most of its terms are no longer in any story."""
        held = map(bool, map(add, array("I", self.archived), array("I", self.recent)))
        return 2 * sum(held) < len(self.vocabulary)

    def stories_with(self, terms: set[int]) -> set[int]:
        """The stories that have any of these terms."""
        if not terms:
            return set()
        return {
            number
            for number, story in enumerate(self.stories)
            if story and not terms.isdisjoint(array("I", story.terms))
        }

    def stories_finding(self, stories: set[int]) -> set[int]:
        """The stories that find any of these, or whose editors picked any of them."""
        return {
            number
            for number, story in enumerate(self.stories)
            if story and not (stories.isdisjoint(story.found) and stories.isdisjoint(array("I", story.chosen)))
        }

    def stories_asking(self, stories: set[int]) -> set[int]:
        """The stories that ask any of these what they find."""
        if not stories:
            return set()
        return {
            number for number, story in enumerate(self.stories) if story and not stories.isdisjoint(story.found[:ASKED])
        }

    def corpus(self, order: Sequence[int]) -> Corpus:
        """The stories to compare with one another, given their numbers in order of time."""
        places = [0] * len(self.stories)
        for place, number in enumerate(order):
            places[number] = place
        return Corpus(
            stories=self.stories,
            order=order,
            counted=list(order) == sorted(order),
            places=places,
            vocabulary=self.vocabulary,
            scales=self.scales,
            factors=array("I", self.factors),
            holders=self.holders,
            min_rarities=self.frame.min_rarities,
            numbers=list(range(len(self.stories))),
            row=Row(len(self.vocabulary)),
            days=[int(story.when // 86_400) if story else 0 for story in self.stories],
        )

    def toggle_holders(self, moved: Mapping[int, Sequence[int]], places: Sequence[int]) -> dict[int, array[int]]:
        """Toggle which stories each term finds; returns, by term, the stories that it found before or finds now."""
        found: dict[int, array[int]] = {}
        for term, numbers in moved.items():
            before = array("I", self.holders[term])
            found[term] = now = array("I", sorted({*before, *numbers}, key=places.__getitem__))
            if before:
                gone = {*before}.intersection(numbers)
                now = array("I", [number for number in now if number not in gone])
            self.holders[term] = now.tobytes()
        return found


def around(moved: Sequence[int], found: Sequence[int]) -> set[int]:
    """The stories in ``found`` that have any of ``moved`` within their window, before or after the change.

    Added or removed stories can shift positions, so the window is wider by their number.
    """
    reach = WINDOW + len(moved)
    here = [place for place, number in enumerate(found) if number in set(moved)]
    return {number for place in here for number in found[max(0, place - reach) : place + reach + 1]}


def when(story: Public) -> float:
    """The time of a story, in seconds since 1970."""
    return story.published.timestamp() if story.published else 0.0


def indexed(story: Public, digest: str) -> IndexedStory:
    """An entry for the index, without the story's terms."""
    tags = {f"{TAG}{folded(tag)}": tag for tag in story.tags}  # no word in a text starts with this character
    return IndexedStory(
        path=story.path,
        digest=digest,
        when=when(story),
        section=story.section,
        language=base_language(story.language),
        tags=tuple(tags[term] for term in sorted(tags)),
        bylines=tuple(sorted({folded(name) for name in story.bylines})),
        names=(folded(story.slug), as_named(story.headline)),
        picks=tuple(map(as_named, story.related)),
        original=folded(story.translation_of),
        terms=b"",
        counts=b"",
    )


def _fill(story: IndexedStory, terms: Terms, numbers: Mapping[str, int]) -> None:
    """Set the terms of a story, and their counts."""
    words, counts = terms
    if story.language:
        words = [in_language(each, story.language) for each in words]
    tags = [f"{TAG}{folded(tag)}" for tag in story.tags]
    about = (f"{LINK}{story.path}", *(f"{BYLINE}{name}" for name in story.bylines), *tags)
    story.terms = array("I", map(numbers.__getitem__, (*words, *about))).tobytes()
    linked = sum(1 for _ in takewhile(lambda word: word[0] == LINK, words))  # links are first in the order of terms
    link, byline, tag = (bytes([emphasis(weight)]) for weight in (_LINK, 1, _TAG))
    story.counts = linked * link + bytes(map(emphasis, counts[linked:])) + link + byline * len(story.bylines)
    story.counts += tag * len(tags)
