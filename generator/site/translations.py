"""Translations: versions of a story in several languages.

A story's ``translation_of`` names its original by slug or headline. The original and its translations form a group, and
each links to all the others. A group has only public stories, one in each language.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from generator.engine.definitions import Ask, MissingError, Query, Table
from generator.model.problems import Level, Problem
from generator.model.slug import slug
from generator.model.story import Translation, direction
from generator.model.urls import permanent
from generator.reading.inputs import SETTINGS
from generator.reading.queries import HEAD
from generator.site.index import GUESSED, INDEX, stories
from generator.site.indexing import UNLISTED
from generator.site.places import PLACE, story_named, url
from generator.site.story_names import suggestion
from generator.text.locales import own_name

Versions = Mapping[str, str]  # what each translation names as its original, by the translation's path


def _versions(ask: Ask, _: str) -> tuple[tuple[str, str], ...]:
    return tuple((each.path, each.translation_of) for each in ask(INDEX) if each.translation_of)


def _translations(ask: Ask) -> Mapping[str, tuple[Translation, ...]]:
    named: tuple[tuple[str, str], ...] = ask(VERSIONS)
    versions = dict(named)
    if not versions:
        return {}
    languages = {path: language or ask(SETTINGS).language for path, language in stories(ask, "language")}
    groups = defaultdict[str, list[str]](list)
    for path in versions:
        if path in languages and (original := _original(ask, path, versions)):
            groups[original].append(path)
    found: dict[str, tuple[Translation, ...]] = {}
    for original, paths in groups.items():
        members = [path for path in (original, *sorted(paths)) if path in languages]
        chosen = dict(_by_language(ask, members, languages))
        if len(chosen) > 1:
            everyone = tuple(_translation(ask, path, each, path == original) for each, path in chosen.items())
            found |= dict.fromkeys(chosen.values(), everyone)
    return found


def _translation(ask: Ask, path: str, language: str, original: bool) -> Translation:
    return Translation(
        language,
        direction(language),
        own_name(language),
        url(ask, path),
        permanent(ask(SETTINGS), ask(PLACE, path)),
        original,
        path not in ask(UNLISTED),
    )


def _original(ask: Ask, story: str, versions: Versions) -> str:
    """The path of a story's original, following translations of translations; empty if there is none."""
    chain = [story]
    while named := versions.get(chain[-1]):
        path = story_named(ask, named)
        if path is None:
            break
        if path in chain:
            message = "this is a translation of itself" if path == story else f"`{named}` leads back to itself"
            _report(ask, story, message, "name the story that was written first", "error")
            return ""
        chain.append(path)
    if len(chain) == 1:
        if slug(versions[story]) in ask(GUESSED):  # that story has errors of its own
            return ""
        message = f"there is no story `{versions[story]}` yet"
        _report(ask, story, message, suggestion(ask, versions[story]), "warning")
        return ""
    return chain[-1]


def _by_language(ask: Ask, members: Iterable[str], languages: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The first story in each language, by language."""
    taken: dict[str, str] = {}
    for story in members:
        own = languages[story]
        if own in taken:
            message = f"{taken[own]} is already the version in this language (`{own}`)"
            fix = "give one of them a different `language`, or remove this `translation_of`"
            _report(ask, story, message, fix, "warning")
        else:
            taken[own] = story
            yield own, story


def _report(ask: Ask, story: str, message: str, fix: str, level: Level) -> None:
    head = ask(HEAD, story)
    line = head.lines.get("translation_of", 0) if head else 0
    ask.report(Problem(story, line, 0, message, fix, level="warning" if ask(SETTINGS).adopt else level))


VERSIONS = Query[tuple[tuple[str, str], ...]]("versions", tuple[tuple[str, str], ...], _versions)
"""The path of each translation, public or not, and what it names as its original."""

TRANSLATIONS = Table[tuple[Translation, ...]]("translations", tuple[Translation, ...], _translations)
"""All language versions of a story, the original first, by the path of each version."""

ANY_TRANSLATION = Query[bool]("any-translation", bool, lambda ask, _: bool(ask.keys(TRANSLATIONS)))
"""Whether any public story has translations."""

QUERIES = (VERSIONS, TRANSLATIONS, ANY_TRANSLATION)


def translations(ask: Ask, path: str) -> tuple[Translation, ...]:
    """All language versions of a public story, including itself; empty if there is only one."""
    try:
        return ask(TRANSLATIONS, path) if ask(ANY_TRANSLATION) else ()
    except MissingError:
        return ()
