"""The plan: every file that the site will have, as listed by the modules in ``outputs/``, and problems with it.

If two files claim the same path, one may give way (see ``Yields``); otherwise a problem names both.
"""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import Any

import unicodedata2
from msgspec.structs import replace

import generator.outputs
from generator.engine.definitions import Ask, MissingError, Query, Table
from generator.model.output import ALIAS, File, Made, folders_of
from generator.model.problems import Problem
from generator.model.safe_paths import LONGEST_NAME, fault_in
from generator.model.slug import slug
from generator.model.urls import output_path
from generator.pipeline.claims import at_its_story, is_copy, way_out
from generator.reading.downloads import reserved_name
from generator.reading.inputs import SETTINGS
from generator.site.cards import URI_OWNERS
from generator.site.description_checks import DESCRIPTION_CHECKS
from generator.site.files import ROOTED, dead_links, dead_search
from generator.site.frame import SITE_CHECKS
from generator.site.index import GUESSED, INDEX
from generator.site.indexing import CANONICAL_CHECKS
from generator.site.later import LATER
from generator.site.moves import RENAMED, SET_BACK, VANISHED
from generator.site.navigation import dead_entries
from generator.site.places import AT
from generator.site.podcasts import PODCAST_CHECKS
from generator.site.republishing import REPUBLISH_CHECKS
from generator.site.section_checks import SECTION_CHECKS
from generator.site.series import SERIES_CHECKS
from generator.site.story_names import STORY_NAMES
from generator.site.withheld import EMBARGOES
from generator.theme.block_checks import BLOCK_CHECKS
from generator.theme.chosen_layouts import CHOSEN
from generator.theme.data_folder import DATA_CHECKS
from generator.theme.form_targets import FORMS
from generator.theme.unread_fields import UNREAD


def _modules() -> Iterator[tuple[str, ModuleType]]:
    package = generator.outputs
    for found in sorted(pkgutil.iter_modules(package.__path__), key=lambda each: each.name):
        module = import_module(f"{package.__name__}.{found.name}")
        if hasattr(module, "files"):
            yield found.name, module


MODULES: Mapping[str, ModuleType] = dict(_modules())
"""The modules in outputs/ that produce files, by name."""

FILES_OF: Mapping[str, Query[tuple[File, ...]]] = {
    name: Query(f"files-{name}", tuple[File, ...], partial(lambda files, ask, _: tuple(files(ask)), module.files))
    for name, module in MODULES.items()
}
"""The files of each module."""

OUTPUTS: Mapping[str, Query[Any]] = {
    name: Query(f"output-{name}", Made, module.output, stored=False) for name, module in MODULES.items()
}
"""How each file of a module is made, by its path."""


def _plan(ask: Ask) -> Mapping[str, tuple[str, ...]]:
    wanted = {name: ask(query) for name, query in FILES_OF.items()}
    kept = list(resolved([file for files in wanted.values() for file in files]))
    if ask(SETTINGS).adopt:
        kept, given_up = giving_way(kept)
        ask.report(*given_up)
    of_index = {id(file) for file in wanted["search_index"]}
    others = [file for file in kept if id(file) not in of_index]
    found = [*path_conflicts(others), *_reserved(others, ask(SETTINGS).searchable)]
    ask.report(*(at_its_story(ask, each) for each in found))
    chosen = {id(file) for file in kept}
    return {name: tuple(file.path for file in files if id(file) in chosen) for name, files in wanted.items()}


def _part(name: str, ask: Ask, _: str) -> None:
    paths = ask(PLAN, name)
    ask.require(OUTPUTS[name], dict.fromkeys(paths))


def _whole(ask: Ask, _: str) -> None:
    for part in PARTS.values():
        ask(part)
    ask(VANISHED)
    for checks in (RENAMED, SET_BACK, SITE_CHECKS, EMBARGOES, DEAD_LINKS, SECTION_CHECKS, STORY_NAMES):
        ask(checks)
    for of_fields in (
        UNREAD,
        CHOSEN,
        CANONICAL_CHECKS,
        DESCRIPTION_CHECKS,
        SERIES_CHECKS,
        REPUBLISH_CHECKS,
        BLOCK_CHECKS,
    ):
        ask(of_fields)
    for others in (FORMS, PODCAST_CHECKS, DATA_CHECKS):
        ask(others)
    ask.keys(URI_OWNERS)


