"""The listings of terms: each section at ``/section/``, each tag at ``/tags/tag/``, and so on for every taxonomy."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache, partial

from generator.engine.definitions import Ask, MissingError, Query
from generator.model.output import File, Rendered
from generator.model.page import Listing
from generator.model.story import Link, Term
from generator.model.taxonomies import Taxonomy
from generator.outputs.page_head import place_of
from generator.outputs.pagination import ListingKind
from generator.reading.inputs import SETTINGS
from generator.site.frame import SITE, words
from generator.site.groups import Group
from generator.site.names import all_taxonomies, taxonomy_of
from generator.site.navigation import index_of


def files(ask: Ask) -> Iterator[File]:
    """Yield the pages of all listings."""
    for each in all_taxonomies(ask):
        yield from ask(FILES_OF_KIND, each.kind)


def output(ask: Ask, path: str) -> Rendered:
    """Return one page of a listing.

    :raises MissingError: if there is no page at this path.
    """
    place = place_of(path)
    *others, last = sorted(_may_have(ask, place), key=lambda each: -len(each.folder))
    for each in others:
        try:
            return _listings(each).output(ask, path)
        except MissingError:  # a further page of a section that has the folder's name
            continue
    return _listings(last).output(ask, path)


def _may_have(ask: Ask, place: str) -> Iterator[Taxonomy]:
    """Yield the taxonomies whose folder contains a place. The folder of sections is the root, so it contains all."""
    return (each for each in all_taxonomies(ask) if place.startswith(each.folder) and place != each.folder)


def _files(ask: Ask, kind: str) -> tuple[File, ...]:
    return tuple(_listings(taxonomy_of(ask, kind)).files(ask))


FILES_OF_KIND = Query[tuple[File, ...]]("files-of-kind", tuple[File, ...], _files)
"""The pages of the listings of one kind of term. Kinds are separate, so a new tag does not affect sections."""

QUERIES = (FILES_OF_KIND,)


@lru_cache
def _listings(of: Taxonomy) -> ListingKind:
    """Return the listings of one taxonomy."""
    return ListingKind(of.kind, partial(_describe, of), partial(_source, of), partial(_way, of))


def _describe(of: Taxonomy, ask: Ask, group: Group) -> Listing:
    name = _term(group).name
    website = _website(ask, name) if of.kind == "source" else ""
    return Listing(of.kind, name, _about(ask, of.kind, name), "", (), website=website, label=of.label)


def _source(of: Taxonomy, ask: Ask, group: Group) -> str:
    return f"the {of.noun} {_term(group).name}"


def _way(of: Taxonomy, ask: Ask, group: Group) -> tuple[Link, ...]:
    return (index_of(ask, of.kind),) if of.kind != "section" else ()


def _term(group: Group) -> Term:
    """Return the term that the stories of a group share."""
    assert group.term is not None  # groups of this kind have one
    return group.term


def _about(ask: Ask, kind: str, name: str) -> str:
    own, site = words(ask), ask(SITE).title
    match kind:
        case "section":
            return own.gettext("%(name)s: news from %(site)s", name=name, site=site)
        case "byline":
            return own.gettext("Stories by %(name)s in %(site)s", name=name, site=site)
        case "source":
            return own.gettext("Stories from %(name)s in %(site)s", name=name, site=site)
        case "series":
            return own.gettext("%(name)s: a series in %(site)s", name=name, site=site)
    return own.gettext("Stories on %(name)s from %(site)s", name=name, site=site)


def _website(ask: Ask, name: str) -> str:
    """Return the address of an agency's website; empty if it is not known."""
    agency = ask(SETTINGS).agency(name)
    return agency.url if agency else ""
