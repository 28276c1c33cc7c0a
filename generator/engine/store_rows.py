"""Changes of a graph as SQL.   [disk]"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Collection, Iterable

from generator.engine.records import Change


def write(disk: sqlite3.Connection, changes: Iterable[Change], dropped: Collection[int]) -> None:
    """Write what has changed, forget dropped nodes, and mark the file as saved once more."""
    disk.execute("update meta set saved = ?", (os.urandom(8),))
    if dropped:
        disk.executemany("delete from node where id = ?", [(number,) for number in dropped])
    kept = []
    new = []
    for row, value, same in changes:
        if same:
            kept.append((*row[3:], row.id))
        else:
            new.append((*row, value))
    disk.executemany("insert or replace into node values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", new)
    disk.executemany(
        "update node set fingerprint = ?, height = ?, reads = ?, requires = ?, readers = ?, problems = ? where id = ?",
        kept,
    )
