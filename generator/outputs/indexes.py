"""Indexes of listings: every term of a taxonomy with its number of stories, and the years of the archive."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from generator.engine.definitions import Ask
from generator.model.output import File, Rendered, Yields
from generator.model.page import CountedLink, Index
from generator.model.person import Reporter
from generator.model.urls import address
from generator.outputs.page_head import file_at, head
from generator.reading.inputs import SETTINGS
from generator.site.frame import ANY_STORY, SITE, words
from generator.site.groups import INDEXED, of_same_kind
from generator.site.names import all_taxonomies, taxonomy_of
from generator.site.navigation import index_of
from generator.site.people import ANY_PERSON, person
from generator.theme.queries import page

ARCHIVE = "archive"


def files(ask: Ask) -> Iterator[File]:
    """Yield ``/tags/``, ``/bylines/`` and so on, each if it has anything to list, and ``/archive/``.

    An adopted site may have its own page at one of these addresses, which replaces the index.
    """
    yields: Yields = "any" if ask(SETTINGS).adopt else ""
    for kind in ask(INDEXED):
        of = taxonomy_of(ask, kind)
        yield file_at(of.folder, f"the list of {of.name}", yields)
    if ask(ANY_STORY):
        yield file_at(f"/{ARCHIVE}/", f"the list of {ARCHIVE}")


def output(ask: Ask, path: str) -> Rendered:
    """Return one index."""
    name = path.partition("/")[0]
    kind = next((each.kind for each in all_taxonomies(ask) if each.name == name), "year")
    counts = _years(ask) if kind == "year" else _counts(ask, kind)
    index = Index(name, index_of(ask, kind).name, counts)
    if kind == "byline" and (known := tuple(_reporters(ask))):
        urls = {each.person.url for each in known}
        index = replace(index, counts=tuple(each for each in counts if each.url not in urls), reporters=known)
    about = head(ask, "index", f"/{name}/", index.name, words(ask).labelled(index.name, ask(SITE).title))
    return page(ask, "index.html", head=about, index=index)


def _reporters(ask: Ask) -> Iterator[Reporter]:
    """Yield the bylines of people whom the newsroom describes, with their numbers of stories."""
    for _, group in of_same_kind(ask, "byline") if ask(ANY_PERSON) else ():
        if group.term and (known := person(ask, group.term)):
            yield Reporter(known, len(group.paths))


def _counts(ask: Ask, kind: str) -> tuple[CountedLink, ...]:
    groups = (group for _, group in of_same_kind(ask, kind))
    return tuple(CountedLink(group.term.name, group.term.url, len(group.paths)) for group in groups if group.term)


def _years(ask: Ask) -> tuple[CountedLink, ...]:
    """Return the years that have stories, the latest first."""
    settings = ask(SETTINGS)
    years = [(place, group) for place, group in of_same_kind(ask, "year") if group.start]
    return tuple(
        CountedLink(str(group.start.year), address(settings, place), len(group.paths))
        for place, group in reversed(years)
        if group.start
    )
