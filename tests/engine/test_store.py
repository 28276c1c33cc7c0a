"""What a store promises: a later process goes on where this one stopped, and no file of any kind does harm."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from engine.toy_site import BODY, FILE, SITE, STORIES, graph, pages, publish, ran

from generator.engine import Graph, Query
from generator.engine.node import fingerprint_of
from generator.engine.store import BROKEN, OTHER_VERSION, Store
from generator.engine.store_rows import packed

EDITED = STORIES | {"quay": "Quay to close|Harbour|quay|It closes on Monday."}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    site = graph(Store(tmp_path / "store.db", "1"))
    publish(site, STORIES)
    site.save()
    return tmp_path / "store.db"


def test_a_later_process_reruns_only_what_a_change_reaches(file: Path) -> None:
    site = graph(Store(file, "1"))
    publish(site, EDITED)
    assert ran == {"read quay": 1, "head quay": 1, "body quay": 1, "page quay": 1, "site": 1}
    assert site(SITE) == pages(EDITED)


def test_where_nothing_changed_nothing_runs(file: Path) -> None:
    assert publish(graph(Store(file, "1")), STORIES).ran == 0


def test_a_value_that_is_not_stored_is_computed_again_for_whoever_asks(file: Path) -> None:
    expected = pages(STORIES)
    site = graph(Store(file, "1"))
    publish(site, STORIES)
    assert site(SITE) == expected
    assert not any(name.startswith("read") for name in ran)


def test_changes_are_saved_again_and_again(file: Path) -> None:
    for number in range(4):
        stories = STORIES | {"quay": f"Quay {number}|Harbour|quay tag{number}|The quay closes."}
        site = graph(Store(file, "1"))
        publish(site, stories)
        site.save()
        assert site(SITE) == pages(stories)
    fresh = graph(Store(file.with_name("fresh.db"), "1"))
    publish(fresh, stories)
    fresh.save()
    assert _names(file) == _names(file.with_name("fresh.db"))


def test_one_process_may_save_more_than_once(tmp_path: Path) -> None:
    site = graph(Store(tmp_path / "store.db", "1"))
    for stories in (STORIES, EDITED, {"vote": STORIES["vote"]}, STORIES):
        publish(site, stories)
        site.save()
        again = graph(Store(tmp_path / "store.db", "1"))
        assert publish(again, stories).ran == 0
        assert again(SITE) == pages(stories)


def test_what_was_not_saved_is_not_in_the_store(file: Path) -> None:
    publish(graph(Store(file, "1")), EDITED)
    assert publish(graph(Store(file, "1")), STORIES).ran == 0


def test_problems_are_stored(file: Path) -> None:
    site = graph(Store(file, "1"))
    publish(site, STORIES | {"vote": "VOTES|Council|vote|The council votes."})
    site.save()
    site = graph(Store(file, "1"))
    publish(site, STORIES | {"vote": "VOTES|Council|vote|The council votes."})
    assert site.problems() == ["vote: the title shouts"]
    publish(site, STORIES)
    assert site.problems() == []


def test_a_query_that_failed_is_tried_again_by_the_next_process(tmp_path: Path) -> None:
    for fails in (True, False):
        flaky = Query("flaky", int, lambda ask, _, fails=fails: 1 // (0 if fails else 1))
        careful = Query("careful", int, lambda ask, _, flaky=flaky: _careful(ask, flaky))
        site = Graph([flaky, careful], Store(tmp_path / "store.db", "1"))
        site.settle((careful, ""))
        assert site(careful) == (-1 if fails else 1)
        site.save()


def _careful(ask: object, flaky: Query[int]) -> int:
    try:
        return ask(flaky)  # type: ignore[operator, no-any-return]
    except ZeroDivisionError:
        return -1


def test_a_store_of_another_version_counts_as_empty_and_that_is_said(file: Path) -> None:
    told: list[str] = []
    site = graph(Store(file, "2", told.append))
    publish(site, STORIES)
    assert site(SITE) == pages(STORIES)
    assert told == [OTHER_VERSION]
    site.save()
    assert publish(graph(Store(file, "2")), STORIES).ran == 0


def test_a_store_of_another_site_does_no_harm(file: Path) -> None:
    other = {"fair": "Fair opens|Events|fair|The fair opens."}
    site = graph(Store(file, "1"))
    publish(site, other)
    assert site(SITE) == pages(other)


@pytest.mark.parametrize(
    "damage",
    [b"", b"not a database", None, *(f"cut {share}" for share in (1, 2, 5, 10, 50, 90, 99))],
    ids=lambda each: str(each)[:16],
)
def test_a_file_that_is_no_store_counts_as_empty_and_that_is_said(file: Path, damage: bytes | str | None) -> None:
    told: list[str] = []
    if damage is None:
        file.unlink()
        with closing(sqlite3.connect(file)) as disk:
            disk.execute("create table meta (version text)")
    elif isinstance(damage, bytes):
        file.write_bytes(damage)
    else:
        data = file.read_bytes()
        file.write_bytes(data[: len(data) * int(damage.split()[1]) // 100])
    site = _opened(file, told.append)
    publish(site, STORIES)
    assert site(SITE) == pages(STORIES)
    assert told == [BROKEN.format("store.db")]
    site.save()
    assert publish(graph(Store(file, "1")), STORIES).ran == 0


def _opened(file: Path, notify: object) -> Graph:
    return graph(Store(file, "1", notify))  # type: ignore[arg-type]


def test_a_disk_that_refuses_costs_time_alone(tmp_path: Path) -> None:
    told: list[str] = []
    (tmp_path / "folder").write_text("a file is in the way")
    site = graph(Store(tmp_path / "folder" / "store.db", "1", told.append))
    publish(site, STORIES)
    site.save()
    assert site(SITE) == pages(STORIES)
    assert len(told) == 1
    assert "could not be stored" in told[0]


def test_nothing_in_a_store_is_trusted_more_than_its_query_says(tmp_path: Path) -> None:
    restored = Query("body", str, BODY.run, restore=lambda body: body.replace("<script>", ""))
    definitions = [restored if each is BODY else each for each in graph_definitions()]
    site = Graph(definitions, Store(tmp_path / "store.db", "1"), problem=str)
    publish(site, STORIES)
    site.save()
    with closing(sqlite3.connect(tmp_path / "store.db")) as disk, disk:
        forged = b'"<script>"'
        disk.execute(
            "update node set value = ?, fingerprint = ? where name = 'body'", (packed(forged), fingerprint_of(forged))
        )
    site = Graph(definitions, Store(tmp_path / "store.db", "1"), problem=str)
    publish(site, STORIES)
    assert site(restored, "quay") == ""


def graph_definitions() -> tuple[object, ...]:
    from engine import toy_site

    return toy_site.DEFINITIONS


_SAVING = """
import sys, os, signal, sqlite3
from engine import toy_site
from generator.engine.store import Store
from generator.engine import store as stores
from pathlib import Path
count = int(sys.argv[2])
def traced(statement):
    global count
    count -= 1
    if count < 0:
        os.kill(os.getpid(), signal.SIGKILL)
