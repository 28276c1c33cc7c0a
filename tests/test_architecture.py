"""The four rules of the house, as far as the sources themselves can show them."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from graphlib import TopologicalSorter
from importlib import import_module
from pathlib import Path
from typing import get_args, get_type_hints

import msgspec
import pytest

import generator
from generator.model.body import Body
from generator.model.page import Count, Front, Index, Listing, Nav, Site
from generator.model.story import Card, Related, Story

HOUSE = Path(generator.__file__).parent
ROOMS = (
    *("cli", "preview", "editorial", "pipeline", "hosting", "publish", "outputs", "search", "theme", "site"),
    *("reading", "media", "text", "engine", "system", "model"),
)
"""The rooms of generator/, the top floor first: a room imports only from itself and from rooms below it."""

AT_THE_EDGE = {"cli", "preview", "editorial", "pipeline", "hosting", "publish", "system"}
"""The rooms that read and write. In the others, a module that does so says ``[disk]`` in its first line."""

IMPURE = (
    {"asyncio", "io", "multiprocessing", "os", "pathlib", "random", "secrets", "shutil", "socket", "subprocess"}
    | {"tempfile", "threading", "time", "urllib.request", "urllib3", "uuid"}
    | {"sys.argv", "sys.stderr", "sys.stdin", "sys.stdout"}
)
HARMLESS = {"pathlib.PurePosixPath", "io.BytesIO"}  # words about paths, bytes in memory: no disk


BY_PYTHON = {"bz2", "gzip.open", "locale", "lzma", "tarfile", "unicodedata"}
BY_ZLIB = {"gzip.compress", "gzip.GzipFile", "zlib.compress", "zlib.compressobj", "zipfile"}
"""What gives other bytes with another version of Python, of zlib or of Unicode, or on another system."""

NEVER_PUBLISHED = {
    *("generator.engine.store_rows", "generator.media.downloads.archive", "generator.editorial.moving._archives"),
}
"""What is compressed here is read by the same version of Python alone, and never reaches a site; or archives are only
read, which gives the same bytes everywhere.
"""


def _name(file: Path) -> str:
    parts = ("generator", *file.relative_to(HOUSE).with_suffix("").parts)
    return ".".join(parts).removesuffix(".__init__")


def _within(name: str, packages: Iterable[str]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


SOURCES: Mapping[str, ast.Module] = {
    _name(file): ast.parse(file.read_text(encoding="utf-8")) for file in sorted(HOUSE.rglob("*.py"))
}


def _room(module: str) -> str:
    """The room that a module is in; the program's own start belongs to the command line."""
    return "cli" if module in ("generator", "generator.__main__") else module.split(".")[1]


def _marked(module: str) -> bool:
    return (ast.get_docstring(SOURCES[module]) or "").partition("\n")[0].endswith("[disk]")


EDGES = [name for name in SOURCES if _room(name) in AT_THE_EDGE or _marked(name)]
PURE = [name for name in SOURCES if name not in EDGES]
ALSO_PUBLIC = {"generator.outputs.front_page": {"front"}}  # its choice of stories has tests of its own
_PARTS = ("_corrections_in_feeds", "_event_in_feeds", "_podcast_links")
SHARED = {f"generator.outputs.{name}" for name in (*_PARTS, "page_head", "pagination")}
OUTPUTS = [name for name in SOURCES if name.startswith("generator.outputs.") and name not in SHARED]


@cache
def _imports(module: str) -> frozenset[str]:
    """All that ``module`` imports, anywhere in it: modules, or names in them (``os.path``)."""
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
    assert order.index("generator.model.story") < order.index("generator.site.index") < order.index("generator.cli")


@pytest.mark.parametrize("module", SOURCES)
def test_every_module_is_in_a_room_and_imports_only_from_there_or_below(module: str) -> None:
    floor = ROOMS.index(_room(module))
    above = {other for other in _ours(module) - {"generator"} if ROOMS.index(_room(other)) < floor}
    assert not above


