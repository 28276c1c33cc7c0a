"""The record of moves: ``moved.jsonl`` in the site's folder, a line for each file that a move has written.

With it, an interrupted move can continue, a second one changes nothing, and files that an editor has changed or deleted
since stay that way. Keep the file in version control, like the stories.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import msgspec

from generator.model import safe_paths
from generator.model.fingerprint import of_bytes
from generator.model.problems import Problem, refuse
from generator.system import nofollow

NAME = "moved.jsonl"

_LONGEST_LINE = 65_536
_LONGEST = 400_000_000  # bytes: a million files


class Written(msgspec.Struct, frozen=True):
    """A file that a move has written: the ``key`` of what was moved, its path, and the fingerprint of its bytes."""

    key: str
    path: str
    digest: str


def fingerprint(data: bytes) -> str:
    """Return the fingerprint of a file, independent of its line endings, which git may have changed."""
    return of_bytes(data.replace(b"\r\n", b"\n"))


def load(site: Path) -> dict[str, Written]:
    """Return what earlier moves have written, by key. An incomplete last line is ignored: its move was interrupted.

    :raises Problems: if the file is not what a move writes.
    """
    try:
        data = nofollow.read(site / NAME, _LONGEST)
    except FileNotFoundError:
        return {}
    except OSError as error:
        refuse(Problem(NAME, 0, 0, f"the record of moves cannot be read: {error.strerror}", nofollow.fix_of(error)))
    found: dict[str, Written] = {}
    whole = data.split(b"\n")
    for number, line in enumerate(whole, 1):
        if not line.strip():
            continue
        try:
            each = msgspec.json.decode(line, type=Written)
        except msgspec.DecodeError:
            if number == len(whole):
                continue
            fix = "restore it from version control, or delete it: then files that a move has written count as edited"
            refuse(Problem(NAME, number, 0, "this line is not one that move-in has written", fix))
        if safe_paths.fault_in(each.path):
            fix = "restore the file from version control"
            refuse(Problem(NAME, number, 0, f"`{each.path}` {safe_paths.fault_in(each.path)}", fix))
        found[each.key] = each
    return found


def add(site: Path, written: Iterable[Written]) -> None:
    """Add lines to the record, and flush them to the disk."""
    lines = b"".join(msgspec.json.encode(each) + b"\n" for each in written)
    if not lines:
        return
    file = site / NAME
    file.touch()
    with file.open("r+b") as stream:
        stream.seek(_complete_length(file))
        stream.write(lines)
        stream.truncate()
        stream.flush()
        os.fsync(stream.fileno())


def _complete_length(file: Path) -> int:
    """Return the length in bytes of the complete lines: an interrupted move may have left part of a line."""
    size = file.stat().st_size
    with file.open("rb") as stream:
        stream.seek(max(0, size - _LONGEST_LINE))
        return size - len(stream.read().rpartition(b"\n")[2])
