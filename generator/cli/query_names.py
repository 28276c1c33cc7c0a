"""Explains the queries in a profile: the first sentence of the docstring below each definition."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import pairwise
from pathlib import Path

from generator.engine.node import KEYS

_DEFINITION = re.compile(r"\b(?:Query|Table|Task)[\[(]")
_CLASSES = frozenset({"Query", "Table", "Task"})


def explanations() -> Callable[[str], str]:
    """Return a function from the name of a query to its explanation, which is empty if it has none.

    Explanations are read from the source: a string below a definition documents it, as in Sphinx.
    """
    sources = (path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parent.parent.rglob("*.py")))
    known = {name: text for source in sources if _DEFINITION.search(source) for name, text in _documented(source)}
    return partial(_explained, known)


def _explained(known: Mapping[str, str], name: str) -> str:
    """Return the explanation of a query, or of its family: ``output-stories`` and others share one definition."""
    if name.endswith(KEYS):
        return f"All rows of the table {name.removesuffix(KEYS)}"
    family = max((each for each in known if each.endswith("-") and name.startswith(each)), key=len, default="")
    return known.get(name) or known.get(family, "")


def _documented(source: str) -> Iterator[tuple[str, str]]:
    for statement, following in pairwise(ast.parse(source).body):
        if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value:
            text = _text(following)
            if text:
                yield from ((name, text) for name in _names(statement.value))


def _text(statement: ast.stmt) -> str:
    """Return the first sentence of a docstring, without the marks around code."""
    if not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)):
        return ""
    words = " ".join(str(statement.value.value).split()).replace("``", "")
    return re.split(r"(?<=[.:])\s", words)[0].rstrip(".:")


def _names(value: ast.expr) -> Iterator[str]:
    """Yield the names of the queries that an expression defines."""
    for call in ast.walk(value):
        if isinstance(call, ast.Call) and call.args and _class_of(call) in _CLASSES:
            match call.args[0]:
                case ast.Constant(value=str(name)) | ast.JoinedStr(values=[ast.Constant(value=str(name)), *_]):
                    yield name


def _class_of(call: ast.Call) -> str:
    called = call.func.value if isinstance(call.func, ast.Subscript) else call.func
    return called.id if isinstance(called, ast.Name) else ""
