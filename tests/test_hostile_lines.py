"""No regular expression takes more than linear time: not for runs of spaces, of brackets, or of what it looks for.

Every regular expression of the program is run as the program runs it, over lines made to be slow for many. One that is
slow has to grow with the square of the line, too, before it fails: a busy machine is not a fault.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import signal
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

import pytest

import generator
from generator.model.patterns import LazyPattern

FEW, MANY = 3_000, 24_000  # characters
SLOW, TOO_SLOW = 0.0012, 0.04  # seconds on the processor, for few and for many
STEEP = 20.0  # eight times the characters take at most this many times as long; with a square it is 64 times
LIMIT = 0.25  # seconds after which a search is ended
HOUSE = Path(generator.__file__).parent
METHODS = {
    "match": "match",
    "fullmatch": "fullmatch",
    **dict.fromkeys(("search", "finditer", "findall", "sub", "subn", "split"), "finditer"),
}
"""The ways to use a regular expression, and which of three each is like."""

UNITS = (
    *(" ", "\t", " \n", "a", "A", "0", "_", "-", "#", "&", "*", "[", "(", "<", '"', "'", "`", ":", ",", ".", "/", "!"),
    *("{", ">", ";", "|", "\\", "é", "…", "<!--", "{%", "{{", "![", "](", "[^", "<a "),
    *("> ", "- ", "a ", "a.", "a-", "a/"),
    *(": ", "0 ", "a:", "a=", ". ", ", ", "…a ", "A a ", "x\n", "\t ", ",\n", "01", "&a", '""', "'a", '="', "a_"),
)
BOUNDED: dict[str, str] = {
    "generator.editorial.checks.layout_links._COMMENT": "the site's own layouts, which may do anything anyway",
    "generator.editorial.page_loads._TAG": "pages that were rendered, in which all tags are closed",
    "generator.editorial.site_workflow._STEP": "the workflow that comes with the program",
    "generator.reading.markdown.raw_html._PIECE": "HTML that opens much more than it closes is shown as written",
    "generator.reading.withholding.places._BRACKETED": "names of files and folders",
}
"""Regular expressions that may take longer, and what bounds what they are run on."""

Pattern = re.Pattern[str] | re.Pattern[bytes]

ELSEWHERE = {
    "generator.media.downloads.office_parts.OOXML": {"fullmatch"},
    "generator.media.downloads.office_parts.ODF": {"fullmatch"},
    "generator.media.downloads.office_parts.EPUB": {"fullmatch"},
    "generator.reading.markdown.summary._OTHER_MARKS": {"fullmatch"},
}
"""How those are used that the program passes on, or has another name for."""


@cache
def _modules() -> dict[str, ModuleType]:
    names = [each.name for each in pkgutil.walk_packages(generator.__path__, "generator.")]
    return {name: importlib.import_module(name) for name in names if not name.endswith("__main__")}


def _pattern(value: object) -> Pattern | None:
    """The regular expression that a value is, or will be when it is first used."""
    if isinstance(value, LazyPattern):
        return re.compile(value.pattern, value.flags)
    return value if isinstance(value, re.Pattern) else None


def _within(value: object, name: str, depth: int = 0) -> Iterator[tuple[str, Pattern]]:
    """The regular expressions in a value, and where each is."""
    if pattern := _pattern(value):
        yield name, pattern
    elif depth < 3 and isinstance(value, tuple | list | set | frozenset):
        for each in value:
            yield from _within(each, name, depth + 1)
    elif depth < 3 and isinstance(value, dict):
        for key, each in value.items():
            yield from _within(each, f"{name}[{key!r}]", depth + 1)
    elif depth < 3 and not isinstance(value, type):
        for field in getattr(value, "__struct_fields__", ()):
            yield from _within(getattr(value, field), f"{name}.{field}", depth + 1)


def _ways(tree: ast.Module, module: object) -> Iterator[tuple[Pattern, str]]:
    """How a module uses the regular expressions that it has names for."""
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(ast.Name(name), way) if way in METHODS and (named := _pattern(getattr(module, name, 0))):
                yield named, METHODS[way]


def _written(tree: ast.Module, name: str) -> Iterator[tuple[str, Pattern, str]]:
    """The regular expressions that are written where they are used: ``re.sub("a+", …)``."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(ast.Attribute(ast.Name("re"), way), [ast.Constant(str() | bytes() as pattern), *_]) if (
                way in METHODS
            ):
                flags = {
                    each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute) and each.attr.isupper()
                }
                yield f"{name}:{pattern!r}", re.compile(pattern, sum(getattr(re, flag) for flag in flags)), METHODS[way]


@cache
def _all() -> dict[tuple[Pattern, str], str]:
    """Every regular expression with a way in which it is used, and its name."""
    found, used = dict[tuple[Pattern, str], str](), dict[Pattern, set[str]]()
    for name, module in _modules().items():
        tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
        for pattern, way in _ways(tree, module):
            used.setdefault(pattern, set()).add(way)
        found |= {(pattern, way): written for written, pattern, way in _written(tree, name)}
    for name, module in _modules().items():
        for value in list(vars(module)):
            for where, pattern in _within(vars(module)[value], f"{name}.{value}"):
                for way in ELSEWHERE.get(where) or used.get(pattern, {"match", "finditer"}):
                    found.setdefault((pattern, way), where)
    return found


