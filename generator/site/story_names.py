"""Reports names in front matter (``related``, ``translation_of``) that match no story, several stories or a hidden one.

A name is a story's slug or headline (see ``places``). Suggestions compare only a few names, however many there are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

import msgspec

from generator.engine.definitions import Ask, MissingError, Query
from generator.model.problems import Problem, Problems
from generator.model.slug import slug
from generator.model.terms import as_named
from generator.reading.inputs import SETTINGS
from generator.reading.queries import HEAD
from generator.site.entry import IndexEntry
from generator.site.index import GUESSED, INDEX, PUBLIC
from generator.site.path_suggestions import KnownPaths, known_paths
from generator.site.places import ALL_STORIES, ANY_NAMED, AT, WANTED_NAMES, story_named, titles
from generator.site.url_history import place_of
from generator.site.withheld import GONE

_FILE = re.compile(r"\S+\.(md|markdown|mdown|mkd|mkdn|mdx)", re.IGNORECASE)
_ADDRESS = re.compile(r"(https?:/)?/\S+", re.IGNORECASE)
_USUAL = "name it by its slug or its headline"
IMPORTED = "wire"
"""The field in which ``broadsheet import`` records what a story was made from."""


class KnownSlugs(msgspec.Struct, frozen=True):
    """The slugs of all stories, for searching, and the path of the story with each slug."""

    known: KnownPaths
    paths: Mapping[str, str]


def _slugs(ask: Ask, _: str) -> KnownSlugs:
    paths = {each.slug: each.path for each in ask(INDEX) if each.kind == "story"}
    return KnownSlugs(known_paths(paths), paths)


def _shared(ask: Ask, _: str) -> Mapping[str, tuple[str, ...]]:
    """The stories that a name may mean, latest first, for each name of several stories."""
    wanted, known = {*ask(WANTED_NAMES)}, titles(ask)
    found: dict[str, list[str]] = defaultdict(list)
    for path in ask(ALL_STORIES):
        for name in wanted.intersection(known[path]):
            found[name].append(path)
    return {name: tuple(paths) for name, paths in sorted(found.items()) if len(paths) > 1}


def suggestion(ask: Ask, written: str) -> str:
    """Advice on how to name the story that ``written``, which is not the name of any story, may mean."""
    if path := _at(ask, written):
        head = ask(HEAD, path)
        return f"write its slug, `{head.slug}`" if head else _USUAL
    slugs = ask(SLUGS)
    if near := slugs.known.near(slug(written)):
        head = ask(HEAD, slugs.paths[near])
        return f"did you mean `{head.headline if head else near}`?"
    return _USUAL


def _at(ask: Ask, written: str) -> str:
    """The story that a path or an address leads to; empty if there is none."""
    if _FILE.fullmatch(written):
        ending = f"/{written.removeprefix('./').lstrip('/').removeprefix('content/')}"
        return next((each.path for each in ask(INDEX) if each.path.endswith(ending)), "")
    if _ADDRESS.fullmatch(written):
        try:
            return ask(AT, place_of(written, ask(SETTINGS).base_path))
        except (MissingError, Problems):  # there is no story, or it is not an address
            return ""
    return ""


def _checks(ask: Ask, _: str) -> None:
    if not ask(ANY_NAMED):
        return
    public, shared = frozenset(ask(PUBLIC).stories), ask(SHARED)
    for entry in (each for each in ask(INDEX) if each.kind == "story"):
        for field, names in (("related", entry.related), ("translation_of", filter(None, (entry.translation_of,)))):
            for name in names:
                for message, fix in _wrong(ask, entry, field, name, public, shared):
                    ask.report(_problem(ask, entry.path, field, name, message, fix))


def _wrong(
    ask: Ask, entry: IndexEntry, field: str, name: str, public: frozenset[str], shared: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a name, and the fix. ``translations.py`` reports originals that do not exist."""
    path = story_named(ask, name)
    others = [each for each in shared.get(as_named(name), ()) if each != path]
    if path is None:
        if slug(name) in ask(GUESSED):  # that story has errors of its own
            return
        fix = suggestion(ask, name) if field == "related" else ""
        if fix and (fix != _USUAL or IMPORTED not in entry.unknown):  # agencies name stories that were not taken
            fix = f"no action needed if it comes later; {fix}" if fix == _USUAL else fix
            yield f"there is no story `{name}`, so readers see these words without a link", fix
    elif path == entry.path and field == "related":
        yield f"`{name}` is this story itself", "name another story, or remove it"
    elif path != entry.path and path not in public and entry.path in public:
        gone = ask(GONE, path)
        fix = "you can name another story instead, or remove it" if gone else "it appears with that story"
        yield f"`{name}` is {gone or 'not public'}, so readers do not see it here", f"no action needed: {fix}"
    if others and path:
        yield f"`{name}` means {path}, but {others[0]} has that name, too", "name the story by a slug that only it has"


def _problem(ask: Ask, path: str, field: str, name: str, message: str, fix: str) -> Problem:
    head = ask(HEAD, path)
    lines = head.lines if head else {}
    return Problem(path, lines.get(f"{field} {name}", lines.get(field, 0)), 0, message, fix, level="warning")


SLUGS = Query[KnownSlugs]("known-slugs", KnownSlugs, _slugs, stored=False)
"""The slugs of all stories, public or not, for searching."""

SHARED = Query[Mapping[str, tuple[str, ...]]]("shared-names", Mapping[str, tuple[str, ...]], _shared)
"""The names in front matter that several stories have, with the paths of those stories."""

STORY_NAMES = Query[None]("story-names", None, _checks)
"""Reports names in front matter that do not refer to the story that an editor probably means."""

QUERIES = (SLUGS, SHARED, STORY_NAMES)
