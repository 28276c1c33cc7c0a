"""The nodes of a graph from one process to the next, in one SQLite file.   [disk]

The file belongs to one version of whatever computes the values, given as a text. A file of another version, a broken
one and one that is no such store at all count as empty, and the user is told. Values are data (MessagePack), never
code. Everything that one process changes is committed at once.
"""

from __future__ import annotations

import os
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from generator.engine.records import BrokenStoreError, Change, Row
from generator.engine.runtime import Notify, silently

_APPLICATION = 0x42524F41
_SCHEMA = """
create table meta (version text) strict;
create table node (
    id integer primary key, name text, arg text, fingerprint blob, height integer,
    reads blob, requires blob, problems blob, value blob
) strict;
create unique index named on node (name, arg);
create index troubled on node (id) where problems is not null;
create table edge (read integer, reader integer, primary key (read, reader)) without rowid, strict;
"""
_NODES = "select node.id, name, arg, fingerprint, height, reads, requires, problems from node "
_PATIENCE = 5.0  # seconds to wait for another process

OTHER_VERSION = "The stored results are from another version of Broadsheet or Python; everything will be rebuilt."
BROKEN = "The stored results in {} cannot be used; everything will be rebuilt."
UNSAVED = "The results of this build could not be stored ({}); the next build will be slower."


class Store:
    """A store in a file; in memory where there is no file, or the file cannot be used.

    :param version: what the values depend on besides the inputs: program, interpreter, schema.
    """

    def __init__(self, file: Path | None = None, version: str = "", notify: Notify = silently) -> None:
        self._file, self._version, self._notify = file, version, notify
        self._disk = self._opened()
        self.empty = not self._rows("select 1 from node limit 1")

    @property
    def highest(self) -> int:
        """The highest id in use; 0 in an empty store."""
        found: int = self._rows("select coalesce(max(id), 0) from node")[0][0]
        return found

    def named(self, name: str, arg: str) -> Row | None:
        """The node of this name and argument."""
        return next(iter(self._nodes(_NODES + "where name = ? and arg = ?", name, arg)), None)

    def numbered(self, number: int) -> Row | None:
        """The node with this id."""
        return next(iter(self._nodes(_NODES + "where id = ?", number)), None)

    def all_named(self, name: str) -> list[Row]:
        """Every node of this name."""
        return self._nodes(_NODES + "where name = ?", name)

    def value(self, number: int) -> bytes | None:
        """The encoded value of the node with this id."""
        return next((data for (data,) in self._rows("select value from node where id = ?", number)), None)

    def values(self, name: str) -> list[tuple[int, bytes | None]]:
        """The ids and encoded values of all nodes of this name."""
        return self._rows("select id, value from node where name = ?", name)

    def fingerprints(self, name: str) -> list[tuple[int, str, bytes]]:
        """The id, argument and fingerprint of every node of this name."""
        return self._rows("select id, arg, fingerprint from node where name = ?", name)

    def readers(self, number: int) -> list[Row]:
        """The nodes that asked for this one."""
        return self._nodes(_NODES + "join edge on edge.reader = node.id where edge.read = ?", number)

    def failed(self, prefix: bytes) -> list[Row]:
        """The nodes whose fingerprint begins with ``prefix``."""
        return self._nodes(_NODES + "where substr(fingerprint, 1, ?) = ?", len(prefix), prefix)

    def problems(self) -> list[tuple[int, bytes]]:
        """The ids of all nodes that have problems, with these."""
        return self._rows("select id, problems from node where problems is not null")

    def write(self, changes: Iterable[Change], dropped: Mapping[int, array[int]]) -> bool:
        """Store what has changed, and forget nodes by their ids, each with the ids that it asked; all or nothing.

        If the disk refuses, that is reported; the next build is slower, and its result is the same.

        :returns: whether it is stored.
        """
        changed, gone = list(changes), dict(dropped)
        if not (changed or gone):
            return True
        try:
            if self.empty and self._file:
                self._write_new(self._file, changed)
                self._disk.close()
                self._disk, self.empty = _connected(self._file), False
            else:
                _write(self._disk, changed, gone)
        except (sqlite3.Error, OSError) as error:
            self._notify(UNSAVED.format(error))
            return False
        return True

    def close(self) -> None:
        """Let go of the file."""
        self._disk.close()

    def __del__(self) -> None:
        with suppress(AttributeError, sqlite3.Error):  # it was never opened
            self._disk.close()

    def _opened(self) -> sqlite3.Connection:
        try:
            if self._file and self._file.is_file() and (disk := self._checked(self._file)):
                return disk
        except (sqlite3.Error, OSError):
            assert self._file
            self._notify(BROKEN.format(self._file.name))
        return _created(":memory:")

    def _checked(self, file: Path) -> sqlite3.Connection | None:
        """The store in a file, if it is one of ours and of this version."""
        disk = _connected(file)
        try:
            if _shortened(file):
                raise sqlite3.DatabaseError("its end is missing")
            if disk.execute("pragma application_id").fetchone() != (_APPLICATION,):
                raise sqlite3.DatabaseError("this is not a store")
            if disk.execute("select version from meta").fetchall() == [(self._version,)]:
                disk.execute("begin")  # one view of the file, whatever others write meanwhile
                return disk
        except sqlite3.Error:
            disk.close()
            raise
        disk.close()
        self._notify(OTHER_VERSION)
        return None

    def _write_new(self, file: Path, changes: list[Change]) -> None:
        """Write a whole store beside the file, and put it in its place."""
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_name(f"{file.name}.{os.getpid()}")
        try:
            with closing(_created(str(draft), self._version)) as disk:
                _write(disk, changes, {})
                disk.execute("pragma journal_mode = wal")  # whoever reads it later holds nobody up who writes
            with draft.open("rb+") as whole:
                os.fsync(whole.fileno())
            for suffix in ("-wal", "-shm", "-journal"):
                file.with_name(file.name + suffix).unlink(missing_ok=True)
            draft.replace(file)
        finally:
            with suppress(OSError):
                draft.unlink(missing_ok=True)

    def _nodes(self, query: str, *values: object) -> list[Row]:
        return list(map(Row._make, self._rows(query, *values)))

    def _rows(self, query: str, *values: object) -> list[Any]:
        try:
            return self._disk.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise BrokenStoreError(str(error)) from error


