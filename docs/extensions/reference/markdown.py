"""Markdown for what the code says: tables, code, docstrings."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, get_type_hints

_ROLE = re.compile(r"^:(raises|returns?|param) ?([^:]*): ", re.MULTILINE)
_OPTIONAL_CODE = re.compile(r"``(.+?)``")


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; characters that would end a cell are escaped."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in lines) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", r"\|")


def code(text: object) -> str:
    """Return text as code within a line."""
    words = str(text)
    fence = "``" if "`" in words else "`"
    inner = f" {words} " if "`" in words else words
    return f"{fence}{inner}{fence}" if words else ""


def block(text: str, language: str = "") -> str:
    """Return text as code on lines of its own."""
    return f"```{language}\n{text.rstrip()}\n```\n"


def prose(docstring: str | None) -> str:
    """Return a docstring as Markdown: its lists of errors become sentences."""
    text = inspect.cleandoc(docstring or "")
    text = _ROLE.sub(lambda found: f"\n*{found[1].capitalize()}* {code(found[2])}: ".replace(" : ", ": "), text)
    text = _OPTIONAL_CODE.sub(r"`\1`", text)
    return _outside_code(text).strip()


def _outside_code(text: str) -> str:
    """Text whose angle brackets and braces are shown, wherever they are not code already."""
    parts = re.split(r"(`[^`]*`)", text)
    return "".join(part if part.startswith("`") else part.replace("<", "&lt;") for part in parts)


_NAMES = {
    "NoneType": "None",
    "typing.": "",
    "collections.abc.": "",
    "datetime.datetime": "datetime",
    "markupsafe.": "",
}


def type_name(hint: Any) -> str:
    """Return a type as people write it, without the modules it comes from."""
    text = hint.__name__ if isinstance(hint, type) and not getattr(hint, "__args__", ()) else str(hint)
    text = re.sub(r"Annotated\[([\w.]+), .*?\)\]", r"\1", text.replace("typing.", ""))
    for written, meant in _NAMES.items():
        text = text.replace(written, meant)
    return re.sub(r"\b(?:[a-z_]\w*\.)+(?=[A-Za-z])", "", text)


def call(name: str, of: Callable[..., object]) -> str:
    """Return how a function is called: its parameters, with their types and plain defaults."""
    hints = get_type_hints(of) if inspect.isfunction(of) else {}
    given = [each for each in inspect.signature(of).parameters.values() if each.name != "self"]
    return f"{name}({', '.join(_parameter(each, hints) for each in given)})"


def _parameter(of: inspect.Parameter, hints: Mapping[str, object]) -> str:
    stars = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}.get(of.kind, "")
    hint = f": {type_name(hints[of.name])}" if of.name in hints else ""
    if of.default is of.empty:
        return f"{stars}{of.name}{hint}"
    plain = isinstance(of.default, str | int | float) or of.default is None
    return f"{of.name}{hint} = {of.default!r}" if plain else f"{of.name}{hint} = …"
