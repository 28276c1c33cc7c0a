"""Related stories: for each story the few that an editor would have chosen, each with its reason in words.

The editor's own choice comes first, then the stories that are nearest by what they say (see ``clippings.py``). Nothing
is shown to fill up: a story needs a score and a reason, and it must not tell again what is already shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from generator.clippings import Clippings, tag_term, when_and_where
from generator.story import Manuscript
from generator.terms import folded
from generator.vocabulary import terms

__all__ = ["Lookup", "Match", "related", "terms", "unmatched"]

CHOSEN = "chosen by the editor"

# The least score worth showing, by what the two have in common: an editor's word weighs more than a chance one.
_BY_TAGS, _BY_NAMES, _BY_WORDS = 100, 175, 225


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
        oldest_first = sorted(stories, key=when_and_where)
        by_headline = {folded(story.headline): story.path for story in oldest_first}
        return cls(by_headline | {folded(story.slug): story.path for story in oldest_first})

    def path(self, entry: str) -> str | None:
        """The path of the story that ``entry`` names; None where there is none yet."""
        return self.paths.get(folded(entry))


def unmatched(story: Manuscript, lookup: Lookup) -> tuple[str, ...]:
    """Those entries of the story's ``related:`` that no story carries, as they were written."""
    return tuple(entry for entry in story.related if lookup.path(entry) is None)


def related(
    stories: Sequence[Manuscript], count: int = 5, map: Callable[..., Iterable[Any]] = map
) -> dict[str, tuple[Match, ...]]:
    """The related stories of each story, best first, by the story's path; at most ``count``, and often fewer.

    ``stories`` are the public ones of an edition: no other can be found here, or is counted. ``map`` says where the
    work is done.
    """
    clippings = Clippings.of(stories)
    near = clippings.neighbours(map(clippings.nearest, range(len(stories))), _BY_TAGS)
    lists = map(partial(_list, clippings, Lookup.of(stories), _places(clippings), count), enumerate(near))
    return {story.path: found for story, found in zip(clippings.stories, lists, strict=True)}


def _places(clippings: Clippings) -> dict[str, int]:
    return {story.path: place for place, story in enumerate(clippings.stories)}


def _list(
    clippings: Clippings,
    lookup: Lookup,
    places: Mapping[str, int],
    count: int,
    numbered: tuple[int, Iterable[tuple[int, int]]],
) -> tuple[Match, ...]:
    """The related stories of one story, given its place and those near it."""
    place, near = numbered
    named = dict.fromkeys(places[path] for path in map(lookup.path, clippings.stories[place].related) if path)
    chosen = [other for other in named if other != place][:count]
    return (*_chosen(clippings, chosen), *_found(clippings, place, near, chosen, count))


def _chosen(clippings: Clippings, chosen: Iterable[int]) -> Iterator[Match]:
    return (Match(clippings.stories[other].path, 0, CHOSEN) for other in chosen)


def _found(
    clippings: Clippings, place: int, near: Iterable[tuple[int, int]], chosen: Sequence[int], count: int
) -> Iterator[Match]:
    """The nearest stories that tell the reader something new, until there are ``count``."""
    shown = list(chosen)
    tags = {tag_term(tag): tag for tag in clippings.stories[place].tags}
    for score, other in near:
        if len(shown) >= count:
            return
        if other in shown or not (reason := _reason(clippings, place, other, score, tags)):
            continue
        if not any(clippings.retold(other, known) for known in (place, *shown)):
            shown.append(other)
            yield Match(clippings.stories[other].path, score, reason)


def _reason(clippings: Clippings, one: int, other: int, score: int, tags: Mapping[str, str]) -> str:
    """What brings two stories together: the tags they share, else names, else words; empty if none tells.

    ``tags`` gives the first story's tags as it writes them, by their terms.
    """
    if common := tags.keys() & clippings.weights[other].keys():
        return f"both on {_listed([tags[term] for term in clippings.foremost(common, one, other)[:2]])}"
    if score < _BY_NAMES:
        return ""
    telling = [term for term in clippings.shared(one, other) if clippings.rarity[term] >= clippings.telling]
    if names := [term for term in telling if term[0].isupper()]:
        return f"both mention {_listed(clippings.foremost(names, one, other)[:2])}"
    if len(telling) < 2 or score < _BY_WORDS:
        return ""
    if words := [term for term in telling if not term.endswith("-")]:
        return f"both mention {_listed(clippings.foremost(words, one, other)[:3])}"
    return _occasion(clippings, one, other)


def _occasion(clippings: Clippings, one: int, other: int) -> str:
    """For stories whose common words cannot be printed, since only their stems are kept."""
    section = clippings.stories[one].section
    where = f"both in {section}" if section and section == clippings.stories[other].section else "much the same words"
    return f"{where}, the same week" if clippings.days(one, other) <= 7 else where


def _listed(names: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
