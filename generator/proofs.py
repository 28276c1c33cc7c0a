"""Proofs: what it takes to set the page of one story of the last edition again, without the rest of it.   [disk]

They lie in ``.broadsheet/proofs.db``, a SQLite file, and are of one build (see ``cache.Last``). Where they are missing,
broken or of another build, the whole edition is made.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import msgspec

from generator.correction import Proof
from generator.edition import Edition
from generator.story import Body, Story

_TABLES = """
    pragma synchronous = off;
    create table build (key text);
    create table proof (path text primary key, rank integer, proof blob);
    create index ranks on proof (rank);
"""


_decode = msgspec.json.Decoder(Proof).decode


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
                found[path] = _decode(data)
        return found

    def paths(self) -> set[str]:
        """The paths of all public stories."""
        return {path for (path,) in self._disk.execute("select path from proof")}

    def newest(self, count: int) -> list[str]:
        """The paths of the newest stories, the newest first."""
        rows = self._disk.execute("select path from proof where rank < ? order by rank", (count,))
        return [path for (path,) in rows]

    def amend(self, key: str, proofs: Mapping[str, Proof]) -> None:
        """Take the corrected proofs of some stories; from now on all are of the build that ``key`` stands for."""
        with self._disk:
            self._disk.execute("update build set key = ?", (key,))
            rows = [(_encoded(proof), path) for path, proof in proofs.items()]
            self._disk.executemany("update proof set proof = ? where path = ?", rows)


def proofs_of(site: Path, key: str) -> Proofs | None:
    """The proofs of the build that ``key`` stands for, if they are there; to be closed."""
    file = site / ".broadsheet" / "proofs.db"
    if not file.exists():
        return None
    disk = sqlite3.connect(file)
    try:
        disk.execute("pragma synchronous = off")  # what a cut of power breaks is made anew
        if disk.execute("select key from build").fetchall() == [(key,)]:
            return Proofs(disk)
    except sqlite3.Error:
        pass
    disk.close()
    return None


def keep_proofs(site: Path, key: str, edition: Edition) -> None:
    """Keep the proofs of an edition, and no others. A disk that refuses costs time the next time, nothing else."""
    paths = {story.url: story.path for story in edition.stories}
    rows = ((story.path, rank, _encoded(_proof(edition, story, paths))) for rank, story in enumerate(edition.stories))
    file = site / ".broadsheet" / "proofs.db"
    with contextlib.suppress(OSError, sqlite3.Error):
        file.unlink(missing_ok=True)
        with closing(sqlite3.connect(file)) as disk, disk:
            disk.executescript(_TABLES)
            disk.executemany("insert into proof values (?, ?, ?)", rows)
            disk.execute("insert into build values (?)", (key,))


def _proof(edition: Edition, story: Story, paths: Mapping[str, str]) -> Proof:
    newer, older = (paths[card.url] if card else "" for card in edition.neighbours[story.path])
    return Proof(story, edition.places[story.path], newer, older)


def _encoded(proof: Proof) -> bytes:
    story = replace(proof.story, body=Body("", proof.story.body.addresses))
    return msgspec.json.encode(replace(proof, story=story))
