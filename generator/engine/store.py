"""Keeps the nodes of a graph between processes, in one SQLite file.   [disk]

The file belongs to one version of the program that computes the values, identified by a string. A file that belongs to
another version, is broken or is not a store counts as empty, and the user is notified. Values are data (JSON or
bytes), never code. A process commits all its changes at once.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Collection, Iterable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from generator.engine.records import BrokenStoreError, NodeChange, Row
from generator.engine.runtime import Notify, silently
from generator.engine.store_file import connected, created, draft_of, index, opened, put_in_place
from generator.engine.store_rows import unpacked, write

_NODES = "select node.id, name, arg, fingerprint, height, reads, requires, readers, problems from node "
_TYPES = (int, str, str, bytes, int, bytes, bytes, bytes, bytes | None)
OTHER_VERSION = "The stored results are from another version of Broadsheet or Python; everything will be rebuilt."
BROKEN = "The stored results in {} cannot be used; everything will be rebuilt."
_SAVED_BY_OTHERS = "another process has stored its own results"
UNSAVED = "The results of this build could not be stored ({}); the next build will be slower."


class Store:
    """A store in a file, or in memory if there is no file or the file cannot be used.

    :param version: identifies what the values depend on besides the inputs: program, interpreter, schema.
    """

    def __init__(self, file: Path | None = None, version: str = "", notify: Notify = silently) -> None:
        self._file, self._version, self._notify = file, version, notify
        self._disk = self._opened()
        self._saved: object = None
        try:
            self.empty = not self._rows("select 1 from node limit 1")
            self._saved = self._state()
        except BrokenStoreError:
            self._disk.close()
            self._report_broken()
            self._disk, self.empty = created(":memory:"), True

    @property
    def highest(self) -> int:
        """The highest id in use; 0 in an empty store."""
        found: int = self._rows("select coalesce(max(id), 0) from node")[0][0]
        return found

    def named(self, name: str, arg: str) -> Row | None:
        """The node with this name and argument."""
        return next(iter(self._nodes(_NODES + "where name = ? and arg = ?", name, arg)), None)

    def numbered(self, number: int) -> Row | None:
        """The node with this id."""
        return next(iter(self._nodes(_NODES + "where id = ?", number)), None)

    def all_numbered(self, numbers: Collection[int]) -> list[Row]:
        """The nodes with these ids."""
        return self._nodes(_NODES + "where id in (select value from json_each(?))", json.dumps([*numbers]))  # noqa: S608  # the query is a constant

    def all_named(self, name: str) -> list[Row]:
        """Every node of this name."""
        return self._nodes(_NODES + "where name = ?", name)

    def count(self, name: str) -> int:
        """How many nodes of this name there are."""
        return int(self._rows("select count(*) from node where name = ?", name)[0][0])

    def value(self, number: int) -> bytes | None:
        """The encoded value of the node with this id."""
        return next((data for _, data in self._values("select id, value from node where id = ?", number)), None)

    def values(self, name: str) -> list[tuple[int, bytes | None]]:
        """The ids and encoded values of all nodes of this name."""
        return self._values("select id, value from node where name = ?", name)

    def fingerprints(self, name: str) -> list[tuple[int, str, bytes]]:
        """The id, argument and fingerprint of every node of this name."""
        return _typed(self._rows("select id, arg, fingerprint from node where name = ?", name), int, str, bytes)

    def failed(self, prefix: bytes) -> list[Row]:
        """The nodes whose fingerprint starts with ``prefix``."""
        return self._nodes(_NODES + "where substr(fingerprint, 1, ?) = ?", len(prefix), prefix)

    def problems(self) -> list[tuple[int, bytes]]:
        """The ids of all nodes that have problems, with their encoded problems."""
        return _typed(self._rows("select id, problems from node where problems is not null"), int, bytes)

    def write(self, changes: Iterable[NodeChange], dropped: Collection[int]) -> bool:
        """Store changes and delete dropped nodes, all or nothing.

        If writing fails, the user is notified; the next build is slower, but its result is the same.

        :returns: whether it was stored.
        """
        try:
            if self.empty and self._file:
                self._write_new(self._file, changes)
            else:
                self._write_more(changes, dropped)
        except (sqlite3.Error, OSError) as error:
            self._notify(UNSAVED.format(error))
            return False
        return True

    def close(self) -> None:
        """Close the file."""
        self._disk.close()

    def __del__(self) -> None:
        with suppress(AttributeError, sqlite3.Error):  # it may never have been opened
            self._disk.close()

    def _opened(self) -> sqlite3.Connection:
        try:
            if self._file and os.path.lexists(self._file):
                if disk := opened(self._file, self._version):
                    return disk
                self._notify(OTHER_VERSION)
        except (sqlite3.Error, OSError):
            self._report_broken()
        return created(":memory:")

    def _report_broken(self) -> None:
        assert self._file
        self._notify(BROKEN.format(self._file.name))

    @property
    def lasting(self) -> bool:
        """Whether what has been written can be read back."""
        return True

    def _state(self) -> object:
        """A value that every save changes, so that a save by another process can be detected."""
        return self._rows("select saved from meta")

    def _write_new(self, file: Path, changes: Iterable[NodeChange]) -> None:
        """Write a complete store next to the file, and replace the file with it."""
        draft = draft_of(file)
        try:
            with closing(created(str(draft), self._version)) as disk:
                disk.execute("begin")
                write(disk, changes, ())
                index(disk)
                disk.execute("commit")
                saved = disk.execute("select saved from meta").fetchall()
                disk.execute("pragma journal_mode = wal")  # so that later readers do not block writers
            put_in_place(draft, file)
        finally:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
        before, self._disk = self._disk, connected(file)
        before.close()
        self._saved, self.empty = saved, False
        with suppress(sqlite3.Error):
            self._disk.execute("begin")
            self._check()

    def _write_more(self, changes: Iterable[NodeChange], dropped: Collection[int]) -> None:
        """Write changes to a store that has not changed since this process last read it."""
        disk = self._disk
        if disk.in_transaction:
            disk.execute("rollback")  # ends the read transaction
        disk.execute("begin immediate")
        try:
            self._check()
            write(disk, changes, dropped)
            self._saved = self._state()
            disk.execute("commit")
        except sqlite3.Error:
            with suppress(sqlite3.Error):
                disk.execute("rollback")
            raise
        finally:
            with suppress(sqlite3.Error):
                disk.execute("begin")
                self._check()

    def _check(self) -> None:
        """Stop using the file if another process has saved to it: reads must match what this process knows."""
        if self._state() != self._saved:
            self._disk.close()
            raise sqlite3.OperationalError(_SAVED_BY_OTHERS)

    def _nodes(self, query: str, *values: object) -> list[Row]:
        return list(map(Row._make, _typed(self._rows(query, *values), *_TYPES)))

    def _values(self, query: str, *values: object) -> list[tuple[int, bytes | None]]:
        rows = _typed(self._rows(query, *values), int, bytes | None)
        return [(number, unpacked(data)) for number, data in rows]

    def _rows(self, query: str, *values: object) -> list[Any]:
        try:
            return self._disk.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise BrokenStoreError(str(error)) from error


def _typed(rows: list[Any], *types: Any) -> list[Any]:
    """Check that the columns of ``rows`` have these types, which a file from another machine does not guarantee.

    :raises BrokenStoreError: if they do not.
    """
    for column, kind in zip(zip(*rows, strict=True), types, strict=False):
        for found in set(map(type, column)):
            if not issubclass(found, kind):
                raise BrokenStoreError(f"a column holds a value of the wrong type, {found.__name__}")
    return rows
