"""What a profile counts, and to whom it puts the time down."""

from __future__ import annotations

import time
from types import SimpleNamespace

import msgspec

from generator.cli.profile import Profile
from generator.engine.definitions import Ask, Query, Task
from generator.engine.graph import Graph
from generator.engine.runtime import SERIAL, Runtime

SHORT = 0.02


def _slow(ask: Ask, arg: str) -> str:
    time.sleep(SHORT)
    return arg


def _read(path: str) -> tuple[str, tuple[object, ...]]:
    time.sleep(SHORT)
    return path, ()


CARD = Query("card", str, _slow)
READ = Task("read", str, lambda ask, arg: arg, _read)
FRONT = Query("front", str, lambda ask, _: "".join(ask(CARD, arg) for arg in "abc"))
STORIES = Query("stories", str, lambda ask, _: ask.prepare(READ, "abcd") or "".join(ask(READ, arg) for arg in "abcd"))


def _profiled(root: Query[str]) -> Profile:
    measured = Profile()
    graph = Graph([CARD, READ, FRONT, STORIES], runtime=measured.over(SERIAL))
    graph.settle((root, ""))
    return measured


def test_a_query_is_not_charged_for_what_it_asks_for() -> None:
    queries = _profiled(FRONT).queries
    assert queries["card"][0] == 3 and queries["card"][1] >= 3 * SHORT
    assert queries["front"][0] == 1 and queries["front"][1] < SHORT


def test_work_is_counted_by_its_items_and_not_charged_to_the_query_that_waits_for_it() -> None:
    measured = _profiled(STORIES)
    assert measured.work["Reading"][0] == 4 and measured.work["Reading"][1] >= 4 * SHORT
    assert measured.queries["stories"][1] < SHORT


def test_work_on_nothing_is_left_out() -> None:
    measured = Profile()
    assert list(measured.over(SERIAL).progress("read", (), 0)) == []
    assert "Reading" not in measured.table()


def test_a_query_that_fails_is_counted_like_any_other() -> None:
    measured = Profile()

    def fails(node: object) -> None:
        raise ValueError

    run = measured.over(SERIAL).timed(fails)
    for _ in range(2):
        try:
            run(SimpleNamespace(name="card"))
        except ValueError:
            continue
    assert measured.queries["card"][0] == 2


def test_only_the_slowest_queries_are_listed_one_by_one() -> None:
    measured = Profile(queries={f"query-{number}": (2, float(number)) for number in range(20)})
    lines = measured.table().splitlines()
    assert lines[-13].split() == ["query-19", "2", "19.000", "0"]
    assert lines[-1].split() == ["8", "others", "16", "28.000", "1"]


def test_a_build_without_a_profile_times_nothing() -> None:
    run = print
    assert Runtime().timed(run) is run
    assert msgspec.structs.asdict(Profile().over(SERIAL))["map"] is map
