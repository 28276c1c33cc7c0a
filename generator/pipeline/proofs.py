"""Proofs: what it takes to set the page of one story of the last edition again, without the rest of it.   [disk]

They lie in ``.broadsheet/proofs.db``, a SQLite file, and are of one build (see ``cache.Last``). Where they are missing,
broken or of another build, the whole edition is made.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import msgspec

from generator.model.story import Story
from generator.pipeline.cache import BROKEN
from generator.pipeline.correction import Proof
from generator.pipeline.memory import refuse_other_tables
from generator.publish.lock import Tell, silence
from generator.site.edition import Edition
from generator.site.feeds import Channel

_FILE = "proofs.db"
_TABLES = (
    "create table build (key text)",
    "create table proof (path text primary key, sign text, proof blob)",
    "create table feed (channel text, paths text)",
)

_decode = msgspec.json.Decoder(Proof).decode
_channel = msgspec.json.Decoder(Channel).decode
_paths = msgspec.json.Decoder(tuple[str, ...]).decode


def _quoted(value: object) -> str:
    return msgspec.json.encode(value).decode()


class Proofs:
    """The proofs of the last build."""

    def __init__(self, disk: sqlite3.Connection) -> None:
        self._disk = disk

    def close(self) -> None:
        """Let go of the file."""
        self._disk.close()

    def of(self, paths: Iterable[str]) -> dict[str, Proof]:
        """The proofs of these stories, as far as they were public, by path."""
        found = {}
        for path in paths:
            for (data,) in self._disk.execute("select proof from proof where path = ?", (path,)):
                found[path] = _decoded(data)
        return found

    def paths(self) -> set[str]:
        """The paths of all public stories."""
        return {path for (path,) in self._disk.execute("select path from proof")}

    def feeds_with(self, path: str) -> list[tuple[Channel, tuple[str, ...]]]:
        """The feeds that show the body of a story: each without its stories, and the paths of these."""
        rows = ((channel, _paths(paths)) for channel, paths in self._disk.execute("select channel, paths from feed"))
        return [(_channel(channel), paths) for channel, paths in rows if path in paths]

    def amend(self, key: str, proofs: Mapping[str, Proof]) -> None:
        """Take the corrected proofs of some stories; from now on all are of the build that ``key`` stands for.

        Where the disk refuses they stay of the last one, and the next build makes the whole edition.
        """
        with contextlib.suppress(sqlite3.Error), self._disk:
            self._disk.execute("update build set key = ?", (key,))
            rows = [(_encoded(proof), path) for path, proof in proofs.items()]  # the next whole edition signs them
            self._disk.executemany("update proof set sign = '', proof = ? where path = ?", rows)


def _decoded(data: object) -> Proof:
    if not isinstance(data, bytes):
        raise ValueError("a proof is bytes")
    return _decode(data)


def proofs_of(site: Path, key: str) -> Proofs | None:
    """The proofs of the build that ``key`` stands for, if they are there; to be closed."""
    with contextlib.suppress(OSError, sqlite3.Error):
        disk = _opened(site)
        with contextlib.suppress(sqlite3.Error):
            if disk.execute("select key from build").fetchall() == [(key,)]:
                return Proofs(disk)
        disk.close()
    return None


def keep_proofs(site: Path, key: str, program: str, edition: Edition, tell: Tell = silence) -> None:
    """Keep the proofs of an edition that this program made, and no others.

    A disk that refuses costs time the next time, nothing else.
    """
    with contextlib.suppress(OSError, sqlite3.OperationalError):
        try:
            _keep(site, key, program, edition)
        except sqlite3.DatabaseError as error:  # it is broken
            if not isinstance(error, sqlite3.OperationalError):
                tell(BROKEN.format(_FILE))
            (site / ".broadsheet" / _FILE).unlink()
            _keep(site, key, program, edition)


def _keep(site: Path, key: str, program: str, edition: Edition) -> None:
    paths = {story.url: story.path for story in edition.stories}
    with closing(_opened(site)) as disk, disk:
        known = dict(disk.execute("select path, sign from proof"))
        proofs = (_proof(edition, story, paths) for story in edition.stories)
        signed = ((proof.story.path, _sign(proof, program), proof) for proof in proofs)
        new = [(path, sign, proof) for path, sign, proof in signed if known.get(path) != sign]
        rows = [(path, sign, _encoded(proof)) for path, sign, proof in new]
        disk.executemany("insert or replace into proof values (?, ?, ?)", rows)
        disk.executemany("delete from proof where path = ?", [(path,) for path in known.keys() - paths.values()])
        disk.execute("delete from feed")
        disk.executemany("insert into feed values (?, ?)", _feeds(edition))
        disk.execute("delete from build")
        disk.execute("insert into build values (?)", (key,))


def _feeds(edition: Edition) -> Iterator[tuple[str, str]]:
    """The feeds that show bodies."""
    if edition.settings.feeds.text == "full":
        for channel in edition.channels:
            yield _quoted(replace(channel, stories=())), _quoted([story.path for story in channel.stories])


def _opened(site: Path) -> sqlite3.Connection:
    disk = sqlite3.connect(site / ".broadsheet" / _FILE)
    try:
        disk.execute("pragma synchronous = off")  # what a cut of power breaks is made anew
        refuse_other_tables(disk, _TABLES)
        if not disk.execute("select name from sqlite_master").fetchall():
            disk.executescript(f"begin; {'; '.join(_TABLES)}; commit;")  # all of them or none, whatever stops us
    except sqlite3.Error:
        disk.close()
        raise
    return disk


def _proof(edition: Edition, story: Story, paths: Mapping[str, str]) -> Proof:
    newer, older = (paths[card.url] if card else "" for card in edition.neighbours[story.path])
    return Proof(story, edition.places[story.path], newer, older)


def _sign(proof: Proof, program: str) -> str:
    """What stands for a proof as this program makes it."""
    return f"{program} {proof.story.stamp} {proof.place} {proof.newer} {proof.older}"


def _encoded(proof: Proof) -> bytes:
    story = replace(proof.story, body=replace(proof.story.body, marked=""))
    return msgspec.json.encode(replace(proof, story=story))