def test_every_module_is_in_a_room() -> None:
    assert {file.stem for file in HOUSE.glob("*.py")} == {"__init__", "__main__"}
    assert {_name(file).split(".")[1] for file in HOUSE.glob("*/*.py")} == {*ROOMS}


@pytest.mark.parametrize("module", PURE)
def test_a_pure_module_imports_nothing_that_does_input_or_output(module: str) -> None:
    assert not {name for name in _imports(module) - HARMLESS if _within(name, IMPURE)}
    assert not _ours(module) & {*EDGES} - {"generator"}


@pytest.mark.parametrize("module", PURE)
def test_a_pure_module_uses_neither_the_disk_nor_the_clock(module: str) -> None:
    called = {_called(node.func) for node in ast.walk(SOURCES[module]) if isinstance(node, ast.Call)}
    assert not called & {"open", "input", "print", "now", "utcnow", "today"}


def _called(function: ast.expr) -> str:
    match function:
        case ast.Name(name) | ast.Attribute(attr=name):
            return name
    return ""


@pytest.mark.parametrize("module", SOURCES)
def test_no_module_uses_what_differs_from_python_to_python(module: str) -> None:
    named = {ast.unparse(node) for node in ast.walk(SOURCES[module]) if isinstance(node, ast.Attribute)}
    kept_to_itself = BY_ZLIB if module in NEVER_PUBLISHED else set()
    assert not {name for name in _imports(module) if _within(name, BY_PYTHON | BY_ZLIB - kept_to_itself)}
    assert not named & BY_ZLIB - kept_to_itself


@pytest.mark.parametrize("module", OUTPUTS)
def test_a_kind_of_page_imports_no_other_and_has_two_functions(module: str) -> None:
    assert not _ours(module) & set(OUTPUTS)
    offered = {name for name in vars(import_module(module)) if name in {"files", "output"}}
    functions = {node.name for node in SOURCES[module].body if isinstance(node, ast.FunctionDef)}
    assert offered == {"files", "output"}
    assert {name for name in functions if not name.startswith("_")} <= offered | ALSO_PUBLIC.get(module, set())


READABLE = {"generator.reading.inputs.SETTINGS", "generator.site.index.PUBLIC", "generator.site.index.stories"}
"""All that a page may ask of the rooms and modules that know what is not public."""


@pytest.mark.parametrize("module", [name for name in SOURCES if _room(name) == "outputs"])
def test_a_page_can_ask_for_nothing_that_is_not_public(module: str) -> None:
    knowing = ("generator.reading", "generator.site.index", "generator.site.visibility")
    instants = {"generator.site.visibility.published_at"}
    assert {name for name in _imports(module) if _within(name, knowing)} <= READABLE | instants


def test_there_are_kinds_of_pages_and_pure_modules_to_look_at() -> None:
    assert len(OUTPUTS) > 10
    assert {
        "generator.site.index",
        "generator.outputs.stories",
        "generator.theme.layouts",
        "generator.reading.markdown.conversion",
    } <= set(PURE)


def _held(kind: object) -> Iterator[type]:
    """Every type that a value of ``kind`` can hold, itself included, at any depth."""
    for argument in get_args(kind):
        yield from _held(argument)
    if isinstance(kind, type):
        yield kind
        if issubclass(kind, msgspec.Struct):
            hints = get_type_hints(kind)
            for field in kind.__struct_fields__:
                yield from _held(hints[field])


@pytest.mark.parametrize("given", [Listing, Front, Index, Related, Count, Card, Nav, Site])
def test_no_page_but_a_storys_own_is_given_a_body(given: type) -> None:
    assert not {Story, Body} & set(_held(given))


def test_a_storys_own_page_is_given_its_body() -> None:
    assert Body in set(_held(Story))


def test_every_module_is_named_for_what_it_does() -> None:
    words = {word for name in SOURCES for part in name.split(".") for word in part.split("_")}
    assert not words & {"util", "utils", "helper", "helpers", "manager", "managers"}
