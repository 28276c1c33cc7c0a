"""Checks the chapters of a recording: JSON chapters, version 1.2, of the Podcasting 2.0 namespace."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

from generator.model.problems import Problem

MOST = 500_000
"""The most bytes in a chapters file."""

_MOST_FAULTS = 20
_FIX = 'write it as in `{"version": "1.2.0", "chapters": [{"startTime": 0, "title": "The gate"}]}`'
_ADDRESSES = ("url", "img")


def faults_of_chapters(data: bytes, path: str) -> tuple[Problem, ...]:
    """Return the problems in a chapters file; none if podcast apps can read it."""
    if len(data) > MOST:
        return (Problem(path, 0, 0, f"this chapters file has {len(data):,} bytes; the limit is {MOST:,}", _FIX),)
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        message = f"this is not JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        return (Problem(path, error.lineno, error.colno, message, _FIX),)
    except (ValueError, RecursionError):
        return (Problem(path, 0, 0, "this file is not JSON that can be read", _FIX),)
    return tuple(Problem(path, 0, 0, message, fix) for message, fix in islice(_faults(found), _MOST_FAULTS))


def _faults(found: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(found, dict) or not isinstance(found.get("chapters"), list):
        yield "this is not a chapters file: it has no list `chapters`", _FIX
        return
    if not isinstance(found.get("version"), str):
        yield "this chapters file has no `version`", _FIX
    for number, each in enumerate(found["chapters"], 1):
        if not isinstance(each, dict) or not _is_time(each.get("startTime")):
            yield f"chapter {number} does not say when it begins", 'write the second, as in `"startTime": 95`'
        for key in _ADDRESSES if isinstance(each, dict) else ():
            if key in each and not (isinstance(each[key], str) and each[key].startswith("https://")):
                yield f"`{key}` of chapter {number} is not an address", "write it in full, beginning with `https://`"


def _is_time(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < float("inf")
