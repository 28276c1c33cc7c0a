"""The list for one story: the stories that its editor chose, then related ones that do not repeat each other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generator.model.story import Reason
from generator.site.related.comparison import SOON
from generator.site.related.index import NAMES, TAGS, IndexedStory, RelatedIndex
from generator.site.related.near import ALIKE, EVIDENT, PAIR, NearestStories
from generator.site.related.ranking import ranked
from generator.site.related.reasons import CHOSEN, Match
from generator.site.related.term_matrix import Ints, Mask, TermMatrix

_PART_OF_BEST = 4  # a story is shown if its score is at least the highest one divided by this
_LEAST = 80  # the lowest score to show

_NONE = frozenset[int]()


class ListingContext(NamedTuple):
    """Everything needed to make some lists.

    ``rows`` are the numbers of the listed stories, sorted. ``found`` and ``scores`` have one row for each of them: its
    nearest stories in the final order, and their scores, which are 0 for stories that share too little. ``alike`` has
    the possible versions of each story, ``pairs`` the stories with nearly the same content. ``reasons`` are the tags
    and names that few stories have. ``weights`` and ``words`` cache what was looked up for stories.
    """

    stories: Sequence[IndexedStory | None]
    most: int
    rows: Ints
    found: NDArray[np.int32]
    scores: NDArray[np.int32]
    matrix: TermMatrix
    reasons: Mask
    vocabulary: Sequence[str]
    kinds: bytes
    factors: NDArray[np.int32]
    monolingual: bool
    alike: Mapping[int, set[int]]
    pairs: Mapping[int, set[int]]
    weights: dict[int, dict[int, int]]
    words: dict[int, set[int]]

    @classmethod
    def of(cls, index: RelatedIndex, rows: Ints) -> ListingContext:
        """Rank the nearest stories of these stories."""
        near, kinds = index.found, np.frombuffer(index.kinds, np.uint8)
        order = np.argsort(-ranked(near, rows), axis=1, kind="stable").astype(np.int64)
        scores = np.where(near.flags[rows] & EVIDENT, near.scores[rows] // 10, 0)
        return cls(
            stories=index.stories,
            most=index.count,
            rows=rows,
            found=np.take_along_axis(near.stories[rows], order, 1),
            scores=np.take_along_axis(scores, order, 1),
            matrix=index.matrix,
            reasons=index.distinctive() & ((kinds == TAGS) | (kinds == NAMES)),
            vocabulary=index.vocabulary,
            kinds=index.kinds,
            factors=np.frombuffer(index.factors, np.int32),
            monolingual=len(index.frame.min_rarities) < 2,
            alike=_flagged(near, rows, ALIKE),
            pairs=_flagged(near, rows, PAIR),
            weights={},
            words={},
        )

    def story(self, number: int) -> IndexedStory:
        """The story with this number."""
        story = self.stories[number]
        assert story is not None
        return story

    def matches(self, number: int) -> Iterator[Match]:
        """The related stories of a story: its editor's choices, then the best of its nearest stories."""
        shown = list(self.story(number).chosen[: self.most])
        for other in shown:
            yield Match(self.story(other).path, 0, CHOSEN)
        others = [each for each in self._ordered(number) if not self._is_repeated(each[0], number, ())]
        least = max(_LEAST, max((score for _, score in others), default=0) // _PART_OF_BEST)
        for other, score in others:
            if len(shown) >= self.most:
                break
            if score < least or self._is_repeated(other, number, shown):
                continue
            if reason := self._reason(number, other):
                shown.append(other)
                yield Match(self.story(other).path, score, reason)

    def _is_repeated(self, other: int, number: int, shown: Sequence[int]) -> bool:
        """Whether a story repeats the story itself or one that is already shown: the same story, a translation or a
        version of it, or one with nearly the same content as a shown story.
        """
        if other in shown or not self.pairs.get(other, _NONE).isdisjoint(shown):
            return True
        group = self.story(other).group
        if group and any(self.story(each).group == group for each in (number, *shown)):
            return True
        return self._is_version_of(other, (number, *shown))

    def _ordered(self, number: int) -> list[tuple[int, int]]:
        """The stories that share enough with a story, and their scores in thousandths: those in its language first,
        sorted by score.
        """
        row = int(np.searchsorted(self.rows, number))
        ranked = zip(self.found[row].tolist(), self.scores[row].tolist(), strict=True)
        found = [(other, score) for other, score in ranked if score]
        if not self.monolingual:
            language = self.story(number).language
            found.sort(key=lambda each: self.story(each[0]).language != language)
        return found

    def _reason(self, one: int, other: int) -> Reason | None:
        """Why two stories are related: shared tags if any, otherwise names, otherwise words. None if they share no tags
        and are in different languages, where only tags can be a reason.
        """
        own_story, other_story = self.story(one), self.story(other)
        shared = self._most_important_shared(one, other)
        if common := [term for term in shared if self.kinds[term] == TAGS]:
            tags = self._tags(one)
            return Reason("on", tuple(tags[term] for term in common[:2]))
        if own_story.language != other_story.language:
            return None
        if names := [self.vocabulary[term] for term in shared if self.kinds[term] == NAMES]:
            return Reason("mention", tuple(names[:2]))
        week = abs(own_story.when // 86_400 - other_story.when // 86_400) <= SOON
        if own_story.section and own_story.section == other_story.section:
            return Reason("section, week" if week else "section", (own_story.section,))
        return Reason("words, week" if week else "words")

    def _most_important_shared(self, one: int, other: int) -> list[int]:
        """The tags and names that two stories share and few others have, most important first."""
        own_weights, other_weights = self._weights(one), self._weights(other)
        shared = own_weights.keys() & other_weights.keys()
        if len(shared) < 2:
            return [*shared]
        vocabulary = self.vocabulary
        return sorted(shared, key=lambda term: (-own_weights[term] * other_weights[term], vocabulary[term]))

    def _weights(self, number: int) -> dict[int, int]:
        """The tags and names of a story that few other stories have, each with its weight."""
        known = self.weights.get(number)
        if known is None:
            terms, counts = self.matrix.row(number), self.matrix.emphases(number)
            kept = self.reasons[terms]
            terms, weights = terms[kept], counts[kept] * self.factors[terms[kept]]
            known = self.weights[number] = dict(zip(terms.tolist(), weights.tolist(), strict=True))
        return known

    def _tags(self, number: int) -> dict[int, str]:
        """The tags of a story as written in its front matter, by their terms."""
        tags = self.story(number).tags
        row = self.matrix.row(number).tolist()
        return dict(zip(row[len(row) - len(tags) :], tags, strict=True))

    def _is_version_of(self, one: int, others: Collection[int]) -> bool:
        """Whether a story is a version of one of the others: they share at least 80 % of all their words; or, within a
        week, at least 90 % of the shorter one's words, if it has 16 or more.
        """
        alike = self.alike.get(one, ())
        return bool(alike) and any(each in alike and self._share_words(one, each) for each in others)

    def _share_words(self, one: int, other: int) -> bool:
        first, second = self._words(one), self._words(other)
        common, both, shorter = len(first & second), len(first) + len(second), min(len(first), len(second))
        if common and 100 * common >= 80 * (both - common):
            return True
        apart = abs(self.story(one).when // 86_400 - self.story(other).when // 86_400)
        return shorter >= 16 and 100 * common >= 90 * shorter and apart <= SOON

    def _words(self, number: int) -> set[int]:
        """The terms of a story's text."""
        known = self.words.get(number)
        if known is None:
            story, row = self.story(number), self.matrix.row(number).tolist()
            known = self.words[number] = set(row[: len(row) - len(story.tags) - len(story.bylines) - 1])
        return known


def _flagged(near: NearestStories, rows: Ints, flag: int) -> dict[int, set[int]]:
    """For these stories and their nearest ones, the stories connected with each by this flag, in either direction."""
    alike = (near.flags & flag) * (near.scores > 0)
    concerned = np.zeros(len(alike), bool)
    concerned[rows] = True
    concerned[near.stories[rows]] = True
    found: dict[int, set[int]] = {}
    places, columns = np.nonzero(alike * concerned[:, None])
    for one, other in zip(places.tolist(), near.stories[places, columns].tolist(), strict=True):
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return found
