"""The four rules of the house, as far as the sources themselves can show them."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

import generator
from generator.output import Count, Front, Index, Listing, Nav, Site
from generator.story import Body, Card, Related, Story

HOUSE = Path(generator.__file__).parent
EDGES = (
    "generator.__main__",
    "generator.answers",
    "generator.build",
    "generator.cache",
    "generator.checks",
    "generator.cli",
    "generator.cluster",
    "generator.correcting",
    "generator.deploying",
    "generator.importers",
    "generator.manifest",
    "generator.memory",
    "generator.nofollow",
    "generator.orders",
    "generator.preparing",
    "generator.press",
    "generator.preview.compositor",
    "generator.preview.galley",
    "generator.preview.server",
    "generator.preview.session",
    "generator.preview.watching",
    "generator.proofs",
    "generator.publish",
    "generator.published_txt",
    "generator.reading.scan",
    "generator.searching",
    "generator.share_pictures",
    "generator.shelf",
    "generator.sources",
    "generator.remembering",
    "generator.starter",
    "generator.terminal",
    "generator.upcoming",
    "generator.watchdog",
    "generator.workers",
)
"""Where reading and writing live; every other module is pure."""

IMPURE = (
    {"asyncio", "io", "multiprocessing", "os", "pathlib", "random", "secrets", "shutil", "socket", "subprocess"}
    | {"tempfile", "threading", "time", "urllib.request", "uuid"}
    | {"sys.argv", "sys.stderr", "sys.stdin", "sys.stdout"}
)
HARMLESS = {"pathlib.PurePosixPath", "io.BytesIO"}  # words about paths, bytes in memory: no disk


def _name(file: Path) -> str:
    parts = ("generator", *file.relative_to(HOUSE).with_suffix("").parts)
    return ".".join(parts).removesuffix(".__init__")


def _within(name: str, packages: Iterable[str]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


SOURCES: Mapping[str, ast.Module] = {
    _name(file): ast.parse(file.read_text(encoding="utf-8")) for file in sorted(HOUSE.rglob("*.py"))
}
PURE = [name for name in SOURCES if not _within(name, EDGES)]
ALSO_PUBLIC = {"generator.outputs.front_page": {"front"}}  # its choice of stories has tests of its own
OUTPUTS = [name for name in SOURCES if name.startswith("generator.outputs.")]


@cache
def _imports(module: str) -> frozenset[str]:
    """All that ``module`` imports, anywhere in it: modules, or names in them (``os.path``, ``generator.slug.slug``)."""
    found = set[str]()
    for node in ast.walk(SOURCES[module]):
        match node:
            case ast.Import(names):
                found |= {alias.name for alias in names}
            case ast.ImportFrom(source, names, level):
                assert level == 0, f"{module} imports relatively"
                found |= {f"{source}.{alias.name}" for alias in names}
    return frozenset(found)


def _ours(module: str) -> set[str]:
    """The modules of the house that ``module`` imports."""
    return {
        imported if imported in SOURCES else imported.rpartition(".")[0]
        for imported in _imports(module)
        if _within(imported, ["generator"])
    }


def test_imports_go_one_way() -> None:
    order = list(
        TopologicalSorter({module: _ours(module) for module in SOURCES}).static_order()
    )  # raises CycleError, which names the circle
    assert order.index("generator.story") < order.index("generator.edition") < order.index("generator.cli")


@pytest.mark.parametrize("module", PURE)
def test_a_pure_module_imports_nothing_of_the_world(module: str) -> None:
    assert not {name for name in _imports(module) - HARMLESS if _within(name, IMPURE)}
    assert not {name for name in _ours(module) if _within(name, EDGES)}


@pytest.mark.parametrize("module", PURE)
def test_a_pure_module_asks_neither_the_disk_nor_the_clock(module: str) -> None:
    called = {_called(node.func) for node in ast.walk(SOURCES[module]) if isinstance(node, ast.Call)}
    assert not called & {"open", "input", "print", "now", "utcnow", "today"}


def _called(function: ast.expr) -> str:
    match function:
        case ast.Name(name) | ast.Attribute(attr=name):
            return name
    return ""


@pytest.mark.parametrize("module", OUTPUTS)
def test_a_kind_of_page_knows_no_other_and_offers_one_function(module: str) -> None:
    assert not _ours(module) & set(OUTPUTS)
    functions = {node.name for node in SOURCES[module].body if isinstance(node, ast.FunctionDef)}
    assert {name for name in functions if not name.startswith("_")} == {"outputs"} | ALSO_PUBLIC.get(module, set())


def test_there_are_kinds_of_pages_and_pure_modules_to_look_at() -> None:
    assert len(OUTPUTS) > 10
    assert {"generator.edition", "generator.plan", "generator.theme", "generator.reading.markdown"} <= set(PURE)


def _held(kind: object) -> Iterator[type]:
    """Every type that a value of ``kind`` can hold, itself included, at any depth."""
    for argument in get_args(kind):
        yield from _held(argument)
    if isinstance(kind, type):
        yield kind
        if is_dataclass(kind):
            hints = get_type_hints(kind)
            for field in fields(kind):
                yield from _held(hints[field.name])


@pytest.mark.parametrize("given", [Listing, Front, Index, Related, Count, Card, Nav, Site])
def test_no_page_but_a_storys_own_is_given_a_body(given: type) -> None:
    assert not {Story, Body} & set(_held(given))


def test_a_storys_own_page_is_given_its_body() -> None:
    assert Body in set(_held(Story))


def test_every_module_is_named_for_what_it_does() -> None:
    words = {word for name in SOURCES for part in name.split(".") for word in part.split("_")}
    assert not words & {"util", "utils", "helper", "helpers", "manager", "managers"}
