"""Searches parsed layouts. Each is walked only once, however many checks ask for its nodes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TypeVar

from jinja2 import nodes
from jinja2.meta import find_referenced_templates

Kind = TypeVar("Kind", bound=nodes.Node)


def each(tree: nodes.Template, *kinds: type[Kind]) -> Iterator[Kind]:
    """Yield the nodes of these kinds, from top to bottom."""
    return (node for node in _below(tree) if isinstance(node, kinds))


@lru_cache(maxsize=256)
def _below(tree: nodes.Template) -> tuple[nodes.Node, ...]:
    return tuple(tree.find_all(nodes.Node))


@lru_cache(maxsize=256)
def used_layouts(tree: nodes.Template) -> tuple[str | None, ...]:
    """Return the names of the layouts that a layout uses; None stands for one that is chosen at run time."""
    return tuple(find_referenced_templates(tree))
