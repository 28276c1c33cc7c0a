"""Creates, opens and checks the SQLite file of a store.   [disk]

The file may come from others, such as a build server's cache or a pull request. So links are not followed, and the file
must contain exactly the tables and indexes defined here: no views, no triggers.

Several threads may use a store, one at a time.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from functools import cache
from pathlib import Path

from generator.engine.records import HIGHEST
from generator.system import nofollow

_APPLICATION = 0x42524F41
_SCHEMA = """
create table meta (version text, saved blob) strict;
create table node (
    id integer primary key, name text, arg text, fingerprint blob, height integer,
    reads blob, requires blob, readers blob, problems blob, value blob
) strict;
"""
_INDEXES = """
create unique index named on node (name, arg);
create index troubled on node (id) where problems is not null;
"""
_PAGE = 16384  # bytes; most values fit into one
_PATIENCE = 5.0  # seconds to wait for another process
_COMPANIONS = ("-wal", "-shm", "-journal")


def created(where: str, version: str = "") -> sqlite3.Connection:
    """Create a store without indexes (see ``index``), in an empty file or in memory."""
    disk = sqlite3.connect(where, isolation_level=None, check_same_thread=False)
    disk.execute(f"pragma page_size = {_PAGE}")
    disk.executescript("pragma journal_mode = off; pragma synchronous = off")  # an incomplete file is never used
    disk.executescript(f"pragma application_id = {_APPLICATION};{_SCHEMA}")
    disk.execute("insert into meta values (?, ?)", (version, b""))
    return disk


def index(disk: sqlite3.Connection) -> None:
    """Create the indexes of a new store; this is faster after the rows have been inserted."""
    for statement in filter(None, map(str.strip, _INDEXES.split(";"))):
        disk.execute(statement)


def opened(file: Path, version: str) -> sqlite3.Connection | None:
    """Open the store in a file, as a snapshot that lasts until the transaction ends; None if its version differs.

    :raises OSError: if there is a link, or anything but a regular file, at its path.
    :raises sqlite3.Error: if it is broken or not a store.
    """
    _refuse_links(file)
    disk = connected(file)
    try:
        disk.execute("begin")  # a consistent snapshot, even if other processes write meanwhile
        if (
            disk.execute("pragma application_id").fetchone() != (_APPLICATION,)
            or _schema_of(disk) != _expected_schema()
        ):
            raise sqlite3.DatabaseError("this is not a store")
        if _shortened(file):
            raise sqlite3.DatabaseError("the file is truncated")
        least, most = disk.execute("select coalesce(min(id), 1), coalesce(max(id), 1) from node").fetchone()
        if not 0 < least <= most < HIGHEST:
            raise sqlite3.DatabaseError("an id is out of range")
        if disk.execute("select version from meta limit 2").fetchall() == [(version,)]:
            return disk
    except sqlite3.Error:
        disk.close()
        raise
    disk.close()
    return None


def connected(file: Path) -> sqlite3.Connection:
    """Connect to the file, read-only if it or its folder is not writable."""
    if os.access(file.parent, os.W_OK) and os.access(file, os.W_OK):
        disk = sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
    else:
        where = f"{file.absolute().as_uri()}?immutable=1"
        disk = sqlite3.connect(where, uri=True, isolation_level=None, check_same_thread=False)
    try:
        disk.executescript("pragma trusted_schema = off; pragma cell_size_check = on")
    except sqlite3.Error:
        disk.close()
        raise
    return disk


def draft_of(file: Path) -> Path:
    """Create an empty file next to a store's, in which to write its replacement."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    remove_journals(draft)
    draft.touch(exist_ok=False)  # follows no link
    return draft


def put_in_place(draft: Path, file: Path) -> None:
    """Replace a store with its draft."""
    with draft.open("rb+") as written:
        os.fsync(written.fileno())
    remove_journals(file)
    draft.replace(file)


def remove_journals(file: Path) -> None:
    """Remove the extra files that SQLite has left next to a database."""
    for suffix in _COMPANIONS:
        file.with_name(file.name + suffix).unlink(missing_ok=True)


def _refuse_links(file: Path) -> None:
    """Refuse links, anything but regular files, and a rollback journal, which no store has and which may name files."""
    if not stat.S_ISREG(os.lstat(file).st_mode):
        raise OSError(f"{file.name} is not a regular file")
    for path in (file.parent, file, *(file.with_name(file.name + suffix) for suffix in _COMPANIONS)):
        if nofollow.link_at(path):
            raise OSError(f"{path.name} is a link")
    if os.path.lexists(file.with_name(f"{file.name}-journal")):
        raise OSError(f"{file.name} has a journal")


def _shortened(file: Path) -> bool:
    """Whether a database is shorter than its header says (SQLite, *Database File Format*, 1.3)."""
    with file.open("rb") as data:
        header = data.read(100)
    page = int.from_bytes(header[16:18], "big")
    return file.stat().st_size < (65536 if page == 1 else page) * int.from_bytes(header[28:32], "big")


def _schema_of(disk: sqlite3.Connection) -> list[tuple[object, ...]]:
    return disk.execute("select type, name, tbl_name, sql from sqlite_master order by type, name").fetchall()


@cache
def _expected_schema() -> list[tuple[object, ...]]:
    disk = created(":memory:")
    index(disk)
    shape = _schema_of(disk)
    disk.close()
    return shape
