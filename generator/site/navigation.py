"""What every page links to: the menu, the sections, the indexes, the standalone pages and the search."""

from __future__ import annotations

import difflib
import posixpath
import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from generator.engine.definitions import Ask, Query
from generator.model.page import Nav
from generator.model.problems import Level, Problem
from generator.model.settings import MenuItem, Settings
from generator.model.story import Link
from generator.model.terms import folded
from generator.model.urls import address, output_path
from generator.reading.inputs import SETTINGS
from generator.site.frame import ALL, ANY_STORY, PAGE_LINKS, words
from generator.site.groups import GROUPS, SECTIONS, Listed
from generator.site.near_paths import known_paths
from generator.site.search_box import search_box, search_page

INDEXES: Mapping[str, Listed] = {"tags": "tag", "bylines": "byline", "sources": "source", "archive": "year"}
"""The indexes: for each folder of the site that has one, the kind of listings that it leads to."""


def index_name(ask: Ask, folder: str) -> str:
    """The name of an index, in the site's language."""
    own = words(ask)
    names = {
        "tags": own.gettext("Topics"),
        "bylines": own.gettext("Authors"),
        "sources": own.gettext("Agencies"),
        "archive": own.gettext("Archive"),
    }
    return names[folder]


def _nav(ask: Ask, _: str) -> Nav:
    settings, own = ask(SETTINGS), words(ask)
    any_story = ask(ANY_STORY)
    of_terms = [folder for folder, kind in INDEXES.items() if folder != "archive" and ask.keys(GROUPS[kind])]

    def link(name: str, place: str) -> Link | None:
        return Link(name, address(settings, place)) if any_story else None

    latest, archive = link(own.gettext("Latest"), "/latest/"), link(index_name(ask, "archive"), "/archive/")
    usual = (*_sections(ask), *(each for each in (latest, archive) if each))
    return Nav(
        sections=ask(SECTIONS),
        pages=ask(PAGE_LINKS),
        latest=latest,
        archive=archive,
        search=Link(own.gettext("Search"), search_page(settings)) if settings.search and any_story else None,
        search_box=search_box(settings) if any_story else None,
        indexes=tuple(Link(index_name(ask, folder), address(settings, f"/{folder}/")) for folder in of_terms),
        menu=_menu(ask) if settings.menu else usual,
    )


def _menu(ask: Ask) -> tuple[Link, ...]:
    """The menu of site.toml. Sections without stories have no page, so they are left out."""
    settings = ask(SETTINGS)
    known = {folded(each.name): each for each in (*ask(PAGE_LINKS, ALL), *_sections(ask))}
    found = []
    for item in settings.menu:
        there = known.get(folded(item.name))
        url = address(settings, item.url) if item.url.startswith("/") else item.url or (there.url if there else "")
        if url:
            found.append(Link(item.name, url))
        elif folded(item.name) not in map(folded, settings.sections):
            ask.report(_unknown(item, [each.name for each in known.values()]))
    _say_twice(ask, settings.menu, found)
    return tuple(found)


def _sections(ask: Ask) -> list[Link]:
    return [Link(each.name, each.url) for each in ask(SECTIONS)]


def dead_entries(files: Collection[str], settings: Settings, slugs: Collection[str]) -> Iterator[Problem]:
    """Problems with entries of the menu whose place on the site has nothing; a warning in adopted copy.

    ``files`` has the paths of all files of the site, ``slugs`` the names of stories and sections, public or not: if one
    of these has gone, that must not keep a site from being published, as other stories may be gone, too.
    """
    for item in settings.menu:
        place = posixpath.normpath(re.split("[?#]", item.url)[0])
        here = {output_path(place), output_path(f"{place.rstrip('/')}/")}
        if item.url.startswith("/") and not here & {*files}:
            near = known_paths(f"/{file.removesuffix('index.html')}" for file in files).near(place)
            meant = f"did you mean `{near}`? otherwise " if near else ""
            fix = f"{meant}correct it, or put a page there: content/pages{place}.md"
            message = f"`{item.url}` in the menu leads to an address where the site has nothing"
            level: Level = "warning" if settings.adopt or place.rpartition("/")[2] in slugs else "error"
            yield Problem("site.toml", 0, 0, message, fix, level=level)


def _say_twice(ask: Ask, menu: Sequence[MenuItem], links: Sequence[Link]) -> None:
    """Report entries with the same name or address as an earlier one: readers see both."""
    for values, what in (([folded(each.name) for each in menu], "name"), ([each.url for each in links], "address")):
        of = menu if what == "name" else links
        for at, value in enumerate(values):
            if value in values[:at]:
                first = of[values.index(value)].name
                message = f"`{of[at].name}` in the menu has the same {what} as `{first}`, an entry above it"
                ask.report(Problem("site.toml", 0, 0, message, "keep one of them", level="warning"))


def _unknown(item: MenuItem, names: Sequence[str]) -> Problem:
    near = difflib.get_close_matches(item.name, names, 1)
    meant = f"did you mean `{near[0]}`? otherwise " if near else ""
    fix = f'{meant}say where it leads: `url = "/latest/"` or `url = "https://example.org/"`'
    return Problem("site.toml", 0, 0, f"`menu` has `{item.name}`, which is neither a section nor a page", fix)


NAV = Query[Nav]("nav", Nav, _nav, stored=False)
"""What every page links to."""

QUERIES = (NAV,)
