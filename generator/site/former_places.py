"""Former places: aliases that editors gave, places that stories moved from, and places of withdrawn stories."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from generator.engine.definitions import Ask, MissingError, Query, Table
from generator.model.feed import DeletedEntry
from generator.model.page import Tombstone
from generator.model.problems import Level, Problem
from generator.model.story import Link
from generator.model.tag_uri import story_uri
from generator.model.urls import output_path
from generator.reading.inputs import PATHS, SETTINGS, STRICT
from generator.reading.queries import HEAD
from generator.site import url_history
from generator.site.index import AS_OF, PUBLIC, by_path, stories, stories_and_pages
from generator.site.places import AUTHORITY, history, place_of, places, uri, url
from generator.site.visibility import killed_at, published_at, state, withheld


def _aliases(by_query: bool, ask: Ask) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for path, aliases in stories_and_pages(ask, "aliases"):
        for place in aliases:
            if ("?" in place) is by_query:
                found[place] = (*found.get(place, ()), path)
    return found


def _former(ask: Ask) -> Mapping[str, str]:
    if not ask(SETTINGS).adopt:
        return {}
    found: dict[str, str] = {}
    for path, former in stories(ask, "former"):
        for place in former:
            found.setdefault(place, path)
    return found


def _moved(ask: Ask) -> Mapping[str, str]:
    return dict(url_history.moved(history(ask), places(ask), frozenset(ask.keys(ALIASES))))


def _withdrawn(ask: Ask) -> Mapping[str, str]:
    """All known former places of withdrawn stories."""
    public = ask(PUBLIC)
    if not public.killed:
        return {}
    files, entries = history(ask).files, by_path(ask)
    found: dict[str, str] = {}
    for path in public.killed:
        story = entries[path]
        known = (place for place, file in files.items() if file == path)
        own = place_of(ask, published_at(story), story.section, story.slug, story.language)
        for place in (own, *story.aliases, *known):
            if "?" not in place:  # no page can be at an address with a query
                found.setdefault(place, path)
    return found


def _deleted(ask: Ask, _: str) -> tuple[DeletedEntry, ...]:
    """The withdrawn stories, without those that have the tag URI of a public story, which feeds would delete.

    Those are reported.
    """
    killed = ask(PUBLIC).killed
    if not killed:
        return ()
    entries, found, authority = by_path(ask), list[DeletedEntry](), ask(AUTHORITY)
    seen = {written or story_uri(authority, path): path for path, written in stories(ask, "uri")}
    for path in killed:
        if owner := seen.get(uri(ask, path)):
            ask.report(_shared_uri(ask, path, owner))
        else:
            found.append(DeletedEntry(uri(ask, path), killed_at(entries[path])))
    return tuple(found)


def _shared_uri(ask: Ask, killed: str, owner: str) -> Problem:
    head = ask(HEAD, killed)
    line = head.lines.get("uri" if head.uri else "killed", 0) if head else 0
    message = f"this withdrawn story has the same `uri` as {owner}, so feeds would delete that story"
    level: Level = "warning" if ask(SETTINGS).adopt else "error"
    return Problem(killed, line, 0, message, "remove one of the two `uri` lines", level=level)


def _tombstone(ask: Ask, path: str) -> Tombstone:
    head = ask(HEAD, path)
    assert head is not None  # it was public once
    return Tombstone(killed_at(head), head.kill_note, head.kill_note_spans)


def _target(ask: Ask, path: str) -> Link:
    head = ask(HEAD, path)
    return Link(head.headline if head else "", url(ask, path))


def _waiting(ask: Ask, _: str) -> tuple[str, ...]:
    as_of, entries = ask(AS_OF), by_path(ask)
    waiting = (path for path in ask(PATHS) if path not in entries or state(entries[path], as_of) not in ("", "draft"))
    return tuple(waiting)


def _vanished(ask: Ask, _: str) -> tuple[str, ...]:
    """Every published address that would stop working; each is reported."""
    known = history(ask)
    if not known.files:
        return ()
    waiting: tuple[str, ...] = ask(WAITING)
    former = (*ask.keys(ALIASES), *ask.keys(WITHDRAWN))
    level: Level = "error" if ask(STRICT) else "warning"
    found = tuple(url_history.vanished(known, places(ask), former, frozenset(waiting)))
    entries = by_path(ask) if found else {}
    for place in found:
        entry = entries.get(known.files[place])
        why = withheld(entry, ask(AS_OF)).removeprefix("it ") if entry else ""
        ask.report(url_history.lost(known, place, why, level))
    return found


def _set_back(ask: Ask, _: str) -> None:
    """Report stories that were published and are now scheduled for later: until then, their addresses do not work."""
    as_of, entries = ask(AS_OF), by_path(ask)
    known = history(ask)
    kept = {*places(ask).values(), *ask.keys(ALIASES)}
    for place, path in sorted(known.files.items()):
        entry = entries.get(path)
        if entry and place not in kept and state(entry, as_of) in ("embargoed", "scheduled"):
            line = known.lines.get(place, 0)
            message = (
                f"{place} was published, but is not there for now: {path} {withheld(entry, as_of).removeprefix('it ')}"
            )
            fix = f"correct the times in {path}; if readers should not see it until then, no action is needed"
            ask.report(Problem(url_history.FILE, line, 1, message, fix, level="warning"))


def _renamed(ask: Ask, _: str) -> None:
    """Report stories whose files were renamed, since their ids come from the names of their files."""
    known = history(ask)
    public = frozenset(ask(PUBLIC).stories)
    paths: tuple[str, ...] = ask(PATHS)
    aliases = {place: ask(ALIASES, place)[0] for place in ask.keys(ALIASES)}
    for path, file in dict(url_history.renamed(known, places(ask), aliases, frozenset(paths))).items():
        head = ask(HEAD, path)
        if path in public and head and not head.uri:
            message = (
                f"this story was published from {file}; with another file it gets another id, so feeds show it again"
            )
            fix = f"to keep its id, add a line `uri: {story_uri(ask(AUTHORITY), file)}`"
            ask.report(Problem(path, head.lines.get("headline", 0), 0, message, fix, level="warning"))


ALIASES = Table[tuple[str, ...]]("aliases", tuple[str, ...], partial(_aliases, False))
"""The paths of the public stories and pages that have a place as an alias, by place; more than one is an error."""

BY_QUERY = Table[tuple[str, ...]]("aliases-by-query", tuple[str, ...], partial(_aliases, True))
"""Like ``ALIASES``, for aliases with a query (``/?p=41``), which only some hosts can redirect."""

FORMER = Table[str]("former", str, _former)
"""The path of the public story that another program probably published at a place, by place."""

MOVED = Table[str]("moved", str, _moved)
"""The path of the public story or page that used to be at a place which is now unused, by place."""

WITHDRAWN = Table[str]("withdrawn", str, _withdrawn)
"""The path of the withdrawn story that used to be at a place, by place."""

DELETED = Query[tuple[DeletedEntry, ...]]("deleted", tuple[DeletedEntry, ...], _deleted)
"""The withdrawn stories, most recently withdrawn first."""

TOMBSTONE = Query[Tombstone]("tombstone", Tombstone, _tombstone)
"""The tombstone of a withdrawn story, by its path."""

TARGET = Query[Link]("target", Link, _target)
"""Where a public story's or page's former places redirect to, by its path."""

WAITING = Query[tuple[str, ...]]("waiting", tuple[str, ...], _waiting)
"""The manuscripts that are neither public nor drafts, and those that cannot be read."""

VANISHED = Query[tuple[str, ...]]("vanished", tuple[str, ...], _vanished)
"""Published addresses that would stop working; reports them."""

SET_BACK = Query[None]("set-back", None, _set_back)
"""Reports stories that were published and are scheduled again."""

RENAMED = Query[None]("renamed", None, _renamed)
"""Reports stories that get another id because their files were renamed."""

QUERIES = (
    ALIASES,
    BY_QUERY,
    FORMER,
    MOVED,
    WITHDRAWN,
    DELETED,
    TOMBSTONE,
    TARGET,
    WAITING,
    VANISHED,
    SET_BACK,
    RENAMED,
)


def place_at(ask: Ask, table: Table[Any], path: str) -> str:
    """The place in a table of places whose file has the given path below the output folder.

    :raises MissingError: if there is none.
    """
    for place in (f"/{path.removesuffix('index.html')}", f"/{path}"):
        try:
            ask(table, place)
        except MissingError:
            continue
        return place
    for place in ask.keys(table):  # the place may be written in another Unicode form
        if output_path(place) == path:
            return place
    raise MissingError(path)
