"""Taxonomies: what stories are listed by. Sections, tags, bylines, sources and series are taxonomies of every site.

A site can have others of its own, each of which takes its terms from one field of stories (``[taxonomies]`` in
site.toml). All have the same things: terms with one address each, listings, feeds, descriptions, and an index.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec


class OwnTaxonomy(msgspec.Struct, frozen=True):
    """A taxonomy of the site's own, as in site.toml: the field of stories that has its terms, and its names.

    ``title`` is the name of its index ("Places"), ``label`` is what is above the name of one of its terms ("Place").
    """

    field: str
    title: str = ""
    label: str = ""


class Taxonomy(msgspec.Struct, frozen=True):
    """One taxonomy.

    ``name`` is its name in settings and in the address of its index ("tags"), ``kind`` that of one of its terms in
    layouts and queries ("tag"), ``noun`` and ``called`` are what problems call a term and what a description is about.
    ``column`` is the field of manuscripts with its terms (see ``site/index.py``), ``field`` that of front matter;
    ``folder`` is the place of its listings. ``title`` and ``label`` are as in ``OwnTaxonomy``.
    """

    name: str
    kind: str
    column: str
    field: str
    folder: str
    noun: str = ""
    called: str = ""
    title: str = ""
    label: str = ""


BUILT_IN = (
    Taxonomy("sections", "section", "section", "section", "/", "section", "section"),
    Taxonomy("tags", "tag", "tags", "tags", "/tags/", "tag", "tag"),
    Taxonomy("bylines", "byline", "bylines", "bylines", "/bylines/", "byline", "person"),
    Taxonomy("sources", "source", "source", "source", "/sources/", "source", "agency"),
    Taxonomy("series", "series", "series", "series", "/series/", "series", "series"),
)
"""The taxonomies of every site."""

KINDS = tuple(each.kind for each in BUILT_IN)
"""The kinds of their terms."""

_OWN = "taxonomies."


def own_column(name: str) -> str:
    """The column with the terms of a site's own taxonomy."""
    return f"{_OWN}{name}"


def own_of_column(column: str) -> str:
    """The name of the site's own taxonomy whose terms a column has; empty for every other column."""
    return column.removeprefix(_OWN) if column.startswith(_OWN) else ""


def taxonomies(own: Mapping[str, OwnTaxonomy]) -> tuple[Taxonomy, ...]:
    """All taxonomies of a site, given its own by their names."""
    return (*BUILT_IN, *(_of(name, each) for name, each in own.items())) if own else BUILT_IN


def taxonomy(own: Mapping[str, OwnTaxonomy], kind: str) -> Taxonomy:
    """The taxonomy whose terms are of this kind."""
    return next(each for each in taxonomies(own) if each.kind == kind)


def _of(name: str, own: OwnTaxonomy) -> Taxonomy:
    """A site's own taxonomy; its name is also the kind of its terms."""
    title = own.title or f"{name[:1].upper()}{name[1:]}"
    noun = f"{name} term"
    return Taxonomy(name, name, own_column(name), own.field, f"/{name}/", noun, noun, title, own.label or title)
