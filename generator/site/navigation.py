"""What every page links to: the menu, the sections, the indexes, the standalone pages and the search."""

from __future__ import annotations

import difflib
import posixpath
import re
from collections.abc import Collection, Iterator, Sequence

from generator.engine.definitions import Ask, Query
from generator.model.frame import Nav
from generator.model.problems import Level, Problem
from generator.model.settings import MenuItem, Settings
from generator.model.story import Link
from generator.model.terms import folded
from generator.model.urls import address, output_path
from generator.reading.inputs import SETTINGS
from generator.site.events import EVENTS
from generator.site.frame import ALL, ANY_STORY, PAGE_LINKS, words
from generator.site.groups import CORRECTIONS, GROUPS, INDEXED, SECTIONS
from generator.site.listed_events import has_list
from generator.site.names import taxonomy_of
from generator.site.path_suggestions import known_paths
from generator.site.people import ANY_PERSON
from generator.site.search_box import search_box, search_page


def index_of(ask: Ask, kind: str) -> Link:
    """The index of all terms of a kind, in the site's language; for "year", that of the archive.

    The index of bylines has another name if the site describes people.
    """
    if kind == "year":
        return Link(words(ask).gettext("Archive"), address(ask(SETTINGS), "/archive/"))
    of, own = taxonomy_of(ask, kind), words(ask)
    names = {
        "tag": own.gettext("Topics"),
        "byline": own.gettext("Our reporters") if kind == "byline" and ask(ANY_PERSON) else own.gettext("Authors"),
        "source": own.gettext("Agencies"),
        "series": own.gettext("Series"),
    }
    return Link(names.get(kind, of.title), address(ask(SETTINGS), of.folder))


def _nav(ask: Ask, _: str) -> Nav:
    settings, own = ask(SETTINGS), words(ask)
    any_story = ask(ANY_STORY)

    def link(name: str, place: str) -> Link | None:
        return Link(name, address(settings, place)) if any_story else None

    latest = link(own.gettext("Latest"), "/latest/")
    archive = index_of(ask, "year") if any_story else None
    usual = (*_sections(ask), *(each for each in (latest, archive) if each))
    return Nav(
        sections=ask(SECTIONS),
        pages=ask(PAGE_LINKS),
        latest=latest,
        archive=archive,
        search=Link(own.gettext("Search"), search_page(settings)) if settings.search and any_story else None,
        search_box=search_box(settings) if any_story else None,
        indexes=(
            *(index_of(ask, kind) for kind in ask(INDEXED)),
            *_corrections(ask),
            *((Link(own.gettext("Events"), address(settings, EVENTS)),) if has_list(ask) else ()),
        ),
        menu=_menu(ask) if settings.menu else usual,
    )


def _corrections(ask: Ask) -> tuple[Link, ...]:
    """A link to the list of corrections, if there is one and no page in the navigation has its address."""
    url = address(ask(SETTINGS), CORRECTIONS)
    known = {each.url for each in ask(PAGE_LINKS)}
    there = ask.keys(GROUPS["corrections"]) and url not in known
    return (Link(words(ask).gettext("Corrections"), url),) if there else ()


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
    _report_duplicates(ask, settings.menu, found)
    return tuple(found)


def _sections(ask: Ask) -> list[Link]:
    return [Link(each.name, each.url) for each in ask(SECTIONS)]


def dead_entries(files: Collection[str], settings: Settings, slugs: Collection[str]) -> Iterator[Problem]:
    """Yield a problem for each menu entry that leads to a place without a file: a warning in adopted copy.

    ``files`` has the paths of all files of the site, ``slugs`` the names of stories and sections, public or not. An
    entry for one of these is only a warning, so that a withdrawn story does not keep the site from being published.
    """
    for item in settings.menu:
        place = posixpath.normpath(re.split("[?#]", item.url)[0])
        here = {output_path(place), output_path(f"{place.rstrip('/')}/")}
        if item.url.startswith("/") and not here & {*files}:
            near = known_paths(f"/{file.removesuffix('index.html')}" for file in files).near(place)
            meant = f"did you mean `{near}`? otherwise " if near else ""
            fix = f"{meant}correct it, or put a page there: content/pages{place}.md"
            message = f"the menu links to `{item.url}`, which does not exist on this site"
            level: Level = "warning" if settings.adopt or place.rpartition("/")[2] in slugs else "error"
            yield Problem("site.toml", 0, 0, message, fix, level=level)


def _report_duplicates(ask: Ask, menu: Sequence[MenuItem], links: Sequence[Link]) -> None:
    """Report entries with the same name or address as an earlier one, since readers see both."""
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
