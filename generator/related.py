"""Related stories: for each story the few that an editor would have chosen, each with its reason in words.

The editor's own choice comes first. The rest is found by what the stories say: every word, name and tag of a story
is a term, weighted by how often the story has it and how rare it is (TF-IDF; Salton and Buckley, 1988), and two stories
are as near as the cosine of their terms; section, language and time then raise or lower that. Frequencies are taken
in steps (powers of two), so that a new story seldom changes the weight of a term, and with it the lists of others.

The work grows with the number of stories, not with its square: a story is compared with those that share its
heaviest terms, and where many stories share one, with those nearest in time.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from functools import cache
from math import isqrt
from operator import mul
from sys import intern, maxsize

from generator.story import Manuscript
from generator.vocabulary import terms

__all__ = ["Lookup", "Match", "related", "terms", "unmatched"]

CHOSEN = "chosen by the editor"
FLOOR = 100
"""Least score, in thousandths of a perfect likeness, of a story worth showing; twice that where only words are shared."""

_HEAVY = 40  # terms by which a story looks for others
_WINDOW = 32  # stories looked at on either side in time, of those that share a term
_CANDIDATES = 32  # stories compared in full
_TAG = 12  # a tag counts as a word that stands twelve times in the text
_SECTION = 20  # hundredths added to the score, where two stories share their section
_NEARNESS = ((7, 125), (31, 115), (366, 100), (maxsize, 90))  # days between two stories, hundredths of the score


@dataclass(frozen=True, slots=True)
class Match:
    """A related story: its path, its score (thousandths; 0 where the editor chose it) and the reason in words."""

    path: str
    score: int
    reason: str


@dataclass(frozen=True, slots=True)
class Lookup:
    """Which story an entry of ``related:`` names, by slug or by headline."""

    paths: Mapping[str, str]

    @classmethod
    def of(cls, stories: Iterable[Manuscript]) -> Lookup:
        """A slug goes before a headline, and of two stories of one name the latest is meant."""
        newest = sorted(stories, key=_when_and_where)
        paths = {_folded(story.headline): story.path for story in newest}
        paths.update((_folded(story.slug), story.path) for story in newest)
        return cls(paths)

    def path(self, entry: str) -> str | None:
        """The path of the story that ``entry`` names; None where there is none yet."""
        return self.paths.get(_folded(entry))


def unmatched(story: Manuscript, lookup: Lookup) -> tuple[str, ...]:
    """Those entries of the story's ``related:`` that no story carries, as they were written."""
    return tuple(entry for entry in story.related if lookup.path(entry) is None)


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _when_and_where(story: Manuscript) -> tuple[float, str]:
    return story.published.timestamp() if story.published else 0.0, story.path


def related(stories: Sequence[Manuscript], count: int = 5) -> dict[str, tuple[Match, ...]]:
    """The related stories of each story, nearest first, by the story's path; at most ``count``, and often fewer.

    ``stories`` are the public ones of an edition: no other can be found here, or is counted.
    """
    archive = _Archive.of(stories)
    lookup = Lookup.of(stories)
    return {
        archive.stories[place].path: tuple(_chosen(archive, place, near, lookup, count))
        for place, near in enumerate(archive.neighbours())
    }


