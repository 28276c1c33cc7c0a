"""The listings of terms: sections, tags, bylines, sources."""

from __future__ import annotations

from collections.abc import Callable

from generator.engine.definitions import Ask
from generator.model.output import Listing
from generator.model.story import Link, Term
from generator.outputs.pagination import Kind
from generator.site.groups import Group
from generator.site.names import Kind as TermKind


def term_of(group: Group) -> Term:
    """What the stories of a group have in common."""
    assert group.term is not None  # a group of this kind has one
    return group.term


def listings(
    kind: TermKind,
    about: Callable[[Ask, str], str],
    way: Callable[[Ask], tuple[Link, ...]] = lambda ask: (),
    website: Callable[[Ask, str], str] = lambda ask, name: "",
) -> Kind:
    """The listings of one kind of term; ``about`` describes that of a name, ``website`` is the term's own site."""

    def describe(ask: Ask, group: Group) -> Listing:
        term = term_of(group)
        return Listing(kind, term.name, about(ask, term.name), "", (), website=website(ask, term.name))

    return Kind(kind, describe, lambda ask, group: f"the {kind} {term_of(group).name}", lambda ask, group: way(ask))
