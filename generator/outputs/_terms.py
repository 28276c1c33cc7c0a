"""The listings of terms: sections, tags, bylines, sources."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from generator.engine.definitions import Ask
from generator.model.descriptions import Kind as TermKind
from generator.model.page import Listing
from generator.model.story import Link, Term
from generator.outputs.pagination import Kind
from generator.site.descriptions import about, accent_class
from generator.site.groups import GROUPS, Group


def term_of(group: Group) -> Term:
    """Return the term that the stories of a group share."""
    assert group.term is not None  # groups of this kind have one
    return group.term


def listings(
    kind: TermKind,
    description: Callable[[Ask, str], str],
    way: Callable[[Ask], tuple[Link, ...]] = lambda ask: (),
    website: Callable[[Ask, str], str] = lambda ask, name: "",
) -> Kind:
    """Return the listings of one kind of term.

    ``description`` returns the description of a term's listing, ``way`` the pages above it,
    ``website`` the term's own site.
    """

    def describe(ask: Ask, group: Group) -> Listing:
        term = term_of(group)
        return Listing(kind, term.name, description(ask, term.name), "", (), website=website(ask, term.name))

    return Kind(
        kind,
        describe,
        lambda ask, group: f"the {kind} {term_of(group).name}",
        lambda ask, group: way(ask),
        lambda ask, place, listing: _first(ask, kind, place, listing),
        lambda ask, group: accent_class(ask, kind, group.term),
    )


def _first(ask: Ask, kind: TermKind, place: str, listing: Listing) -> Listing:
    """Return the listing with what the newsroom says about its term."""
    said = about(ask, kind, term_of(ask(GROUPS[kind], place)))
    description = said.standfirst if said and said.standfirst else listing.description
    return replace(listing, about=said, description=description)