def _connected(file: Path) -> sqlite3.Connection:
    """The file, for reading alone where its folder cannot be written to."""
    if os.access(file.parent, os.W_OK) and os.access(file, os.W_OK):
        return sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None)
    return sqlite3.connect(f"{file.absolute().as_uri()}?immutable=1", uri=True, isolation_level=None)


def _shortened(file: Path) -> bool:
    """Whether a database is shorter than it says (SQLite, *Database File Format*, 1.3)."""
    with file.open("rb") as data:
        header = data.read(100)
    page = int.from_bytes(header[16:18], "big")
    return file.stat().st_size < (65536 if page == 1 else page) * int.from_bytes(header[28:32], "big")


def _created(where: str, version: str = "") -> sqlite3.Connection:
    disk = sqlite3.connect(where, isolation_level=None)
    disk.executescript("pragma journal_mode = off; pragma synchronous = off")  # it is whole, or never used
    disk.executescript(f"pragma application_id = {_APPLICATION};{_SCHEMA}")
    disk.execute("insert into meta values (?)", (version,))
    return disk


def _write(disk: sqlite3.Connection, changes: list[Change], dropped: Mapping[int, array[int]]) -> None:
    if disk.in_transaction:
        disk.execute("rollback")  # of the read transaction
    disk.execute("begin immediate")
    try:
        disk.executemany("delete from node where id = ?", [(number,) for number in dropped])
        disk.executemany(
            "insert or replace into node values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(*change.row, change.value) for change in changes if not change.kept],
        )
        disk.executemany(
            "update node set fingerprint = ?, height = ?, reads = ?, requires = ?, problems = ? where id = ?",
            [(*change.row[3:], change.row.id) for change in changes if change.kept],
        )
        disk.executemany("delete from edge where read = ? and reader = ?", [*_lost(changes), *_unread(dropped)])
        disk.executemany("insert or ignore into edge values (?, ?)", sorted(_gained(changes)))
        disk.execute("commit")
    except sqlite3.Error:
        with suppress(sqlite3.Error):
            disk.execute("rollback")
        raise


def _lost(changes: Iterable[Change]) -> Iterator[tuple[int, int]]:
    for change in changes:
        if change.before:
            yield from ((read, change.row.id) for read in {*change.before} - {*_asked(change.row)})


def _unread(dropped: Mapping[int, array[int]]) -> Iterator[tuple[int, int]]:
    return ((read, number) for number, reads in dropped.items() for read in reads)


def _gained(changes: Iterable[Change]) -> Iterator[tuple[int, int]]:
    for change in changes:
        before = {*change.before}
        yield from ((read, change.row.id) for read in _asked(change.row) if read not in before)


def _asked(row: Row) -> array[int]:
    return array("I", row.reads + row.requires)
