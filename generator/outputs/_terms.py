"""The listings of terms: sections, tags, bylines, sources."""

from __future__ import annotations

from collections.abc import Callable

from generator.engine.definitions import Ask
from generator.model.descriptions import Kind as TermKind
from generator.model.page import Listing
from generator.model.story import Link, Term
from generator.outputs.pagination import Kind
from generator.site.groups import Group


def term_of(group: Group) -> Term:
    """Return the term that the stories of a group share."""
    assert group.term is not None  # groups of this kind have one
    return group.term


def listings(
    kind: TermKind,
    about: Callable[[Ask, str], str],
    way: Callable[[Ask], tuple[Link, ...]] = lambda ask: (),
    website: Callable[[Ask, str], str] = lambda ask, name: "",
) -> Kind:
    """Return the listings of one kind of term.

    ``about`` returns the description of a term's listing, ``way`` the pages above it, ``website`` the term's own site.
    """

    def describe(ask: Ask, group: Group) -> Listing:
        term = term_of(group)
        return Listing(kind, term.name, about(ask, term.name), "", (), website=website(ask, term.name))

    return Kind(kind, describe, lambda ask, group: f"the {kind} {term_of(group).name}", lambda ask, group: way(ask))