def _character(items: Sequence[tuple[object, object]]) -> str:
    """One of the characters in square brackets: one that is as usual as possible."""
    fit = {"CATEGORY_DIGIT": str.isdigit, "CATEGORY_SPACE": str.isspace, "CATEGORY_WORD": str.isalnum}
    outside = str(items[0][0]) == "NEGATE"

    def listed(sign: str) -> bool:
        for kind, of in items:
            match str(kind), of:
                case "LITERAL", int(code) if code == ord(sign):
                    return True
                case "RANGE", (int(low), int(high)) if low <= ord(sign) <= high:
                    return True
                case "CATEGORY", name if fit.get(str(name).replace("NOT_", ""), bool)(sign) != ("NOT" in str(name)):
                    return True
        return False

    literal = [chr(code) for kind, code in items if str(kind) == "LITERAL" and isinstance(code, int)]
    literal += [chr(of[0]) for kind, of in items if str(kind) == "RANGE" and isinstance(of, tuple)]
    return next((each for each in (*"a 0-.,<{A\n", *literal) if listed(each) != outside), "a")


def _repeats(parsed: Iterable[tuple[object, Any]], before: str = "") -> tuple[str, list[tuple[str, str]]]:
    """A text that a regular expression may be looking for; what may be repeated in it, and what is before each."""
    text, found = "", list[tuple[str, str]]()
    for kind, of in parsed:
        more, inner = list[tuple[str, str]](), ""
        match str(kind):
            case "LITERAL":
                inner = chr(of)
            case "NOT_LITERAL" | "ANY":
                inner = "a"
            case "IN":
                inner = _character(of)
            case "SUBPATTERN" | "ATOMIC_GROUP":
                inner, more = _repeats(of[3] if str(kind) == "SUBPATTERN" else of, before + text)
            case "BRANCH":
                ways = [_repeats(way, before + text) for way in of[1]]
                inner, more = ways[0][0], [each for way in ways for each in way[1]]
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                inner, more = _repeats(of[2], before + text)
                more += [(before + text, inner)] if of[1] > 50 else []
                inner *= max(of[0], 1)
        found += more
        text += inner
    return text, found


def _lines(pattern: Pattern) -> Iterator[tuple[str, str, str]]:
    """How hostile lines begin, what they repeat, and how they end."""
    parser: Any = importlib.import_module("re._parser")
    for unit in UNITS:
        yield "", unit, "\0"
    yield "a", " ", ""
    whole, repeats = _repeats(parser.parse(pattern.pattern, pattern.flags))
    for before, unit in dict.fromkeys(repeats):
        yield before, unit, "\0"
        yield "", before + unit, ""
        yield before + unit, " ", "\0"
        yield before, f"{unit} ", "\0"
    yield "", whole or "a", ""


def _took(pattern: Pattern, way: str, line: tuple[str, str, str], size: int) -> float:
    """Seconds on the processor, ``LIMIT`` if it takes longer."""
    before, unit, after = line
    text: Any = before + unit * (size // max(len(unit), 1)) + after
    text = text.encode() if isinstance(pattern.pattern, bytes) else text
    searching: Any = pattern.finditer
    start = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT)
    try:
        deque(searching(text), 0) if way == "finditer" else getattr(pattern, way)(text)
    except TimeoutError:
        return LIMIT
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - start


def _steep(pattern: Pattern, way: str, line: tuple[str, str, str]) -> bool:
    """Whether eight times the characters take far more than eight times as long, each time that we look."""
    for _ in range(3):
        few, many = min(_took(pattern, way, line, FEW) for _ in range(2)), _took(pattern, way, line, MANY)
        if many < TOO_SLOW or (many < LIMIT and many < STEEP * few):
            return False
    return True


def _faults(pattern: Pattern, way: str) -> Iterator[str]:
    for line in _lines(pattern):
        if _took(pattern, way, line, FEW) > SLOW and _steep(pattern, way, line):
            yield "{!r} + n * {!r} + {!r}".format(*line)


@pytest.fixture
def _ended() -> Iterator[None]:
    """A search that takes longer than ``LIMIT`` is ended."""

    def end(number: int, frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, end)
    yield
    signal.signal(signal.SIGVTALRM, before)


@pytest.mark.usefixtures("_ended")
@pytest.mark.parametrize(
    "rooms", [r"generator\.reading\.[a-m]", r"generator\.reading\.(?![a-m])", r"generator\.(?!reading\.)"]
)
def test_no_line_takes_a_regular_expression_more_than_linear_time(rooms: str) -> None:
    slow = []
    for (pattern, way), name in _all().items():
        if re.match(rooms, name) and name not in BOUNDED and (line := next(_faults(pattern, way), "")):
            slow.append(f"{name}.{way}: {line}")
    assert not slow, "\n".join(slow)


@pytest.mark.usefixtures("_ended")
@pytest.mark.parametrize("pattern", [r"\s*a", r"\d+(?:px)", r"<!--.*?-->"])
def test_one_that_does_is_found(pattern: str) -> None:
    assert next(_faults(re.compile(pattern, re.DOTALL), "finditer"))


@pytest.mark.usefixtures("_ended")
@pytest.mark.parametrize("pattern", [r"(?<!\s)\s*+a", r"(?<!\d)\d++(?:px)", r"<a ", r"[^x]+"])
def test_one_that_does_not_is_not(pattern: str) -> None:
    assert not next(_faults(re.compile(pattern), "finditer"), None)


def test_every_exception_is_a_regular_expression_of_the_program() -> None:
    assert BOUNDED.keys() <= {*_all().values()}
