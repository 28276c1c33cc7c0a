"""The list of the most read stories: ``most-read.json``, as analytics programs export it.   [disk]"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from generator.model.problems import Problem
from generator.system import nofollow

FILE = "most-read.json"
LONGEST = 256 * 1024
"""The most bytes in the file."""

_NAMES = ("url", "path", "page", "address")
_MOST = 100  # entries that are read


def load(site: Path) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Return the addresses in the file, in order, and the problems in it. Both are empty if there is no file.

    The file is a list of addresses, or of objects with an address as ``url``, ``path`` or ``page``. A program writes
    it, so problems are warnings: they must not stop a site from being published.
    """
    file = site / FILE
    try:
        data = nofollow.read(file, LONGEST)
    except FileNotFoundError:
        return (), ()
    except OSError as error:
        return (), (_unread(f"this file cannot be read: {error.strerror}", nofollow.fix_of(error)),)
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        lines = error.doc.split("\n")
        problem = _unread(f"this file is not JSON: {error.msg[:1].lower()}{error.msg[1:]}")
        place = {"line": error.lineno, "column": error.colno, "source": lines[error.lineno - 1]}
        return (), (replace(problem, **place),)
    except UnicodeDecodeError:
        return (), (_unread("this file is not UTF-8", "save it as UTF-8"),)
    except (ValueError, RecursionError):
        return (), (_unread("this file is not JSON that can be read"),)
    addresses = [_address(each) for each in found[:_MOST]] if isinstance(found, list) else []
    if not isinstance(found, list) or not all(addresses):
        return (), (_unread("this file is not a list of addresses"),)
    return tuple(dict.fromkeys(addresses)), ()


def _address(entry: Any) -> str:
    if isinstance(entry, dict):
        entry = next((entry[name] for name in _NAMES if name in entry), "")
    if not isinstance(entry, str):
        return ""
    return entry.encode("utf-8", "replace").decode()  # a lone surrogate such as `\ud800` is never part of an address


def _unread(message: str, fix: str = 'write a list such as `["/2026/11/20/pay-by-the-landing/"]`') -> Problem:
    return Problem(
        FILE, 0, 0, f"{message}, so the front page does not show the most read stories", fix, level="warning"
    )
