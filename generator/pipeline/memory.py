"""What was read of each story, from one build to the next: one SQLite file, ``.broadsheet/memory.db``.   [disk]

It is true for one program and one way of reading (see ``reader``). A memory that is missing, broken or another's is as
good as none: everything is read again, with the same result. A disk that refuses costs time then, nothing else.
Somebody else may have written it, such as whoever can write to the cache of a build server: so its tables must be ours,
its values of the right types, and its bodies no more than copy may hold.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field, replace
from operator import attrgetter
from pathlib import Path
from typing import Any

import msgspec

from generator.model.fingerprint import digest
from generator.model.problems import Problem
from generator.model.settings import Settings
from generator.model.story import Manuscript
from generator.pipeline.cache import BROKEN, folder_of
from generator.publish.lock import Tell, silence
from generator.reading.safe_html import is_safe
from generator.reading.story import Reading

_NAME = "memory.db"
_OTHER = "What was remembered is of another version of Broadsheet, or of other settings: every story is read anew."
_FORMAT = 1
_PATIENCE = 5.0  # seconds to wait for another build of the same site
_READER = "create table reader (digest text)"
_TABLE = "create table reading (path text primary key, digest text, head blob, body text, terms blob, problems blob)"

Terms = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """One reading as it is kept: the manuscript without its body and terms, these two, and the warnings.

    ``digest`` is that of the file's bytes. A reading that failed has no ``head``, and is not kept for the next time.
    """

    path: str
    digest: str
    head: bytes
    body: str
    terms: bytes
    problems: bytes

    @classmethod
    def of(cls, path: str, digest: str, reading: Reading) -> Kept:
        """The reading of one file."""
        found = reading.manuscript
        problems = msgspec.json.encode(reading.problems)
        if not found:
            return cls(path, digest, b"", "", b"", problems)
        head = msgspec.json.encode(replace(found, body="", terms=()))
        return cls(path, digest, head, found.body, msgspec.msgpack.encode(found.terms), problems)

    def reading(self) -> Reading:
        """The reading with all but its terms, which only few ask for."""
        problems = _problems.decode(self.problems)
        if not self.head:
            return Reading(None, problems)
        found = _heads.decode(self.head)
        if found.path != self.path:
            raise Forgotten
        object.__setattr__(found, "body", self.body)  # while nobody else has it
        return Reading(found, problems)


_heads = msgspec.json.Decoder(Manuscript)
_problems = msgspec.json.Decoder(tuple[Problem, ...])
_terms = msgspec.msgpack.Decoder(Terms)


@dataclass(slots=True)
class Memory:
    """The readings of the last build, and those made since. ``known`` are the digests of the former, by path.

    ``trusts``: copy may hold any HTML (``html = "trust"``), and so may what was read of it.

    Another build of the site may have others by now: then this one is done without.
    """

    disk: sqlite3.Connection | None
    known: Mapping[str, str]
    tell: Tell = silence
    trusts: bool = False
    made: dict[str, Kept] = field(default_factory=dict)
    said: dict[str, bytes] = field(default_factory=dict)

    def readings(self, paths: Sequence[str]) -> Iterator[Reading]:
        """The readings of all these files, each with all but its terms, which only few ask for."""
        kept = {} if len(self.made) == len(paths) else {row[0]: row for row in self._rows(_ALL)}
        for path in paths:
            found = self.made.get(path) or self._checked(kept.get(path, _NOTHING))
            if path in self.known and path not in self.made and found.digest != self.known[path]:
                raise Forgotten
            yield found.reading()

    def settle(self) -> None:
        """Hold on to no more than the terms of what was made, once it has been kept and read."""
        self.said |= {path: each.terms for path, each in self.made.items()}
        self.made.clear()

    def terms(self, path: str) -> Terms:
        """The terms of one story."""
        if path in self.said or path in self.made:
            return _terms.decode(self.said[path] if path in self.said else self.made[path].terms)
        for found in self._rows("select terms from reading where path = ? and digest = ?", path, self.known[path]):
            return _terms.decode(found[0] if isinstance(found[0], bytes) else b"")
        raise Forgotten

    def _checked(self, row: Sequence[object]) -> Kept:
        """What is remembered of one file.

        :raises Forgotten: if that is not something we can have remembered.
        """
        match row:
            case str(path), str(digest), bytes(head), str(body), _, bytes(problems) if self.trusts or is_safe(body):
                return Kept(path, digest, head, body, b"", problems)
        raise Forgotten

    def kept(self, path: str) -> Kept | None:
        """What is remembered of one file, but for its terms."""
        for row in self._rows(f"{_ALL} where path = ?", path):
            return self._checked(row)
        return None

    def keep(self, paths: Iterable[str]) -> None:
        """Keep what was made, and of the rest no more than ``paths``."""
        good = [each for each in self.made.values() if each.head]
        gone = (self.known.keys() - {*paths}) | (self.made.keys() - {each.path for each in good})
        if self.disk and (good or gone & self.known.keys()):
            with contextlib.suppress(sqlite3.OperationalError), self.disk:
                self.disk.executemany("delete from reading where path = ?", [(path,) for path in gone])
                self.disk.executemany("insert or replace into reading values (?, ?, ?, ?, ?, ?)", map(_row, good))

    def _rows(self, query: str, *values: str) -> Iterable[Any]:
        return self.disk.execute(query, values) if self.disk else ()


_NOTHING = ("", "", b"", "", b"", b"")
_ALL = "select path, digest, head, body, '', problems from reading"
_row = attrgetter("path", "digest", "head", "body", "terms", "problems")


class Forgotten(Exception):
    """The memory is broken, or another's by now: it is to be removed, and all done without it."""