connect = sqlite3.connect
def tracing(*args, **named):
    disk = connect(*args, **named)
    disk.set_trace_callback(traced)
    return disk
site = toy_site.graph(Store(Path(sys.argv[1]), "1"))
toy_site.publish(site, {"vote": "Votes|Council|new|The council votes.", "fair": "Fair|Events|fair|A fair."})
stores.sqlite3.connect = tracing
site._nodes._store._disk.set_trace_callback(traced)
site.save()
"""


def test_killed_at_any_statement_of_saving_the_store_is_the_old_one_or_the_new(file: Path) -> None:
    new = {"vote": "Votes|Council|new|The council votes.", "fair": "Fair|Events|fair|A fair."}
    before = file.read_bytes()
    for count in range(0, 400, 13):
        file.write_bytes(before)
        here = Path(__file__).parents[1]
        paths = os.pathsep.join(map(str, (here, here.parent)))
        done = subprocess.run(
            [sys.executable, "-c", _SAVING, str(file), str(count)], env=os.environ | {"PYTHONPATH": paths}, check=False
        )
        for stories in (STORIES, new):
            site = graph(Store(file, "1"))
            publish(site, stories)
            assert site(SITE) == pages(stories)
        if done.returncode == 0:
            return
        assert done.returncode == -signal.SIGKILL
    raise AssertionError("saving takes more statements than this test tries")


def _names(file: Path) -> set[tuple[str, str, bytes]]:
    with closing(sqlite3.connect(file)) as disk:
        return set(disk.execute("select name, arg, fingerprint from node"))


def test_the_inputs_of_a_deleted_file_are_not_kept(file: Path) -> None:
    site = graph(Store(file, "1"))
    publish(site, {"vote": STORIES["vote"]})
    site.save()
    assert {arg for name, arg, _ in _names(file) if name == FILE.name} == {"vote"}
