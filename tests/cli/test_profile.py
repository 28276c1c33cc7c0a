"""What a profile counts, and to whom it puts the time down."""

from __future__ import annotations

import time
from types import SimpleNamespace

import msgspec
import pytest
from newsroom import Newsroom

from generator.cli.profile import Profile
from generator.cli.query_names import explanations
from generator.engine.definitions import Ask, Input, Query, Task
from generator.engine.graph import Graph
from generator.engine.runtime import SERIAL, Runtime, Work
from generator.pipeline.process_pool import workers
from generator.pipeline.queries import definitions

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
    assert "Reading" not in measured.table(str)


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
    lines = measured.table(lambda name: f"what {name} is").splitlines()
    first = next(at for at, line in enumerate(lines) if line.startswith("query-"))
    assert lines[first].split() == ["query-19", "2", "19.000", "0", "what", "query-19", "is"]
    assert lines[first + 12].split()[:5] == ["8", "others", "16", "28.000", "1"]


def _spin(_: object) -> None:
    end = time.process_time() + 5 * SHORT
    while time.process_time() < end:
        pass


def test_the_stages_add_up_to_the_build_and_include_the_processor_time_of_workers() -> None:
    measured = Profile()
    with measured.over(SERIAL).clock("settle"):
        list(workers(2)(Work(_spin, heavy=True), range(2)))
    measured.finish()
    lines = [line.split() for line in measured.table(str).splitlines()]
    rows = {words[0]: [*map(float, words[1:4])] for words in lines[1:5]}
    assert list(rows) == ["settle", "other", "build", "start"]
    for settle, other, build in zip(rows["settle"], rows["other"], rows["build"], strict=True):
        assert settle + other == pytest.approx(build, abs=0.002)
    assert rows["settle"][2] >= 10 * SHORT


def test_every_query_is_explained(newsroom: Newsroom) -> None:
    explain = explanations()
    request = newsroom.request()
    queries = [each for each in definitions(request.site, request.settings, SERIAL) if not isinstance(each, Input)]
    assert len(queries) > 100
    assert [each.name for each in queries if not explain(each.name)] == []
    assert explain("place keys") == "All rows of the table place"
    assert explain("card") == "Everything that other pages may know about a public story, by its path"


def test_a_build_without_a_profile_times_nothing() -> None:
    run = print
    assert Runtime().timed(run) is run
    assert msgspec.structs.asdict(Profile().over(SERIAL))["map"] is map
