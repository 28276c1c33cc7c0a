"""The public Python API: what own checks, importers, blocks and programs that build sites use."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Sequence
from typing import Any, get_type_hints

import msgspec
from msgspec.structs import fields

from generator.editorial.checks import CheckedSite
from generator.editorial.importers import import_copy
from generator.editorial.importers._copy import Received, WireCopy, WirePicture
from generator.editorial.importers._item import Item, copy_of
from generator.editorial.importers._markup import of_html
from generator.editorial.importers._subjects import Subject
from generator.model.manuscript import Manuscript
from generator.model.problems import Finding, Problem, Problems
from generator.pipeline.build import BuildResult, build, settings_of
from generator.pipeline.request import BuildRequest
from generator.reading.blocks.types.declared import BlockType
from reference.markdown import block, call, code, prose, table, type_name

_PUBLIC: Sequence[tuple[str, Sequence[Any]]] = (
    ("Building a site", (settings_of, BuildRequest, build, BuildResult)),
    ("Problems", (Problem, Finding, Problems)),
    ("Checks", (CheckedSite, Manuscript)),
    ("Importers", (import_copy, Item, Subject, WirePicture, copy_of, of_html, WireCopy, Received)),
    ("Blocks", (BlockType,)),
)


def python_api() -> str:
    """Return a section for each part of the API."""
    return "\n".join(line for title, names in _PUBLIC for line in (f"## {title}\n", *map("\n".join, map(_each, names))))


def _each(of: Any) -> Iterator[str]:
    yield f"### {code(f'{of.__module__}.{of.__name__}')}\n"
    if inspect.isfunction(of):
        yield block(call(of.__name__, of), "python")
    yield f"{prose(of.__doc__)}\n"
    if isinstance(of, type) and issubclass(of, msgspec.Struct):
        hints = get_type_hints(of)
        yield table(("field", "type"), [(code(each.name), code(type_name(hints[each.name]))) for each in fields(of)])
    for name, method in _methods(of):
        yield f"#### {code(f'{of.__name__}.{name}')}\n"
        yield block(call(name, method), "python")
        yield f"{prose(method.__doc__)}\n"


def _methods(of: Any) -> Iterator[tuple[str, Any]]:
    """Yield the public methods that a class defines itself."""
    for name, found in vars(of).items() if isinstance(of, type) else ():
        if inspect.isfunction(found) and not name.startswith("_"):
            yield name, found