PLAN = Table[tuple[str, ...]]("plan", tuple[str, ...], _plan)
"""The paths of each module's files that will be on the site."""


def _dead_links(ask: Ask, _: str) -> None:
    """Report links from the site's root to a place where the site has nothing."""
    rooted, later, settings = ask(ROOTED), ask(LATER), ask(SETTINGS)
    in_menu = any(each.url.startswith("/") for each in settings.menu)
    if rooted or later.rooted or in_menu or settings.search.startswith("/"):
        files = {path for name in ask.keys(PLAN) for path in ask(PLAN, name)}
        guessed: tuple[str, ...] = ask(GUESSED)
        at = partial(_file_at, ask)
        ask.report(*dead_links(rooted, files, guessed, settings, file_at=at), *dead_search(files, settings))
        ask.report(*dead_entries(files, settings, _slugs(ask) if in_menu else ()))
        coming = dead_links(later.rooted, files | {*map(output_path, later.places)}, guessed, settings, file_at=at)
        ask.report(*(replace(each, level="warning") for each in coming))  # its new tag's page may be what is meant


def _slugs(ask: Ask) -> set[str]:
    """The names in addresses of all stories, pages and sections, public or not."""
    entries, settings = ask(INDEX), ask(SETTINGS)
    sections = {*settings.sections, *(each.section for each in entries)}
    return {each.slug for each in entries} | {slug(each, settings.language) for each in sections if each}


def _file_at(ask: Ask, place: str) -> str:
    """The file of the public story or page at a place; empty if there is none."""
    with suppress(MissingError):
        return ask(AT, place)
    return ""


DEAD_LINKS = Query[None]("dead-links", None, _dead_links)
"""Reports links from the site's root that lead to nothing."""

PARTS: Mapping[str, Query[None]] = {name: Query(f"part-{name}", None, partial(_part, name)) for name in MODULES}
"""Everything that one module adds to the site."""

WHOLE = Query[None]("whole", None, _whole)
"""The whole site: keeps the outputs of all files up to date, and finds all problems."""

QUERIES = (
    *FILES_OF.values(),
    *OUTPUTS.values(),
    PLAN,
    *PARTS.values(),
    DEAD_LINKS,
    WHOLE,
    *(query for module in MODULES.values() for query in getattr(module, "QUERIES", ())),
)


def resolved(wanted: Sequence[File]) -> Iterator[File]:
    """The wanted files, except those that give way to others or to the first of their kind.

    Our own files do not give way to files that come from copy: both are kept, and that is reported as a problem.
    """
    owned = {file.path for file in wanted if not file.yields and not file.of_copy}
    yield from (file for file in wanted if not file.yields)
    for kind, claimed in (("owner", owned), ("any", {file.path for file in wanted if file.yields != "any"})):
        for file in wanted:
            if file.yields == kind and file.path not in claimed:
                claimed.add(file.path)
                yield file


def giving_way(files: Sequence[File]) -> tuple[list[File], list[Problem]]:
    """The files of adopted copy without those that cannot be stored beside another, and a warning for each of these.

    Old addresses give way to everything else, and other files to pages. What is only a guess goes without a warning.
    """
    ranks = {id(file): 2 * (file.source.startswith(ALIAS) or file.yields == "any") + _is_file(file) for file in files}
    owners: dict[str, File] = {}
    folders = set[str]()
    kept, problems = list[File](), list[Problem]()
    for file in sorted(files, key=lambda file: ranks[id(file)]):
        key = _folded(file.path)
        parents = {key.rpartition("/")[0], *folders_of(key)} - {""}
        other = owners.get(key) or next((owners[each] for each in parents if each in owners), None)
        inside = key in folders or bool(fault_in(file.path)) or (file.of_copy and reserved_name(file.path))
        if ranks[id(file)] and (other or inside):
            problems += [_given_up(file, other)] if not file.yields and (not other or _differ(file, other)) else []
            continue
        kept.append(file)
        owners.setdefault(key, file)
        folders |= parents
    return kept, problems


