"""A store that somebody else has written: it is refused or rebuilt, and nothing but BrokenStoreError comes of it."""

from __future__ import annotations

import sqlite3
from array import array
from pathlib import Path

import pytest
from engine.toy_site import SITE, STORIES, graph, pages, publish

from generator.engine import BrokenStoreError
from generator.engine.store import BROKEN, Store

EDITS = (STORIES, STORIES | {"quay": "Quay closes|Council|vote|Now."}, {"fair": "Fair|Events|fair|A fair."})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    site = graph(Store(folder / "store.db", "1"))
    publish(site, STORIES)
    site.save()
    return folder / "store.db"


def refused(file: Path) -> None:
    """The store counts as empty, that is said, and another takes its place."""
    told: list[str] = []
    site = graph(Store(file, "1", told.append))
    publish(site, STORIES)
    site.save()
    assert site(SITE) == pages(STORIES)
    assert told == [BROKEN.format("store.db")]
    assert publish(graph(Store(file, "1")), STORIES).ran == 0


@pytest.mark.parametrize("suffix", ["", "-wal", "-shm", "-journal"])
def test_a_link_is_refused_and_what_it_leads_to_stays_as_it_is(file: Path, tmp_path: Path, suffix: str) -> None:
    target = tmp_path / "elsewhere"
    target.write_bytes(file.read_bytes())
    before = target.read_bytes()
    link = file.with_name(file.name + suffix)
    link.unlink(missing_ok=True)
    link.symlink_to(target)
    refused(file)
    assert target.read_bytes() == before
    assert not file.is_symlink()


def test_a_link_in_place_of_the_draft_is_not_followed(tmp_path: Path) -> None:
    import os

    target = tmp_path / "elsewhere"
    target.write_bytes(b"")
    (tmp_path / f"store.db.{os.getpid()}").symlink_to(target)
    site = graph(Store(tmp_path / "store.db", "1"))
    publish(site, STORIES)
    site.save()
    assert target.read_bytes() == b""
    assert not (tmp_path / "store.db").is_symlink()


@pytest.mark.parametrize(
    "sql",
    [
        "create table other (id)",
        "create view other as select 1",
        "create trigger other after insert on node begin delete from node; end",
        "create index other on node (height)",
        "drop index troubled",
        "alter table node rename to base; create view node as select * from base",
        "alter table node add column more text",
    ],
)
def test_another_schema_is_refused(file: Path, sql: str) -> None:
    with sqlite3.connect(file) as disk:
        disk.executescript(sql)
    disk.close()
    refused(file)


@pytest.mark.parametrize("number", [0, -5, 1 << 31, (1 << 63) - 1])
def test_ids_that_we_never_give_are_refused(file: Path, number: int) -> None:
    with sqlite3.connect(file) as disk:
        disk.execute("update node set id = ? where name = 'site'", (number,))
    disk.close()
    refused(file)


@pytest.mark.parametrize(
    "change",
    [
        "height = 1 << 62",
        "height = -1",
        "height = 0",
        "height = null",
        "reads = x'ff'",
        "reads = x'ffffffff'",
        "reads = null",
        "requires = x'ffffffff01000000'",
        "requires = null",
        "name = 'no such query'",
        "name = null",
        "arg = null",
        "fingerprint = x''",
        "fingerprint = x'00'",
        "fingerprint = null",
        "fingerprint = cast('failed ' || hex(zeroblob(8)) as blob)",
        "value = null",
        "value = x'c1'",
        "value = zeroblob(1000)",
        "problems = x'c1'",
        "problems = x'92'",
    ],
)
@pytest.mark.parametrize("which", ["file", "read", "head", "groups", "groups keys", "page", "site"])
def test_rows_that_cannot_be_ours_cost_no_more_than_a_broken_store(file: Path, change: str, which: str) -> None:
    _harmless(file, f"update or replace node set {change} where name = '{which}'")


def test_cast_types_in_a_strict_table_are_noticed(file: Path) -> None:
    with sqlite3.connect(file) as disk:
        disk.execute("pragma writable_schema = on")
        strict = disk.execute("select sql from sqlite_master where name = 'node'").fetchone()[0]
        disk.execute("update sqlite_master set sql = ? where name = 'node'", (strict.replace(" strict", ""),))
    disk.close()
    with sqlite3.connect(file) as disk:
        disk.execute("update node set height = 'high', reads = 7 where name = 'head'")
        disk.execute("pragma writable_schema = on")
        disk.execute("update sqlite_master set sql = ? where name = 'node'", (strict,))
    disk.close()
    _harmless(file, "select 1")


@pytest.mark.parametrize("names", [("read", "head"), ("head", "title"), ("page", "site"), ("head", "groups keys")])
@pytest.mark.parametrize("height", [1, 1000])
def test_a_cycle_of_reads_ends(file: Path, names: tuple[str, str], height: int) -> None:
    with sqlite3.connect(file) as disk:
        ids = {name: [i for (i,) in disk.execute("select id from node where name = ?", (name,))] for name in names}
        for one, other in (names, names[::-1]):
            for number in ids[one]:
                reads = array("I", ids[other]).tobytes()
                disk.execute(
                    "update node set reads = cast(reads || ? as blob), height = ? where id = ?",
                    (reads, height, number),
                )
                for read in ids[other]:
                    reader = array("I", [number]).tobytes()
                    disk.execute("update node set readers = cast(readers || ? as blob) where id = ?", (reader, read))
    disk.close()
    _harmless(file, "select 1")


def _harmless(file: Path, sql: str) -> None:
    with sqlite3.connect(file) as disk:
        disk.execute(sql)
    disk.close()
    for stories in EDITS:
        try:
            site = graph(Store(file, "1"))
            publish(site, stories)
            site.problems()
            site(SITE)
        except BrokenStoreError:
            continue


def test_of_two_processes_that_save_the_second_leaves_the_first_ones_store(file: Path) -> None:
    told: list[str] = []
    one, other = graph(Store(file, "1")), graph(Store(file, "1", told.append))
    publish(one, EDITS[1])
    publish(other, EDITS[2])
    one.save()
    other.save()
    assert other(SITE) == pages(EDITS[2])
    assert len(told) == 1
    assert "another process" in told[0]
    assert publish(graph(Store(file, "1")), EDITS[1]).ran == 0