@contextmanager
def memory(site: Path, program: str, settings: Settings, tell: Tell = silence) -> Iterator[Memory]:
    """The memory of a site, for one way of reading; an empty one where the disk refuses or another build has it.

    :raises Forgotten: where it turns out to be broken.
    """
    with ExitStack() as stack:
        try:
            disk = stack.enter_context(closing(_opened(site / ".broadsheet" / _NAME, reader(program, settings), tell)))
        except (OSError, sqlite3.OperationalError):
            disk = None
        except sqlite3.DatabaseError as error:
            raise Forgotten from error
        try:
            known = dict(disk.execute("select path, digest from reading")) if disk else {}
            yield Memory(disk, known, tell, trusts=settings.html == "trust")
        except (sqlite3.Error, msgspec.MsgspecError) as error:
            raise Forgotten from error


def reader(program: str, settings: Settings) -> str:
    """The digest of everything besides the file itself that a reading depends on."""
    return digest(
        [_FORMAT, program, settings.timezone, settings.language, settings.html, settings.related > 0, settings.adopt]
    )


def _opened(file: Path, reader: str, tell: Tell) -> sqlite3.Connection:
    folder_of(file.parent.parent)
    if file.is_file() and not file.stat().st_size:
        tell(BROKEN.format(_NAME))
    disk = sqlite3.connect(file, timeout=_PATIENCE)
    try:
        disk.execute("pragma synchronous = off")  # what a cut of power breaks is made anew
        refuse_other_tables(disk, {_READER, _TABLE})
        _made_for(disk, reader, tell)
    except sqlite3.Error:
        disk.close()
        raise
    return disk


def refuse_other_tables(disk: sqlite3.Connection, ours: Collection[str]) -> None:
    """Refuse a SQLite file that somebody else has put other things into, such as a view in place of a table.

    :raises sqlite3.DatabaseError: if it has.
    """
    made = disk.execute("select sql from sqlite_master where sql is not null").fetchall()
    if made and {str(sql).lower() for (sql,) in made} != set(ours):
        raise sqlite3.DatabaseError("these are not our tables")


def _made_for(disk: sqlite3.Connection, reader: str, tell: Tell) -> None:
    """Empty the tables if they are not of this reader."""
    with disk:
        disk.execute(_READER.replace("table", "table if not exists"))
        made_for = disk.execute("select digest from reader").fetchall()
        if made_for == [(reader,)]:
            return
        if made_for:
            tell(_OTHER)
        disk.execute("drop table if exists reading")
        disk.execute(_TABLE)
        disk.execute("delete from reader")
        disk.execute("insert into reader values (?)", (reader,))
