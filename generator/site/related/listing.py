"""The list for one story: the stories its editor chose, then those that tell the reader something new."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from generator.model.story import Reason
from generator.site.related.comparison import SOON
from generator.site.related.index import NAMES, TAGS, IndexedStory, RelatedIndex
from generator.site.related.near import ALIKE, EVIDENT, PAIR, Near
from generator.site.related.ranking import ranked
from generator.site.related.reasons import CHOSEN, Match
from generator.site.related.term_matrix import Ints, TermMatrix

_PART_OF_BEST = 4  # a story is shown if its score is at least this part of the highest one
_LEAST, _LEAST_OF_FIRST = 80, 50  # the lowest score to show; of the first in a list, which is better than none


_NONE = frozenset[int]()


class Listing(NamedTuple):
    """Everything needed to make some lists. A story's final scores are in the row of ``scores`` that ``rows`` says;
    ``alike`` has the possible versions of each story, ``pairs`` those that have nearly the same to say, ``known``
    caches the terms that describe a story.
    """

    stories: Sequence[IndexedStory | None]
    most: int
    near: Near
    rows: Mapping[int, int]
    scores: Ints
    matrix: TermMatrix
    vocabulary: Sequence[str]
    kinds: bytes
    factors: Ints
    distinctive: list[bool]
    monolingual: bool
    alike: Mapping[int, set[int]]
    pairs: Mapping[int, set[int]]
    known: dict[int, dict[int, int]]

    @classmethod
    def of(cls, index: RelatedIndex, rows: Ints) -> Listing:
        """Rank what these stories find."""
        return cls(
            stories=index.stories,
            most=index.count,
            near=index.found,
            rows={number: place for place, number in enumerate(rows.tolist())},
            scores=ranked(index.found, rows),
            matrix=index.matrix,
            vocabulary=index.vocabulary,
            kinds=index.kinds,
            factors=np.frombuffer(index.factors, np.int32),
            distinctive=index.distinctive().tolist(),
            monolingual=len(index.frame.min_rarities) < 2,
            alike=_flagged(index.found, rows, ALIKE),
            pairs=_flagged(index.found, rows, PAIR),
            known={},
        )

    def story(self, number: int) -> IndexedStory:
        """The story with this number."""
        story = self.stories[number]
        assert story is not None
        return story

    def matches(self, number: int) -> Iterator[Match]:
        """The related stories of a story: its editor's choices, then the best of those that it finds."""
        shown = list(self.story(number).chosen[: self.most])
        for other in shown:
            yield Match(self.story(other).path, 0, CHOSEN)
        ordered = self._ordered(number)
        best = max((score for _, score in ordered), default=0)
        for other, score in ordered:
            least = max(_LEAST, best // _PART_OF_BEST) if shown else _LEAST_OF_FIRST
            if len(shown) >= self.most or score < least or self._is_repeated(other, number, shown):
                continue
            if reason := self._reason(number, other):
                shown.append(other)
                yield Match(self.story(other).path, score, reason)

    def _is_repeated(self, other: int, number: int, shown: Sequence[int]) -> bool:
        """Whether a story is shown already, or is a translation or version of one that is or of the story itself, or
        has nearly the same to say as one that is shown.
        """
        if other in shown or not self.pairs.get(other, _NONE).isdisjoint(shown):
            return True
        group = self.story(other).group
        if group and any(self.story(each).group == group for each in (number, *shown)):
            return True
        return self._is_version_of(other, (number, *shown))

    def _ordered(self, number: int) -> list[tuple[int, int]]:
        """The stories that share enough with a story, and their scores in thousandths: those in its language first, and
        of these the best.
        """
        final = self.scores[self.rows[number]]
        order = np.argsort(-final, kind="stable")[: np.count_nonzero(final)]
        stories, scores, flags = (column[number][order].tolist() for column in self.near)
        columns = zip(stories, scores, flags, strict=True)
        found = [(other, score // 10) for other, score, flag in columns if flag & EVIDENT]
        if not self.monolingual:
            language = self.story(number).language
            found.sort(key=lambda each: self.story(each[0]).language != language)
        return found

    def _reason(self, one: int, other: int) -> Reason | None:
        """Why two stories are related: shared tags if any, otherwise names, otherwise words; None if only their tags
        could be a reason, since they are in different languages.
        """
        ours, theirs = self.story(one), self.story(other)
        shared = self._most_important_shared(one, other)
        if common := [term for term in shared if self.kinds[term] == TAGS]:
            tags = self._tags(one)
            return Reason("on", tuple(tags[term] for term in common[:2]))
        if ours.language != theirs.language:
            return None
        if names := [self.vocabulary[term] for term in shared if self.kinds[term] == NAMES]:
            return Reason("mention", tuple(names[:2]))
        week = abs(ours.when // 86_400 - theirs.when // 86_400) <= SOON
        if ours.section and ours.section == theirs.section:
            return Reason("section, week" if week else "section", (ours.section,))
        return Reason("words, week" if week else "words")

    def _most_important_shared(self, one: int, other: int) -> list[int]:
        """The names, tags and links that two stories share and few others have, most important first."""
        ours, theirs = self._describing(one), self._describing(other)
        shared = ours.keys() & theirs.keys()
        if len(shared) < 2:
            return [*shared]
        factors, vocabulary = self.factors, self.vocabulary
        return sorted(shared, key=lambda term: (-ours[term] * theirs[term] * int(factors[term]) ** 2, vocabulary[term]))

    def _describing(self, number: int) -> dict[int, int]:
        """The names, tags and links of a story that few have, each with its emphasis."""
        known = self.known.get(number)
        if known is None:
            described = self.matrix.counted(number).items()
            known = self.known[number] = {term: count for term, count in described if self.distinctive[term]}
        return known

    def _tags(self, number: int) -> dict[int, str]:
        """The tags of a story as written in it, by their terms."""
        tags = self.story(number).tags
        row = self.matrix.row(number).tolist()
        return dict(zip(row[len(row) - len(tags) :], tags, strict=True))

    def _is_version_of(self, one: int, others: Collection[int]) -> bool:
        """Whether a story and one of the others are versions of one: at least 80 % of all their words are shared; or,
        within a week, at least 90 % of the shorter one's words, if it has 16 or more.
        """
        alike = self.alike.get(one, ())
        return bool(alike) and any(each in alike and self._share_words(one, each) for each in others)

    def _share_words(self, one: int, other: int) -> bool:
        first, second = self._words(one), self._words(other)
        common, shorter = 100 * len(first & second), min(len(first), len(second))
        if common > 0 and common >= 80 * len(first | second):
            return True
        apart = abs(self.story(one).when // 86_400 - self.story(other).when // 86_400)
        return shorter >= 16 and common >= 90 * shorter and apart <= SOON

    def _words(self, number: int) -> set[int]:
        """The terms of a story's text."""
        story, row = self.story(number), self.matrix.row(number).tolist()
        return set(row[: len(row) - len(story.tags) - len(story.bylines) - 1])


def _flagged(near: Near, rows: Ints, flag: int) -> dict[int, set[int]]:
    """What these stories, and those that they find, find with this flag, or are found by."""
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