def _is_file(file: File) -> bool:
    return file.source.startswith("content/") and not is_copy(file.source)


def _differ(file: File, other: File) -> bool:
    return file.source.removeprefix(ALIAS) != other.source.removeprefix(ALIAS)


def _given_up(file: File, other: File | None) -> Problem:
    unusable = "its path cannot be stored, or has a name that hosts act on"
    owner = f"that address belongs to {other.source}" if other else unusable
    message = f"/{file.path.removesuffix('index.html')} ({file.source}) is left out, because {owner}"
    return Problem(_file_of(file), 0, 0, message, "take out one of the two", "", "warning", "dropped")


def path_conflicts(files: Iterable[File]) -> Iterator[Problem]:
    """Problems with files that cannot all be written, at least on some systems; a conflict names both claimants."""
    owners: dict[str, File] = {}
    folders = set[str]()
    for file in files:
        key = _folded(file.path)
        if key in owners:
            yield _claimed_twice(file, owners[key])
        owners.setdefault(key, file)
        folders.add(key.rpartition("/")[0])
        yield from _unsafe(file)
    for taken in _with_parents(folders) & owners.keys():
        inside = next(file for key, file in owners.items() if key.startswith(f"{taken}/"))
        yield _claimed_twice(inside, owners[taken])


def _with_parents(folders: Iterable[str]) -> set[str]:
    found = set[str]()
    for folder in folders:
        for each in (folder, *folders_of(folder)):
            if each in found:
                break
            found.add(each)
    return found


_OF_THE_SEARCH = re.compile(r"search/(\d{4}|newest)(/|$)")  # the folder of each index


def _reserved(files: Iterable[File], searchable: bool) -> Iterator[Problem]:
    """Problems with files whose paths are reserved: names that hosts act on, used by copy; the search's folders."""
    for file in files:
        name = reserved_name(file.path) if file.of_copy else ""
        if name and ("/" not in file.path or "." in name or name.startswith("_")):
            message = f"`/{file.path}` ({file.source}) has a name that hosts or browsers act on: `{name}`"
            fix = "give it another `slug`, alias or permalink; files with such names belong in content/static/"
            yield Problem(_file_of(file), 0, 0, message, fix)
        if searchable and _OF_THE_SEARCH.match(_folded(file.path)):
            message = f"`/{file.path}` is claimed twice: by {file.source} and by the search index"
            yield Problem(_file_of(file), 0, 0, message, way_out(file.source))


def _folded(path: str) -> str:
    """A path as compared by file systems that ignore letter case and differences in Unicode normalisation."""
    if path.isascii():
        return path.lower()
    folded: str = unicodedata2.normalize("NFC", unicodedata2.normalize("NFC", path).casefold())
    return folded


def _claimed_twice(file: File, other: File) -> Problem:
    place = "/" + file.path.removesuffix("index.html")
    if file.path == other.path:
        message = f"{place} is claimed twice: by {other.source} and by {file.source}"
    else:
        message = f"{place} ({file.source}) and /{other.path} ({other.source}) cannot both be stored on every system"
    return Problem(_file_of(file, other), 0, 0, message, way_out(file.source, other.source))


def _file_of(*files: File) -> str:
    """The file to report: the first claimant that is a file in content/, or site.toml."""
    sources = [file.source.removeprefix(ALIAS) for file in files]
    return next((source for source in sources if source.startswith("content/")), "site.toml")


def _unsafe(file: File) -> Iterator[Problem]:
    """A problem if some file system could not store the path, or if it would be outside the output folder."""
    if not fault_in(file.path):
        return
    names = file.path.split("/")
    fix = "change its slug or name"
    if any(len(name.encode(errors="replace")) > LONGEST_NAME for name in names):
        fix = "shorten its slug or name"
    elif names[0].lower() == ".broadsheet":
        fix = "Broadsheet reserves that folder; choose another name"
    yield Problem(_file_of(file), 0, 0, f"`/{file.path}` cannot be stored as a file", fix)
