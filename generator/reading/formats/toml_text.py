"""Parses TOML within limits. The standard library has none: 64 KB of TOML can take it a minute, or crash it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from generator.reading.fields.values import DEEPEST, TOO_DEEP, FieldFault, FieldFaults

_PART = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*"""
_DEEP_KEY = re.compile(rf"(?:^[ \t]*+\[{{0,2}}|[{{,])[ \t]*+(?:{_PART}\.[ \t]*){{{DEEPEST}}}", re.MULTILINE)
_BRACKETS = re.compile(r"[\[{]")
_DIGITS = re.compile(r"\d[\d_]{999}")
_LARGEST = 1 << 63  # TOML 1.0: whole numbers have 64 bits
_TOO_LARGE = "this number is too large", "write it with fewer digits, or in quotes if it is not a quantity"


def parsed(text: str) -> dict[str, Any]:
    """Return the values of a TOML document, nested at most ``DEEPEST`` deep.

    :raises tomllib.TOMLDecodeError: if it is not TOML.
    :raises FieldFaults: if it is nested too deep, or contains a number of more than 64 bits.
    """
    if deep := _DEEP_KEY.search(text):
        raise FieldFaults(_fault(text, deep.start() + len(deep.group()) - len(deep.group().lstrip()), *TOO_DEEP))
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise
    except RecursionError:
        raise FieldFaults(_fault(text, _deep_line(text), *TOO_DEEP)) from None
    except ValueError:  # Python does not read numbers with more than 4,300 digits
        digits = _DIGITS.search(text)
        raise FieldFaults(_fault(text, digits.start() if digits else 0, *_TOO_LARGE)) from None
    for name, value in found.items():
        if wrong := _limit_exceeded(value):
            raise FieldFaults(_fault(text, _named(text, name), *wrong))
    return found


def _limit_exceeded(value: object) -> tuple[str, str] | None:
    """Return which limit a value exceeds, and the fix; None if it exceeds none."""
    pending = [(value, 1)]
    while pending:
        here, depth = pending.pop()
        if depth > DEEPEST:
            return TOO_DEEP
        if isinstance(here, int) and not -_LARGEST <= here < _LARGEST:
            return _TOO_LARGE
        inside = here.values() if isinstance(here, Mapping) else here if isinstance(here, list) else ()
        pending += ((each, depth + 1) for each in inside)
    return None


def _fault(text: str, at: int, message: str, fix: str) -> FieldFault:
    return FieldFault(text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at), message, fix)


def _deep_line(text: str) -> int:
    """Return the offset of the first line with more than ``DEEPEST`` opening brackets, or of the first bracket."""
    at = 0
    for line in text.split("\n"):
        if len(_BRACKETS.findall(line)) > DEEPEST:
            return at
        at += len(line) + 1
    first = _BRACKETS.search(text)
    return first.start() if first else 0


def _named(text: str, name: str) -> int:
    found = re.search(rf"""^[ \t]*\[{{0,2}}[ \t]*["']?{re.escape(name)}\b""", text, re.MULTILINE)
    return found.start() if found else 0
