"""Reads Ghost's ``routes.yaml``, in which a site can change the addresses of posts, tags and writers.

https://ghost.org/docs/themes/routing/ describes it. Ghost does not export it with the posts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import msgspec
import yaml

_PLACEHOLDER = re.compile(r":([a-z_]{1,20})|\{([a-z_]{1,20})\}")
_OUTSIDE_LISTS = r"(?![^\[\]]*\])"
_CLAUSE = re.compile(r"\s*([a-z_]{1,30}?)s?:(-?)(?:\[([^\[\]]{0,500})\]|([^\[\]\s]{1,200}))\s*")
_KEYS = {"tag", "primary_tag", "author", "primary_author", "featured"}


class Facts(msgspec.Struct, frozen=True):
    """The facts that determine a post's address: the values of placeholders, and slugs by the keys of filters."""

    values: Mapping[str, str]
    slugs: Mapping[str, tuple[str, ...]]


class Routes(msgspec.Struct, frozen=True):
    """Collections (their permalink and filter), and the addresses of tags and writers."""

    collections: tuple[tuple[str, str], ...] = (("/{slug}/", ""),)
    tag: str = "/tag/{slug}/"
    author: str = "/author/{slug}/"

    def address(self, facts: Facts) -> str:
        """Return the address of a post in the first collection to which it belongs; empty if there is none."""
        found = next((permalink for permalink, filter_ in self.collections if _belongs(filter_, facts)), "")
        return filled(found, facts.values)

    @property
    def unread(self) -> tuple[str, ...]:
        """The filters that cannot be interpreted. No post belongs to a collection with one of them."""
        return tuple(filter_ for _, filter_ in self.collections if filter_ and not _is_known(filter_))


def routes_of(text: str) -> Routes:
    """Return the routes in a file; Ghost's defaults if it is damaged or empty."""
    try:
        loaded = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError):
        return Routes()
    said = loaded if isinstance(loaded, dict) else {}
    collections = said.get("collections")
    found = tuple(_collections(collections)) if isinstance(collections, dict) else ()
    taxonomies = said.get("taxonomies")
    lists = taxonomies if isinstance(taxonomies, dict) else {}
    plain = Routes()
    return Routes(
        found or plain.collections,
        _words(lists.get("tag")) or plain.tag,
        _words(lists.get("author")) or plain.author,
    )


def _words(value: object) -> str:
    return value if isinstance(value, str) else ""


def _collections(collections: Mapping[object, object]) -> Iterable[tuple[str, str]]:
    for each in collections.values():
        if isinstance(each, dict) and isinstance(permalink := each.get("permalink"), str):
            yield permalink, _words(each.get("filter"))


def filled(pattern: str, values: Mapping[str, str]) -> str:
    """Return a pattern such as ``/{year}/{slug}/`` or ``/:year/:slug/`` with its placeholders filled."""
    return _PLACEHOLDER.sub(lambda found: values.get(found[1] or found[2], ""), pattern)


def _clauses(filter_: str) -> list[list[re.Match[str] | None]]:
    """Return the clauses of a filter: a list of alternatives, each a list of conditions that must all hold."""
    return [
        [_CLAUSE.fullmatch(clause) for clause in re.split(rf"\+{_OUTSIDE_LISTS}", each)]
        for each in re.split(rf",{_OUTSIDE_LISTS}", filter_[:1_000])
    ]


def _is_known(filter_: str) -> bool:
    return all(clause and clause[1] in _KEYS for each in _clauses(filter_) for clause in each)


def _belongs(filter_: str, facts: Facts) -> bool:
    if not filter_:
        return True
    return _is_known(filter_) and any(all(_holds(clause, facts) for clause in each) for each in _clauses(filter_))


def _holds(clause: re.Match[str] | None, facts: Facts) -> bool:
    if clause is None:
        return False
    wanted = {each.strip().strip("'\"") for each in (clause[3] or clause[4] or "").split(",")}
    return bool(wanted & set(facts.slugs.get(clause[1], ()))) != bool(clause[2])
