"""The list of one story: what its editor chose, then what is near it, each with its reason in words."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.clippings import Clippings

CHOSEN = "chosen by the editor"

# The least score worth showing, by what the two have in common: an editor's word weighs more than a chance one.
_BY_TAGS, _BY_NAMES, _BY_WORDS = 100, 175, 225


@dataclass(frozen=True, slots=True)
class Match:
    """A related story: its path, its score (thousandths; 0 where the editor chose it) and the reason in words."""

    path: str
    score: int
    reason: str


def matches_of(clippings: Clippings, number: int, near: Iterable[tuple[int, int]], count: int) -> Iterator[Match]:
    """The related stories of one, at most ``count``, given the scores and numbers of those near it."""
    chosen = array("I", clippings.story(number).chosen)[:count]
    for other in chosen:
        yield Match(clippings.story(other).path, 0, CHOSEN)
    yield from _found(clippings, number, near, chosen, count)


def _found(
    clippings: Clippings, number: int, near: Iterable[tuple[int, int]], chosen: Sequence[int], count: int
) -> Iterator[Match]:
    """The nearest stories that tell the reader something new, until there are ``count``."""
    shown = list(chosen)
    tags = clippings.tags(number)
    for score, other in near:
        if len(shown) >= count or score < _BY_TAGS:
            return
        if other in shown or not (reason := _reason(clippings, number, other, score, tags)):
            continue
        if not any(clippings.retold(other, known) for known in (number, *shown)):
            shown.append(other)
            yield Match(clippings.story(other).path, score, reason)


def _reason(clippings: Clippings, one: int, other: int, score: int, tags: Mapping[int, str]) -> str:
    """What brings two stories together: the tags they share, else names, else words; empty if none tells.

    ``tags`` gives the first story's tags as it writes them, by their terms.
    """
    shared = clippings.shared(one, other)
    if common := shared & tags.keys():
        return f"both on {_listed([tags[term] for term in clippings.foremost(common, one, other)[:2]])}"
    if score < _BY_NAMES:
        return ""
    telling = clippings.words(clippings.foremost(filter(clippings.tells, shared), one, other))
    if names := [term for term in telling if term[0].isupper()]:
        return f"both mention {_listed(names[:2])}"
    if len(telling) < 2 or score < _BY_WORDS:
        return ""
    if words := [term for term in telling if not term.endswith("-")]:
        return f"both mention {_listed(words[:3])}"
    return _occasion(clippings, one, other)


def _occasion(clippings: Clippings, one: int, other: int) -> str:
    """For stories whose common words cannot be printed, since only their stems are kept."""
    section = clippings.story(one).section
    where = f"both in {section}" if section and section == clippings.story(other).section else "much the same words"
    return f"{where}, the same week" if clippings.apart(one, other) <= 7 else where


def _listed(names: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
