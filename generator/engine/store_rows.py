"""Writes the changes of a graph with SQL, and compresses longer values (RFC 1950).   [disk]"""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, islice

from generator.engine.records import BrokenStoreError, NodeChange

_WORTH_COMPRESSING = range(1000, 1 << 20)  # lengths in bytes for which compression is worth the time
_LONGEST = 1 << 28  # bytes; the maximum length of a value
_MANY = 1000  # values from which several threads are worthwhile
_BATCH = 4096  # changes that are written at a time
_PACKED, _PLAIN = b"z", b"-"


def write(disk: sqlite3.Connection, changes: Iterable[NodeChange], dropped: Collection[int]) -> None:
    """Write changes, delete dropped nodes, and mark the file as having been saved."""
    disk.execute("update meta set saved = ?", (os.urandom(8),))
    if dropped:
        disk.executemany("delete from node where id = ?", [(number,) for number in dropped])
    rest = iter(changes)
    while batch := list(islice(rest, _BATCH)):  # not all at once, since that would need much memory
        _write_some(disk, batch)


def _write_some(disk: sqlite3.Connection, changes: list[NodeChange]) -> None:
    new = [(row, value) for row, value, kept in changes if not kept]
    rows = ((*row, value) for (row, _), value in zip(new, _all_packed([value for _, value in new]), strict=True))
    disk.executemany("insert or replace into node values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    disk.executemany(
        "update node set fingerprint = ?, height = ?, reads = ?, requires = ?, readers = ?, problems = ? where id = ?",
        [(*row[3:], row.id) for row, _, kept in changes if kept],
    )


def unpacked(data: bytes | None) -> bytes | None:
    """Decode a value from its stored form.

    :raises BrokenStoreError: if it is not valid.
    """
    if data is None:
        return None
    if data[:1] == _PLAIN:
        return data[1:]
    decompressor = zlib.decompressobj()
    try:
        value = decompressor.decompress(memoryview(data)[1:], _LONGEST) if data[:1] == _PACKED else b""
    except zlib.error as error:
        raise BrokenStoreError(str(error)) from error
    if not decompressor.eof:
        raise BrokenStoreError("a value is truncated or too long")
    return value


def packed(value: bytes | None) -> bytes | None:
    """Encode a value for the store."""
    if value is None:
        return None
    return _PACKED + zlib.compress(value, 1) if len(value) in _WORTH_COMPRESSING else _PLAIN + value


def _all_packed(values: list[bytes | None]) -> Iterable[bytes | None]:
    if len(values) < _MANY:
        return map(packed, values)
    batches = [values[start : start + _MANY] for start in range(0, len(values), _MANY)]
    with ThreadPoolExecutor(os.cpu_count()) as threads:  # zlib releases the interpreter lock
        return chain.from_iterable(threads.map(lambda batch: [*map(packed, batch)], batches))
