"""The plan: every file that the site will have, as listed by the modules in ``outputs/``, and problems with it.

If two files claim the same path, one may give way; otherwise a problem names both (see ``path_conflicts.py``).
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import Any

from msgspec.structs import replace

import generator.outputs
from generator.engine.definitions import Ask, MissingError, Query, Table
from generator.model.output import File, Made
from generator.model.problems import Problem
from generator.model.slug import slug
from generator.model.urls import output_path
from generator.pipeline.conflict_fixes import at_its_story
from generator.pipeline.path_conflicts import giving_way, path_conflicts, reserved_paths, resolved, without_lesser
from generator.reading.inputs import DRAFTS, SETTINGS
from generator.site.cards import URI_OWNERS
from generator.site.description_checks import DESCRIPTION_CHECKS
from generator.site.files import ROOTED, dead_links, dead_search
from generator.site.former_places import RENAMED, SET_BACK, VANISHED
from generator.site.frame import SITE_CHECKS
from generator.site.future_references import LATER
from generator.site.index import GUESSED, INDEX
from generator.site.indexing import CANONICAL_CHECKS
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
    found = _conflicts(ask, kept, of_index)
    if found and _drafts_give_way(ask):
        kept = without_lesser(kept, {each.path for each in ask(INDEX) if each.draft})
        left = _conflicts(ask, kept, of_index)
        found = [each if each in left else replace(each, level="warning") for each in found]
    ask.report(*(at_its_story(ask, each) for each in found))
    chosen = {id(file) for file in kept}
    return {name: tuple(file.path for file in files if id(file) in chosen) for name, files in wanted.items()}


def _drafts_give_way(ask: Ask) -> bool:
    return ask(DRAFTS) and ask(SETTINGS).draft_problems == "warning"


def _conflicts(ask: Ask, files: list[File], of_index: set[int]) -> list[Problem]:
    """The problems with files that cannot all be stored, except the search index's own files (``of_index``)."""
    others = [file for file in files if id(file) not in of_index]
    return [*path_conflicts(others), *reserved_paths(others, ask(SETTINGS).searchable)]


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
    """Report root-relative links to a place where the site has no file."""
    rooted, later, settings = ask(ROOTED), ask(LATER), ask(SETTINGS)
    in_menu = any(each.url.startswith("/") for each in settings.menu)
    if rooted or later.rooted or in_menu or settings.search.startswith("/"):
        files = {path for name in ask.keys(PLAN) for path in ask(PLAN, name)}
        guessed: tuple[str, ...] = ask(GUESSED)
        at = partial(_file_at, ask)
        ask.report(*dead_links(rooted, files, guessed, settings, file_at=at), *dead_search(files, settings))
        ask.report(*dead_entries(files, settings, _slugs(ask) if in_menu else ()))
        coming = dead_links(later.rooted, files | {*map(output_path, later.places)}, guessed, settings, file_at=at)
        ask.report(
            *(replace(each, level="warning") for each in coming)
        )  # they may mean pages of tags that the new stories add


def _slugs(ask: Ask) -> set[str]:
    """The slugs of all stories, pages and sections, public or not."""
    entries, settings = ask(INDEX), ask(SETTINGS)
    sections = {*settings.sections, *(each.section for each in entries)}
    return {each.slug for each in entries} | {slug(each, settings.language) for each in sections if each}


def _file_at(ask: Ask, place: str) -> str:
    """The file of the public story or page at a place; empty if there is none."""
    with suppress(MissingError):
        return ask(AT, place)
    return ""


DEAD_LINKS = Query[None]("dead-links", None, _dead_links)
"""Reports root-relative links to places where the site has no file."""

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
