"""Translations: the stories that tell the same in several languages.

A story that says ``translation_of`` names its original, by slug or by headline. The original and all that name it are
a group, so that each leads to all others, and back. Only public stories are in it, one of each language.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.model.problems import Level, Problem
from generator.model.story import Card, Manuscript, Translation
from generator.site.related.lists import Lookup
from generator.text.locales import own_name


@dataclass(slots=True)
class Grouped:
    """Each story's translations by its path, itself among them, the original first; and what is wrong."""

    translations: dict[str, tuple[Translation, ...]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def grouped(
    manuscripts: Sequence[Manuscript], lookup: Lookup, cards: Mapping[str, Card], permalinks: Mapping[str, str]
) -> Grouped:
    """The groups of translations.

    ``manuscripts`` and ``lookup`` are of all stories, ``cards`` and ``permalinks`` of the public ones, by their path.
    """
    found = Grouped()
    by_path = {each.path: each for each in manuscripts if each.kind == "story"}
    groups = defaultdict[str, list[str]](list)
    for story in by_path.values():
        if story.translation_of and story.path in cards and (original := _original(story, by_path, lookup, found)):
            groups[original].append(story.path)
    for original, paths in groups.items():
        members = [path for path in (original, *sorted(paths)) if path in cards]
        told = dict(_by_language(members, by_path, cards, found))
        if len(told) > 1:
            all_of_them = tuple(
                Translation(
                    language,
                    cards[path].direction,
                    own_name(language),
                    cards[path].url,
                    permalinks[path],
                    original=path == original,
                )
                for language, path in told.items()
            )
            found.translations |= dict.fromkeys(told.values(), all_of_them)
    return found


def _original(story: Manuscript, by_path: Mapping[str, Manuscript], lookup: Lookup, found: Grouped) -> str:
    """The path of a story's original; of that one's own, where it is a translation, too; else nothing."""
    way = [story.path]
    while named := by_path[way[-1]].translation_of:
        path = lookup.path(named)
        if path is None:
            break
        if path in way:
            message = "this is a translation of itself" if path == story.path else f"`{named}` leads back to itself"
            found.problems.append(_problem(story, message, "name the story that was written first", "error"))
            return ""
        way.append(path)
    if len(way) == 1:
        message = f"there is no story `{story.translation_of}` yet"
        found.problems.append(_problem(story, message, "name it by its slug or its headline", "warning"))
        return ""
    return way[-1]


def _by_language(
    paths: Iterable[str], by_path: Mapping[str, Manuscript], cards: Mapping[str, Card], found: Grouped
) -> Iterator[tuple[str, str]]:
    """The first story of each language, by it."""
    taken: dict[str, str] = {}
    for path in paths:
        language = cards[path].language
        if language in taken:
            message = f"{taken[language]} is in the same language (`{language}`), and stands for it already"
            fix = "give one of them its own `language`, or take out this `translation_of`"
            found.problems.append(_problem(by_path[path], message, fix, "warning"))
        else:
            taken[language] = path
            yield language, path


def _problem(story: Manuscript, message: str, fix: str, level: Level) -> Problem:
    return Problem(story.path, story.lines.get("translation_of", 0), 0, message, fix, level=level)
