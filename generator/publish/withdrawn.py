"""Finds pages of an older tree that have been withdrawn, which a rollback would publish again.   [disk]"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from generator.model.problems import Problem, Problems
from generator.publish.manifest import Manifest, read
from generator.system import nofollow

_NAMED = 20  # pages that are named; more are counted

_NOT_INDEXED = re.compile(rb"""<meta[^<>]*\bname=["']?robots\b[^<>]*\bnoindex\b""", re.IGNORECASE)
_REDIRECT = re.compile(rb"""<meta[^<>]*\bhttp-equiv=["']?refresh\b""", re.IGNORECASE)


def refuse_withdrawn(live: Path, older: Path) -> None:
    """Refuse to go back from the tree ``live`` to ``older`` if pages have been withdrawn since.

    :raises Problems: with these pages.
    """
    found = _withdrawn(live, older)
    named = list(islice(found, _NAMED))
    if not named:
        return
    message = "this page has been withdrawn or removed since, and readers would see it again"
    fix = "correct the copy and build; to publish it again on purpose, add --earlier"
    more = sum(1 for _ in found)
    problems = [Problem(path, 0, 0, message, fix) for path in named]
    problems += [Problem(str(live), 0, 0, f"the same is true of {more:,} more pages", fix)] if more else []
    raise Problems(problems)


def _withdrawn(live: Path, older: Path) -> Iterator[str]:
    """Yield the pages of ``older`` that search engines may list and that ``live`` lacks, or has only as tombstones.

    The page of a moved story redirects to its new address, so it is not included.
    """
    now, before = read(live)[0], read(older)[0]
    for path, entry in before.files.items():
        if path.endswith(".html") and now.files.get(path) != entry and not _NOT_INDEXED.search(_data(older, path)):
            left = _left(live, now, path)
            if not left or (_NOT_INDEXED.search(left) and not _REDIRECT.search(left)):
                yield path


def _left(live: Path, now: Manifest, path: str) -> bytes:
    return _data(live, path) if path in now.files else b""


def _data(tree: Path, path: str) -> bytes:
    try:
        return nofollow.read(tree / path, None)
    except OSError:
        return b""
