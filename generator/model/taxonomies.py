"""Taxonomies: ways to list stories. Every site has sections, tags, bylines, sources and series.

A site can have others of its own, each with its terms from one field of stories (``[taxonomies]`` in site.toml). Every
taxonomy has terms with one address each, listings, feeds, descriptions, and an index.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec


class OwnTaxonomy(msgspec.Struct, frozen=True):
    """One of the site's own taxonomies, as in site.toml: the field of stories with its terms, and its names.

    ``title`` is the name of its index ("Places"), ``label`` the text above the name of a term ("Place").
    """

    field: str
    title: str = ""
    label: str = ""


class Taxonomy(msgspec.Struct, frozen=True):
    """One taxonomy.

    ``name`` is its name in settings and in the address of its index ("tags"), ``kind`` that of one of its terms in
    layouts and queries ("tag"). In problems, ``noun`` is the word for a term, and ``called`` the word for what a file
    describes ("person"). ``column`` is the field of manuscripts with its terms (see ``site/index.py``), ``field`` that
    of front matter; ``folder`` is the place of its listings. ``title`` and ``label`` are as in ``OwnTaxonomy``.
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
    """Return the column with the terms of one of the site's own taxonomies."""
    return f"{_OWN}{name}"


def own_of_column(column: str) -> str:
    """Return the name of the site's own taxonomy whose terms a column has; empty for any other column."""
    return column.removeprefix(_OWN) if column.startswith(_OWN) else ""


def taxonomies(own: Mapping[str, OwnTaxonomy]) -> tuple[Taxonomy, ...]:
    """Return all taxonomies of a site. ``own`` has its own taxonomies by name."""
    return (*BUILT_IN, *(_from_own(name, each) for name, each in own.items())) if own else BUILT_IN


def taxonomy(own: Mapping[str, OwnTaxonomy], kind: str) -> Taxonomy:
    """Return the taxonomy whose terms are of this kind. There must be one."""
    return next(each for each in taxonomies(own) if each.kind == kind)


def _from_own(name: str, own: OwnTaxonomy) -> Taxonomy:
    """Make one of a site's own taxonomies. Its name is also the kind of its terms."""
    title = own.title or f"{name[:1].upper()}{name[1:]}"
    noun = f"{name} term"
    return Taxonomy(name, name, own_column(name), own.field, f"/{name}/", noun, noun, title, own.label or title)
