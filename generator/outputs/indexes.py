"""Indexes of listings: every tag, byline and source with its number of stories, and the years of the archive."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from generator.engine.definitions import Ask
from generator.model.output import File, Rendered
from generator.model.page import Count, Index
from generator.model.person import Reporter
from generator.model.urls import address
from generator.outputs.page_head import file_at, head
from generator.reading.inputs import SETTINGS
from generator.site.frame import SITE
from generator.site.groups import GROUPS, Listed, of_same_kind
from generator.site.navigation import INDEXES, index_name
from generator.site.people import ANY_PERSON, person
from generator.theme.queries import page


def files(ask: Ask) -> Iterator[File]:
    """Yield the pages ``/tags/``, ``/bylines/``, ``/sources/`` and ``/archive/``, each if it has anything to list."""
    for name, kind in INDEXES.items():
        if ask.keys(GROUPS[kind]):
            yield file_at(f"/{name}/", f"the list of {name}")


def output(ask: Ask, path: str) -> Rendered:
    """Return one of these indexes."""
    kind = path.partition("/")[0]
    counts = _years(ask) if kind == "archive" else _counts(ask, INDEXES[kind])
    index = Index(kind, index_name(ask, kind), counts)
    if kind == "bylines" and (known := tuple(_reporters(ask))):
        urls = {each.person.url for each in known}
        index = replace(index, counts=tuple(each for each in counts if each.url not in urls), reporters=known)
    about = head(ask, "index", f"/{kind}/", index.name, f"{index.name}: {ask(SITE).title}")
    return page(ask, "index.html", head=about, index=index)


def _reporters(ask: Ask) -> Iterator[Reporter]:
    """Yield the bylines about which the newsroom says more, with their numbers of stories."""
    for _, group in of_same_kind(ask, "byline") if ask(ANY_PERSON) else ():
        if group.term and (known := person(ask, group.term)):
            yield Reporter(known, len(group.paths))


def _counts(ask: Ask, kind: Listed) -> tuple[Count, ...]:
    groups = (group for _, group in of_same_kind(ask, kind))
    return tuple(Count(group.term.name, group.term.url, len(group.paths)) for group in groups if group.term)


def _years(ask: Ask) -> tuple[Count, ...]:
    """Return the years that have stories, the latest first."""
    settings = ask(SETTINGS)
    years = [(place, group) for place, group in of_same_kind(ask, "year") if group.start]
    return tuple(
        Count(str(group.start.year), address(settings, place), len(group.paths))
        for place, group in reversed(years)
        if group.start
    )