@dataclass(frozen=True, slots=True)
class _Archive:
    """Stories in order of time, the weight of each one's terms, and where each heavy term stands.

    A story is known by its place in ``stories``. ``weights`` gives each story's terms, ``lengths`` the root of the sum
    of their squares; ``heavy`` are the terms by which a story is sought, ``holders`` the stories that a term is heavy in.
    """

    stories: Sequence[Manuscript]
    times: Sequence[float]
    places: Mapping[str, int]
    rarity: Mapping[str, int]
    telling: int
    weights: Sequence[Mapping[str, int]]
    lengths: Sequence[int]
    heavy: Sequence[frozenset[str]]
    holders: Mapping[str, Sequence[int]]

    @classmethod
    def of(cls, stories: Iterable[Manuscript]) -> _Archive:
        ordered = sorted(stories, key=_when_and_where)
        said = [_said(story) for story in ordered]
        rarity = _rarity(Counter(chain.from_iterable(said)), len(ordered))
        weights = [{term: weight * rarity[term] for term, weight in terms.items() if term in rarity} for terms in said]
        heavy = [_heaviest(terms) for terms in weights]
        holders: dict[str, list[int]] = {}
        for place, terms in enumerate(heavy):
            for term in terms:
                holders.setdefault(term, []).append(place)
        lengths = [isqrt(sum(map(mul, terms.values(), terms.values()))) + 1 for terms in weights]
        places = {story.path: place for place, story in enumerate(ordered)}
        times = [_when_and_where(story)[0] for story in ordered]
        return cls(ordered, times, places, rarity, _telling(len(ordered)), weights, lengths, heavy, holders)

    def likeness(self, one: int, other: int) -> int:
        """The cosine of two stories' terms, in thousandths."""
        ours, theirs = self.weights[one], self.weights[other]
        shared = ours.keys() & theirs.keys()
        dot = sum(map(mul, map(ours.__getitem__, shared), map(theirs.__getitem__, shared)))
        return 1000 * dot // (self.lengths[one] * self.lengths[other])

    def candidates(self, place: int) -> list[int]:
        """The stories that share most heavy terms with this one; of a term that many have, only those near in time."""
        found = Counter(chain.from_iterable(_around(self.holders[term], place) for term in self.heavy[place]))
        del found[place]
        total = len(self.stories)
        ranked = sorted([shared * total + other for other, shared in found.items()], reverse=True)
        return [code % total for code in ranked[:_CANDIDATES]]

    def neighbours(self) -> list[list[tuple[int, int]]]:
        """For each story the score and place of those near enough: the best first, then the nearest in time."""
        near: list[dict[int, int]] = [{} for _ in self.stories]
        for place, known in enumerate(near):
            for other in self.candidates(place):
                if other not in known:
                    known[other] = near[other][place] = self.score(place, other)
        return [self._best_first(place, scores) for place, scores in enumerate(near)]

    def _best_first(self, place: int, scores: Mapping[int, int]) -> list[tuple[int, int]]:
        enough = [(-score, self.days(place, other), other) for other, score in scores.items() if score >= FLOOR]
        return [(-score, other) for score, _, other in sorted(enough)]

    def score(self, one: int, other: int) -> int:
        """Likeness, raised by a common section and by nearness in time, lowered by another language."""
        ours, theirs = self.stories[one], self.stories[other]
        percent = next(percent for within, percent in _NEARNESS if self.days(one, other) <= within)
        if ours.section and ours.section == theirs.section:
            percent += _SECTION
        if ours.language != theirs.language:
            percent //= 2
        return self.likeness(one, other) * percent // 100

    def days(self, one: int, other: int) -> int:
        """Whole days between two stories."""
        return int(abs(self.times[one] - self.times[other]) // 86_400)

    def retold(self, one: int, other: int) -> bool:
        """Is this one story told twice: much the same words, or within a week all the words of the shorter one?"""
        ours, theirs = self.heavy[one], self.heavy[other]
        if 2 * len(ours & theirs) < min(len(ours), len(theirs)):
            return False
        first, second = (dict(self.stories[place].terms).keys() for place in (one, other))
        shared, shorter = len(first & second), min(len(first), len(second))
        return 100 * shared >= 80 * max(1, len(first | second)) or (
            shorter >= 20 and 100 * shared >= 90 * shorter and self.days(one, other) <= 7
        )


def _said(story: Manuscript) -> dict[str, int]:
    """The terms of a story with the weight that the story gives them; tags begin with ``#``."""
    said = {intern(term): _grown(count) // (2 if term[0].isupper() else 1) for term, count in story.terms}
    said.update((tag, _grown(_TAG)) for tag in sorted(map(_tag, story.tags)))
    return said


def _tag(name: str) -> str:
    return f"#{_folded(name)}"


@cache
def _grown(count: int) -> int:
    """Four times (1 + log2), in whole numbers: a word said twice as often weighs one step more, not double."""
    return (count**4).bit_length() + 3


def _rarity(holders: Mapping[str, int], stories: int) -> dict[str, int]:
    """How much a term tells, by how many stories hold it, in powers of two; a term of one story alone tells nothing."""
    return {term: _rare(held, stories) for term, held in holders.items() if held > 1}


def _rare(held: int, stories: int) -> int:
    return max(stories, 255).bit_length() - held.bit_length() + 5


def _telling(stories: int) -> int:
    """The least rarity of a term that can be a reason: at most about one story in six has it."""
    return _rare(max(3, stories // 8), stories)


def _heaviest(weights: Mapping[str, int]) -> frozenset[str]:
    return frozenset(sorted(weights, key=weights.__getitem__, reverse=True)[:_HEAVY])


def _around(holders: Sequence[int], place: int) -> Sequence[int]:
    if len(holders) <= 2 * _WINDOW:
        return holders
    middle = bisect_left(holders, place)
    return holders[max(0, middle - _WINDOW) : middle + _WINDOW + 1]


def _chosen(
    archive: _Archive, place: int, near: Iterable[tuple[int, int]], lookup: Lookup, count: int
) -> Iterator[Match]:
    """The editor's choice, then the nearest stories that tell the reader something new."""
    stories = archive.stories
    named = [archive.places[path] for path in map(lookup.path, stories[place].related) if path is not None]
    shown = [other for other in dict.fromkeys(named) if other != place][:count]
    yield from (Match(stories[other].path, 0, CHOSEN) for other in shown)
    for score, other in near:
        if len(shown) >= count:
            return
        if other in shown or any(archive.retold(other, known) for known in (place, *shown)):
            continue
        if reason := _reason(archive, place, other, score):
            shown.append(other)
            yield Match(stories[other].path, score, reason)


def _reason(archive: _Archive, one: int, other: int, score: int) -> str:
    """What brings two stories together: the tags they share, else the names, else the words; empty if none tells."""
    ours, theirs = archive.weights[one], archive.weights[other]
    shared = sorted(ours.keys() & theirs.keys(), key=lambda term: (-ours[term] * theirs[term], term))
    written = {_tag(tag): tag for tag in archive.stories[one].tags}
    if tags := [written[term] for term in shared if term in written]:
        return f"both on {_listed(tags[:2])}"
    telling = [term for term in shared if archive.rarity[term] >= archive.telling]
    if names := [term for term in telling if term[0].isupper()]:
        return f"both mention {_listed(names[:2])}"
    if len(telling) < 2 or score < 2 * FLOOR:
        return ""
    words = [term for term in telling if term[-1] != "-"]
    return f"both mention {_listed(words[:3])}" if words else _occasion(archive, one, other)


def _occasion(archive: _Archive, one: int, other: int) -> str:
    section = archive.stories[one].section
    common = section and section == archive.stories[other].section
    when = ", the same week" if archive.days(one, other) <= 7 else ""
    return f"both in {section}{when}" if common else f"much the same words{when}"


def _listed(names: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
