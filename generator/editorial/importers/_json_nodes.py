"""Reads JSON in which no value can be relied on to have the type that a schema gives."""

from __future__ import annotations

from collections.abc import Mapping

Node = Mapping[str, object]
"""An object; from ``nodes``, with names in lower case."""


def nodes(value: object) -> tuple[Node, ...]:
    """Return the objects in a list, or in an object (``associations`` of ninjs 1), with names in lower case."""
    found = objects([*value.values()] if isinstance(value, dict) else value)
    return tuple({str(name).lower(): each for name, each in node.items()} for node in found)


def objects(value: object) -> tuple[Node, ...]:
    """Return the objects in a list, with their names as they are."""
    return tuple(each for each in value if isinstance(each, dict)) if isinstance(value, list) else ()


def text_of(node: Node, *names: str) -> str:
    """Return the first of the values that is text or a number, as text."""
    for name in names:
        value = node.get(name)
        if isinstance(value, (str, int, float)) and not isinstance(value, bool) and str(value).strip():
            return str(value).strip()
    return ""
