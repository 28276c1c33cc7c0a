"""The index of related stories, as it is stored from one build to the next.

Stories and terms have numbers. Values of which each story or term has one are in columns: the bytes of arrays, which
are small and need no decoding.
"""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

from generator.site.related.near import NearestStories
from generator.site.related.rarity import RarityBasis
from generator.site.related.term_matrix import Ints, Mask, TermMatrix

WORDS, NAMES, TAGS, LINKS, BYLINES = range(5)
"""The kinds of terms."""

FACTS = 4
"""The number of columns of ``RelatedIndex.facts``."""


class IndexedStory(msgspec.Struct, array_like=True):
    """One story in the index.

    ``digest`` identifies its contents. ``names`` holds its folded slug and headline, ``picks`` the folded names of the
    stories that its editor listed as related, and ``original`` the folded name of the story that it translates.
    ``chosen`` holds the numbers of the picked stories. ``group`` is the same for a story and all its translations, and
    0 for a story without any. ``matches`` is the encoded list of related stories.
    """

    path: str
    digest: str
    when: float
    section: str
    language: str
    tags: tuple[str, ...]
    bylines: tuple[str, ...]
    names: tuple[str, str]
    picks: tuple[str, ...]
    original: str
    chosen: tuple[int, ...] = ()
    group: int = 0
    matches: bytes = b""


class RelatedIndex(msgspec.Struct, array_like=True):
    """The stories by number (None if one has been removed), and their terms by number.

    ``facts`` has the day, section and language of each story (section and language as positions in ``sections`` and
    ``tongues``), and the length that its term vector would have if all terms were equally rare.

    ``starts``, ``terms`` and ``counts`` are the matrix of terms (see ``TermMatrix``). In a story's row, the terms of
    its text are followed by the term for links to it, its bylines and its tags. ``kinds`` has the kind of each term,
    and ``languages`` the position of its language in ``tongues``. ``factors`` has twice its rarity, or 0 if only one
    story or very many have it; the factor of a name is its rarity, since the words in it count, too.

    ``near`` has the nearest stories of each story. Each list has at most ``count`` stories.
    """

    count: int = 0
    frame: RarityBasis = RarityBasis()
    stories: list[IndexedStory | None] = []
    facts: bytes = b""
    sections: list[str] = []
    vocabulary: list[str] = []
    tongues: list[str] = []
    languages: bytes = b""
    kinds: bytes = b""
    factors: bytes = b""
    starts: bytes = b""
    terms: bytes = b""
    counts: bytes = b""
    near: tuple[bytes, bytes, bytes] = (b"", b"", b"")

    @property
    def matrix(self) -> TermMatrix:
        """The matrix of the terms of all stories."""
        return TermMatrix.of(self.starts, self.terms, self.counts)

    @property
    def found(self) -> NearestStories:
        """The nearest stories of each story."""
        return NearestStories.of(*self.near)

    @property
    def columns(self) -> tuple[Ints, Ints, Ints, Ints]:
        """The columns of ``facts``: days, sections, languages and lengths."""
        days, sections, languages, lengths = np.frombuffer(self.facts, np.int64).reshape(-1, FACTS).T
        return days, sections, languages, lengths

    def numbers(self) -> dict[str, int]:
        """The number of each story, by its path."""
        return {story.path: number for number, story in enumerate(self.stories) if story}

    def distinctive(self) -> Mask:
        """A mask of the names, tags and links that are rare enough to describe a story."""
        kinds = np.frombuffer(self.kinds, np.uint8)
        distinctive: Mask = (kinds != WORDS) & (kinds != BYLINES) & self.rare()
        return distinctive

    def rare(self) -> Mask:
        """A mask of the terms rare enough to describe a story: those that fewer than a quarter of the stories have."""
        kinds, factors = np.frombuffer(self.kinds, np.uint8), np.frombuffer(self.factors, np.int32)
        by_language = [self.frame.min_rarities.get(language, 0) for language in self.tongues]
        least = np.array([0, *by_language], np.int64)[np.frombuffer(self.languages, np.uint16) + 1]
        rare: Mask = factors >= least * scales(kinds)
        return rare


def scales(kinds: NDArray[np.uint8]) -> NDArray[np.int32]:
    """1 for names and 2 for other terms."""
    return np.where(kinds == NAMES, np.int32(1), np.int32(2))
