"""Gives different addresses to adopted stories that would have the same one, as the programs they come from did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath

from generator.model.problems import Problem
from generator.model.settings import Settings
from generator.model.slug import slug
from generator.site.entry import IndexEntry

Places = tuple[tuple[str, str], ...]


def told_apart(
    places: Places, entries: Mapping[str, IndexEntry], settings: Settings, report: Callable[[Problem], None]
) -> Places:
    """Return the places, changed where several stories share one: by language, by file name, or by folder.

    Stories that differ in none of these keep the shared place; planning the site then reports an error.
    """
    sharing: dict[str, list[str]] = defaultdict(list)
    for path, place in places:
        sharing[place.casefold()].append(path)
    known, taken, changed = dict(places), set(sharing), dict[str, str]()
    for paths in sharing.values():
        first, *others = _in_order(paths, entries, settings)
        for path in others:
            for place in _other_places(path, first, known[path], entries, settings):
                if place.casefold() not in taken:
                    taken.add(place.casefold())
                    changed[path] = place
                    report(_moved(path, first, known[path], place))
                    break
    return tuple((path, changed.get(path, place)) for path, place in places)


def _in_order(paths: list[str], entries: Mapping[str, IndexEntry], settings: Settings) -> list[str]:
    """Sort pages first, since they have no date; then stories in the site's language; then by path."""
    return sorted(
        paths,
        key=lambda path: (entries[path].kind != "page", _language(entries[path], settings) != settings.language, path),
    )


def _other_places(
    path: str, first: str, place: str, entries: Mapping[str, IndexEntry], settings: Settings
) -> Iterator[str]:
    """Where a story could go instead: below its language, at the name of its file, or below its folder."""
    own, other = entries[path], entries[first]
    if own.kind == "page":
        return
    if _language(own, settings) != _language(other, settings):
        yield f"/{_language(own, settings).lower()}{place}"
    name = slug(PurePosixPath(path).stem)
    above = place[: -len(own.slug) - 1]
    if name and place.endswith(f"/{own.slug}/"):
        if name.startswith(f"{above.strip('/').replace('/', '-')}-"):  # the place has the date already
            name = name[len(above.strip("/")) + 1 :]
        yield f"{above}{name}/"
    for folder in PurePosixPath(path).parts[1:-1][::-1]:
        if folder not in PurePosixPath(first).parts and slug(folder):
            yield f"/{slug(folder)}{place}"


def _language(entry: IndexEntry, settings: Settings) -> str:
    return entry.language or settings.language


def _moved(path: str, first: str, place: str, new: str) -> Problem:
    message = f"{place} is also the address of {first}, so this story is at {new}"
    return Problem(path, 0, 0, message, "give one of them another `slug`", "", "warning", "guessed")
