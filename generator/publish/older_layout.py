"""Output folders of version 0.1, which also contained Broadsheet's own files. They are cleaned up once.   [disk]

The lock, the journal, the new files and the stats of published files were in the output folder's ``.broadsheet/``, and
an atomic site had a second lock among its trees. This module and its one call (in ``publish.open_output``) can be
removed when nobody has such a folder any more.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import msgspec

from generator.engine.runtime import Notify
from generator.publish import disk, journal
from generator.publish.folders import state_folder, working_folder
from generator.publish.journal_format import FORMAT, JOURNAL, Journal
from generator.publish.lock import locked
from generator.publish.manifest import FOLDER
from generator.publish.safety import trees_of
from generator.system import nofollow

_FORMAT = 3
_REMOVED = "Records of an older version of Broadsheet in {} have been removed; they are now kept in {}."


class _Journal(msgspec.Struct, frozen=True):
    """A journal of version 0.1."""

    format: int
    stage: str
    room: tuple[str, ...]
    moves: tuple[tuple[str, str], ...]
    removals: tuple[str, ...]


def migrate(output: Path, patience: float, notify: Notify) -> bool:
    """Finish a publication that an older version had decided, and remove its records. Return whether there was one.

    :raises Problems: if an older version is publishing here, or its journal names anything that it cannot have written.
    """
    folders = [output / FOLDER, *_of_trees(output)]
    old = [folder / name for folder in folders for name in ("seen.json", "lock")]
    current = working_folder(output) / "lock"
    found = [each for each in (*old, trees_of(output) / "lock") if os.path.lexists(each) and each != current]
    if not found and not os.path.lexists(output / FOLDER / JOURNAL):
        return False
    with ExitStack() as locks:
        for each in found:
            if each.name == "lock":
                locks.enter_context(locked(each, patience, notify))
        finished = _finish(output, output / FOLDER)
    for each in found:
        with contextlib.suppress(OSError):  # the next build tries again
            disk.remove(str(each))
    if found:
        notify(_REMOVED.format(output / FOLDER, state_folder(output)))
    return finished


def _of_trees(output: Path) -> Iterator[Path]:
    for tree in trees_of(output).glob("[1-9]*"):
        if not nofollow.link_towards(tree.parent, f"{tree.name}/{FOLDER}"):
            yield tree / FOLDER


def _finish(output: Path, folder: Path) -> bool:
    """Finish a publication of the older version; ``journal.recover`` handles journals of other formats."""
    try:
        old = msgspec.json.decode(nofollow.read(folder / JOURNAL), type=_Journal)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    if old.format != _FORMAT:
        return False
    journal.finish(output, folder, Journal(FORMAT, old.stage, "", "", old.room, old.moves, old.removals))
    return True
