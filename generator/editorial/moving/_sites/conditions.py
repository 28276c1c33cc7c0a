"""Evaluates conditions of Liquid and Nunjucks: which part of ``{% if %}`` readers of the old site saw."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

CONDITIONS = frozenset(["if", "ifchanged", "ifasync", "unless", "case", "switch"])
"""Tags that show only one of the parts up to their end."""

TURNS = frozenset(["elsif", "elseif", "elif", "else", "when", "default"])
"""Tags at which another part begins."""

_LONGEST = 300  # characters of a condition that is read
_LOOPS = frozenset(["for", "tablerow"])  # these have an `else`, too
_AS_WRITTEN = ("raw", "verbatim", "comment")
_ENDS = {name: re.compile(rf"\{{%-?\s*+end{name}\s*+-?%\}}") for name in _AS_WRITTEN}
_JOINED = re.compile(r"(?<!\s)\s++(and|or)\s++")
_OPERAND = re.compile(r"""[A-Za-z_][\w.-]*|-?\d+|"[^"']*"|'[^"']*'""")
_COMPARED = re.compile(r"(\S+|\"[^\"]*\"|'[^']*')\s*(==|!=|===|!==)\s*(\S+|\"[^\"]*\"|'[^']*')")
_WORDS = {"true": "true", "false": "false", "nil": None, "null": None, "none": None}


class Part(msgspec.Struct):
    """The text from ``start`` to ``end``, which is shown if the condition of its tag ``name`` is true."""

    name: str
    said: str
    start: int
    end: int = 0


class Condition(msgspec.Struct):
    """A condition with its parts, and the offset at which the body continues after it; 0 if it has no end."""

    parts: list[Part]
    end: int = 0


def conditions_in(text: str, token: re.Pattern[str]) -> dict[int, Condition]:
    """Return the conditions of a body by the offset of their first tag. ``token`` has groups ``name`` and ``given``."""
    found, at, endless = dict[int, Condition](), 0, set[str]()
    opened: list[tuple[str, Condition]] = []
    while tag := token.search(text, at):
        at, name = tag.end(), (tag["name"] or "").lower()
        if name in _AS_WRITTEN and name not in endless:
            end = _ENDS[name].search(text, at)
            at = end.end() if end else at
            endless |= set() if end else {name}
        elif name in CONDITIONS or name in _LOOPS:
            opened.append((name, Condition([Part(name, _said(tag), tag.end())])))
            if name in CONDITIONS:
                found[tag.start()] = opened[-1][1]
        elif opened:
            _turn(opened, name, tag)
    return found


def _turn(opened: list[tuple[str, Condition]], name: str, tag: re.Match[str]) -> None:
    kind, condition = opened[-1]
    if name not in TURNS and name != f"end{kind}":
        return
    condition.parts[-1].end = tag.start()
    if name in TURNS:
        condition.parts.append(Part(name, _said(tag), tag.end()))
    else:
        condition.end = tag.end()
        opened.pop()


def _said(tag: re.Match[str]) -> str:
    return (tag["given"] or "").strip().removesuffix("-").strip()


Value = Callable[[str], str | None]
"""Returns the text of a variable, or None."""


def shown(condition: Condition, value: Value, is_absent: Callable[[str], bool]) -> Part | bool:
    """Return the part that readers saw; False if they saw none, and True if the site's files do not determine it.

    ``is_absent`` returns whether a variable without a text has no value at all.
    """
    for each in condition.parts:
        truth = _truth(each, value, is_absent)
        if truth is None:
            return True
        if truth:
            return each
    return False


def _truth(part: Part, value: Value, is_absent: Callable[[str], bool]) -> bool | None:
    if part.name == "else":
        return True
    if part.name not in ("if", "unless", "elsif", "elseif", "elif") or len(part.said) > _LONGEST:
        return None
    words = _JOINED.split(part.said)
    truths, joints = [_clause_truth(each, value, is_absent) for each in words[::2]], set(words[1::2])
    if len(joints) > 1 or any(each is None for each in truths):
        return None
    truth = any(truths) if joints == {"or"} else all(truths)
    return truth != (part.name == "unless")


def _clause_truth(said: str, value: Value, is_absent: Callable[[str], bool]) -> bool | None:
    """Return whether a variable is true, or a comparison holds; None if that is not known."""
    negated = said.startswith("not ")
    said = said.removeprefix("not ").strip()
    if found := _COMPARED.fullmatch(said):
        pair = [_value(each, value, is_absent) for each in (found[1], found[3])]
        truth = None if True in pair else (pair[0] == pair[1]) == (found[2][0] == "=")
    else:
        one = _value(said, value, is_absent)
        truth = None if one is True else one not in (None, "false")
    return truth if truth is None else truth != negated


def _value(written: str, value: Value, is_absent: Callable[[str], bool]) -> str | bool | None:
    """Return the text of an operand, None if it has no value, and True if that is not known."""
    if not _OPERAND.fullmatch(written):
        return True
    if written[0] in "\"'" or written.lstrip("-").isdecimal():
        return written.strip("\"'")
    if written in _WORDS:
        return _WORDS[written]
    text = value(written)
    return text if text is not None else None if is_absent(written) else True
