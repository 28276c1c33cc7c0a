"""What layouts receive: the names that each of them has, and every structure behind these, with real examples."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import get_type_hints

import msgspec
from msgspec.structs import fields

from generator.model import blocks, feed, frame, page, story
from reference.markdown import code, prose, table, type_name
from reference.sample import contexts, example, instances, said

_MODULES = (frame, page, story, feed, blocks)
_UNSEEN = {blocks.BlockValue, blocks.Block, blocks.BlockNeeds}  # layouts receive a block as a ShownBlock

_PLAIN = {"NoneType": "nothing here", "str": "text", "AssetUrls": "addresses by name", "dict": "values by name"}


def layouts() -> str:
    """Return the names that each layout has besides those that every layout has, with the kind of each value."""
    found = contexts()
    common = set.intersection(*(set(each) for name, each in found.items() if name.endswith(".html")))
    rows = [
        (
            code(name),
            ", ".join(f"{code(key)}: {_kind(value)}" for key, value in sorted(each.items()) if key not in common),
        )
        for name, each in found.items()
    ]
    always = ", ".join(map(code, sorted(common)))
    return f"Every page has {always}. Further names:\n\n{table(('layout', 'it also has'), rows)}"


def _kind(value: object) -> str:
    if isinstance(value, tuple | list):
        return f"list of {type(value[0]).__name__}" if value else "list"
    if isinstance(value, msgspec.Struct):
        return said(value)
    return _PLAIN.get(type(value).__name__, type(value).__name__)


def values() -> str:
    """Return a section for each structure that layouts receive: what it means, its fields and their types."""
    return "\n".join(line for each in structures() for line in _structure(each))


def structures() -> list[type[msgspec.Struct]]:
    """Return the structures of the modules for layouts, and all others among the values of the sample site."""
    own = [
        each
        for module in _MODULES
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, msgspec.Struct) and each.__module__ == module.__name__
    ]
    others = sorted((each for each in instances() if each not in own), key=lambda each: each.__name__)
    return [each for each in dict.fromkeys([*own, *others]) if each not in _UNSEEN]


def _structure(of: type[msgspec.Struct]) -> Iterator[str]:
    yield f"### {code(of.__name__)}\n"
    yield f"{prose(of.__doc__)}\n"
    hints = get_type_hints(of)
    rows = [(code(each.name), code(type_name(hints[each.name])), code(example(of, each.name))) for each in fields(of)]
    yield table(("name", "type", "example"), rows)
    properties = [(name, each) for name, each in inspect.getmembers(of, lambda each: isinstance(each, property))]
    if properties:
        yield table(
            ("computed", "what it is", "example"),
            [(code(name), prose(each.__doc__), code(example(of, name))) for name, each in properties],
        )
