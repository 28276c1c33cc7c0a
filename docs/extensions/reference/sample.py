"""The sample site as layouts receive it: real values for the examples in the reference.   [disk]"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, cast

import msgspec
from msgspec.structs import fields

from generator.engine.runtime import SERIAL
from generator.engine.store import Store
from generator.model.output import Rendered, SocialCard
from generator.pipeline.build import settings_of
from generator.pipeline.request import BuildRequest
from generator.pipeline.site_graph import SiteGraph, all_settled
from generator.pipeline.sources import gather

_ROOT = Path(__file__).parents[3]
_AS_OF = datetime.fromisoformat("2026-11-28T12:00:00+00:00")
_LONGEST = 60


@cache
def _site() -> SiteGraph:
    request = BuildRequest(_ROOT, settings_of(_ROOT), _AS_OF)
    return all_settled(request, SERIAL, gather(_ROOT, SERIAL.notify), Store())


def paths_by_module() -> Mapping[str, str]:
    """Return an address on the sample site for each module that makes files there."""
    found: dict[str, str] = {}
    for path, module in sorted(_site().plan.items()):
        found.setdefault(module, f"/{path.removesuffix('index.html')}")
    return found


@cache
def contexts() -> Mapping[str, Mapping[str, object]]:
    """Return the values that each layout receives on the sample site, by the layout's name.

    Where a file has nothing of a name, the value is that of another file with the same layout.
    """
    site = _site()
    found: dict[str, dict[str, object]] = {}
    for path in site.plan:
        if isinstance(site.made(path), Rendered | SocialCard):
            made = cast("Rendered | SocialCard", site.output(path).made)
            known = found.setdefault(made.layout, {})
            known |= {name: value for name, value in made.context.items() if not known.get(name)}
    return dict(sorted(found.items()))


@cache
def instances() -> Mapping[type, list[Any]]:
    """Return the structures among these values, by type."""
    found: dict[type, list[Any]] = {}
    seen = set[int]()
    waiting: list[object] = [*contexts().values()]
    while waiting:
        each = waiting.pop()
        if id(each) not in seen:
            seen.add(id(each))
            waiting += _within(each)
            if isinstance(each, msgspec.Struct):
                found.setdefault(type(each), []).append(each)
    return found


def _within(value: object) -> Iterable[object]:
    if isinstance(value, msgspec.Struct):
        return [getattr(value, each.name) for each in fields(value)]
    if isinstance(value, Mapping):
        return value.values()
    return value if isinstance(value, tuple | list) else ()


def example(of: type, name: str) -> str:
    """Return a value that a field or property has on the sample site; empty if it has none there."""
    return next(_shown(getattr(each, name) for each in instances().get(of, ())), "")


def _shown(values: Iterable[object]) -> Iterator[str]:
    for value in values:
        if value is not None and value not in ("", (), {}, 0):
            yield said(value)


def said(value: object) -> str:
    """Return a value in few words: text in quotes, how many things there are, or the kind of thing."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bool | int | float):
        return str(value).lower() if isinstance(value, bool) else str(value)
    if isinstance(value, str):
        return f'"{value}"' if len(value) <= _LONGEST else f'"{value[:_LONGEST].rstrip()}…"'
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: …" for name in islice(value, 3)) + "}"
    if isinstance(value, tuple | list):
        return f"{len(value)} × {type(value[0]).__name__}" if value and not isinstance(value[0], str) else _list(value)
    return type(value).__name__


def _list(values: Iterable[object]) -> str:
    return ", ".join(said(each) for each in islice(values, 3))
