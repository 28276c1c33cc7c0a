"""Changes of a graph as SQL.   [disk]

The table ``edge`` has who reads or requires whom, so that the readers of a node are found without reading the others.
"""

from __future__ import annotations

import os
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Mapping

from generator.engine.records import Change, Row


def write(disk: sqlite3.Connection, changes: list[Change], dropped: Mapping[int, array[int]]) -> None:
    """Write what has changed, forget nodes with the ids that each asked, and mark the file as saved once more."""
    disk.execute("update meta set saved = ?", (os.urandom(8),))
    if dropped:
        disk.executemany("delete from node where id = ?", [(number,) for number in dropped])
    disk.executemany(
        "insert or replace into node values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((*change.row, change.value) for change in changes if not change.kept),
    )
    disk.executemany(
        "update node set fingerprint = ?, height = ?, reads = ?, requires = ?, problems = ? where id = ?",
        ((*change.row[3:], change.row.id) for change in changes if change.kept),
    )
    disk.executemany("delete from edge where read = ? and reader = ?", [*_lost(changes), *_unread(dropped)])
    disk.executemany("insert or ignore into edge values (?, ?)", sorted(_gained(changes)))


def _lost(changes: Iterable[Change]) -> Iterator[tuple[int, int]]:
    for change in changes:
        if change.before:
            yield from ((read, change.row.id) for read in {*change.before} - {*_asked(change.row)})


def _unread(dropped: Mapping[int, array[int]]) -> Iterator[tuple[int, int]]:
    return ((read, number) for number, reads in dropped.items() for read in reads)


def _gained(changes: Iterable[Change]) -> Iterator[tuple[int, int]]:
    for change in changes:
        number, before = change.row.id, {*change.before} if change.before else ()
        for read in _asked(change.row):
            if read not in before:
                yield read, number


def _asked(row: Row) -> array[int]:
    return array("I", row.reads + row.requires if row.requires else row.reads)
