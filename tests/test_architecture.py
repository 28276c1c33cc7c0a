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
from generator.model.frame import Nav, Site
from generator.model.page import CountedLink, Front, Index, Listing
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


@cache
def _sources() -> Mapping[str, ast.Module]:
    """Every module of the program; read by the first test that asks, since all workers collect the tests."""
    return {_name(file): ast.parse(file.read_text(encoding="utf-8")) for file in sorted(HOUSE.rglob("*.py"))}


def _room(module: str) -> str:
    """The room that a module is in; the program's own start belongs to the command line."""
    return "cli" if module in ("generator", "generator.__main__") else module.split(".")[1]


def _marked(module: str) -> bool:
    return (ast.get_docstring(_sources()[module]) or "").partition("\n")[0].endswith("[disk]")


@cache
def _edges() -> frozenset[str]:
    return frozenset(name for name in _sources() if _room(name) in AT_THE_EDGE or _marked(name))


def _pure() -> list[str]:
    return [name for name in _sources() if name not in _edges()]


ALSO_PUBLIC = {"generator.outputs.front_page": {"front"}}  # its choice of stories has tests of its own
_PARTS = ("_corrections_in_feeds", "_event_in_feeds", "_podcast_links")
SHARED = {f"generator.outputs.{name}" for name in (*_PARTS, "page_head", "pagination")}


def _outputs() -> set[str]:
    return {name for name in _sources() if name.startswith("generator.outputs.")} - SHARED


@cache
def _imports(module: str) -> frozenset[str]:
    """All that ``module`` imports, anywhere in it: modules, or names in them (``os.path``)."""
    found = set[str]()
    for node in ast.walk(_sources()[module]):
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
        imported if imported in _sources() else imported.rpartition(".")[0]
        for imported in _imports(module)
        if _within(imported, ["generator"])
    }


def test_imports_go_one_way() -> None:
    order = list(
        TopologicalSorter({module: _ours(module) for module in _sources()}).static_order()
    )  # raises CycleError, which names the circle
    assert order.index("generator.model.story") < order.index("generator.site.index") < order.index("generator.cli")


def test_every_module_imports_only_from_its_own_room_or_from_below() -> None:
    floors = {module: ROOMS.index(_room(module)) for module in _sources()}
    assert not [
        f"{module} imports {other}"
        for module, floor in floors.items()
        for other in _ours(module) - {"generator"}
        if floors[other] < floor
    ]


def test_every_module_is_in_a_room() -> None:
    assert {file.stem for file in HOUSE.glob("*.py")} == {"__init__", "__main__"}
    assert {_name(file).split(".")[1] for file in HOUSE.glob("*/*.py")} == {*ROOMS}


def test_a_pure_module_imports_nothing_that_does_input_or_output() -> None:
    found = {module: {name for name in _imports(module) - HARMLESS if _within(name, IMPURE)} for module in _pure()}
    assert not {module: names for module, names in found.items() if names}
    edges = {module: _ours(module) & _edges() - {"generator"} for module in _pure()}
    assert not {module: names for module, names in edges.items() if names}


def test_a_pure_module_uses_neither_the_disk_nor_the_clock() -> None:
    impure = {"open", "input", "print", "now", "utcnow", "today"}
    assert not [
        f"{module}:{node.lineno}"
        for module in _pure()
        for node in ast.walk(_sources()[module])
        if isinstance(node, ast.Call) and _called(node.func) in impure
    ]


def _called(function: ast.expr) -> str:
    match function:
        case ast.Name(name) | ast.Attribute(attr=name):
            return name
    return ""


def _dotted(node: ast.expr) -> str:
    """``zlib.compress``, or nothing for what is not the name of something in a module."""
    match node:
        case ast.Attribute(ast.Name(module), name):
            return f"{module}.{name}"
    return ""


def test_no_module_uses_what_differs_from_python_to_python() -> None:
    found = dict[str, set[str]]()
    for module, source in _sources().items():
        differs = BY_PYTHON if module in NEVER_PUBLISHED else BY_PYTHON | BY_ZLIB
        named = {_dotted(node) for node in ast.walk(source) if isinstance(node, ast.Attribute)}
        found[module] = {name for name in _imports(module) if _within(name, differs)} | named & differs
    assert not {module: names for module, names in found.items() if names}


def test_a_kind_of_page_imports_no_other_and_has_two_functions() -> None:
    for module in sorted(_outputs()):
        assert not _ours(module) & _outputs(), module
        offered = {name for name in vars(import_module(module)) if name in {"files", "output"}}
        functions = {node.name for node in _sources()[module].body if isinstance(node, ast.FunctionDef)}
        public = {name for name in functions if not name.startswith("_")}
        assert offered == {"files", "output"}, module
        assert public <= offered | ALSO_PUBLIC.get(module, set()), module


READABLE = {"generator.reading.inputs.SETTINGS", "generator.site.index.PUBLIC", "generator.site.index.stories"}
"""All that a page may ask of the rooms and modules that know what is not public."""


def test_a_page_can_ask_for_nothing_that_is_not_public() -> None:
    site = ("generator.site.entry", "generator.site.index", "generator.site.visibility", "generator.site.withheld")
    knowing = ("generator.reading", *site)
    instants = {"generator.site.visibility.published_at"}
    for module in (name for name in _sources() if _room(name) == "outputs"):
        assert {name for name in _imports(module) if _within(name, knowing)} <= READABLE | instants, module


def test_there_are_kinds_of_pages_and_pure_modules_to_look_at() -> None:
    assert len(_outputs()) > 10
    assert {
        "generator.site.index",
        "generator.outputs.stories",
        "generator.theme.layouts",
        "generator.reading.markdown.conversion",
    } <= set(_pure())


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


@pytest.mark.parametrize("given", [Listing, Front, Index, Related, CountedLink, Card, Nav, Site])
def test_no_page_but_a_storys_own_is_given_a_body(given: type) -> None:
    assert not {Story, Body} & set(_held(given))


def test_a_storys_own_page_is_given_its_body() -> None:
    assert Body in set(_held(Story))


def test_every_module_is_named_for_what_it_does() -> None:
    words = {word for name in _sources() for part in name.split(".") for word in part.split("_")}
    assert not words & {"util", "utils", "helper", "helpers", "manager", "managers"}
