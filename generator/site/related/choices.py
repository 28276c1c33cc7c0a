"""Editors' choices in front matter: the stories that they list as related, and the translations of stories."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.site.related.index import IndexedStory, RelatedIndex


def choose(index: RelatedIndex, order: Iterable[int]) -> set[int]:
    """Find the stories that editors picked, and return the stories whose picks have changed.

    ``order`` has the numbers of all stories in order of time.
    """
    named = _named(index, order) if any(story and story.picks for story in index.stories) else {}
    changed = set()
    for number, story in enumerate(index.stories):
        if not story or not (story.picks or story.chosen):
            continue
        picked = dict.fromkeys(named[name] for name in story.picks if name in named)
        chosen = tuple(other for other in picked if other != number)
        if chosen != story.chosen:
            changed.add(number)
            story.chosen = chosen
    return changed


def regroup(index: RelatedIndex, order: Iterable[int]) -> set[int]:
    """Find which stories are translations of one another, and return the stories whose group has changed."""
    named = _named(index, order) if any(story and story.original for story in index.stories) else {}
    groups = dict(_groups(index, named))
    changed = set()
    for number, story in enumerate(index.stories):
        if story and story.group != groups.get(number, 0):
            changed.add(number)
            story.group = groups.get(number, 0)
    return changed


def _named(index: RelatedIndex, order: Iterable[int]) -> dict[str, int]:
    """The number of the story that each name refers to: the latest with this slug, otherwise with this headline."""
    stories = [(number, story) for number in order if (story := index.stories[number])]
    named = {story.names[1]: number for number, story in stories}
    return named | {story.names[0]: number for number, story in stories}


def _groups(index: RelatedIndex, named: Mapping[str, int]) -> dict[int, int]:
    """The group of each story that is or has a translation: one more than the number of the original."""
    groups = {}
    for number, story in enumerate(index.stories):
        if story and story.original in named:
            original = _original(index, number, story, named)
            groups[number] = groups[original] = original + 1
    return groups


def _original(index: RelatedIndex, number: int, story: IndexedStory, named: Mapping[str, int]) -> int:
    """The number of the original of a story; if stories name each other in a circle, the lowest number among them."""
    chain = [number]
    while (following := named.get(story.original)) is not None and story.original:
        if following in chain:
            return min(chain[chain.index(following) :])
        chain.append(following)
        found = index.stories[following]
        assert found is not None
        story = found
    return chain[-1]
