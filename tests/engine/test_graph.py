"""The laws of the graph, on a toy site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from engine.toy_site import (
    FILE,
    FRONT,
    HAS_LEAD,
    HEAD,
    LAYOUT,
    LEAD,
    PAGE,
    PATHS,
    READ,
    SITE,
    STORIES,
    graph,
    pages,
    publish,
    ran,
)
from msgspec.structs import replace

from generator.engine import Ask, CycleError, Graph, Input, MissingError, Query, Runtime, Table, Task
from generator.engine.nodes import Nodes


@pytest.fixture
def site() -> Graph:
    site = graph()
    publish(site, STORIES)
    return site


def changed(stories: dict[str, str], path: str, text: str) -> dict[str, str]:
    return stories | {path: text}


def test_a_cold_graph_computes_everything_once(site: Graph) -> None:
    assert site(SITE)["ferry"] == "Story: Ferry back; The ferry is back.; beside Quay to close"
    assert site(SITE)["tag:ferry"] == "Listing tag:ferry: Ferry back, Council votes"
    assert set(ran.values()) == {1}


def test_nothing_reruns_where_nothing_changed(site: Graph) -> None:
    assert publish(site, STORIES).ran == 0


def test_a_change_reruns_only_what_it_reaches(site: Graph) -> None:
    publish(site, changed(STORIES, "quay", "Quay to close|Harbour|quay|It closes on Monday."))
    assert ran == {"read quay": 1, "head quay": 1, "body quay": 1, "page quay": 1, "site": 1}


def test_a_change_stops_where_a_value_comes_out_the_same(site: Graph) -> None:
    publish(site, changed(STORIES, "quay", "Quay closes now|Harbour|quay|The quay closes."))
    assert "body quay" in ran
    assert "groups" in ran
    assert {"front", "listing tag:ferry", "page vote"}.isdisjoint(ran)


def test_whoever_asks_for_one_entry_of_a_table_depends_on_that_entry_alone(site: Graph) -> None:
    publish(site, changed(STORIES, "vote", "Council votes|Council|vote|The council votes."))
    assert {name for name in ran if name.startswith("listing")} == {"listing tag:ferry"}


def test_what_changed_is_told(site: Graph) -> None:
    site.save()
    settled = publish(site, changed(STORIES, "quay", "Quay to close|Harbour|quay|Soon."))
    assert settled.changed == {("file", "quay"), ("read", "quay"), ("body", "quay"), ("page", "quay"), ("site", "")}
    assert [(each.name, each.arg) for each in site.reads(PAGE, "quay") if each.changed] == [("body", "quay")]


def test_a_read_that_appears_is_a_dependency_from_then_on(site: Graph) -> None:
    site.set(LEAD, "", "vote")
    site.set(HAS_LEAD, "", value=True)
    site.settle((SITE, ""))
    assert site(FRONT) == "Council votes"
    site.set(LEAD, "", "quay")
    site.settle((SITE, ""))
    assert site(FRONT) == "Quay to close"


def test_a_read_that_disappears_is_a_dependency_no_more(site: Graph) -> None:
    site.set(LEAD, "", "vote")
    site.set(HAS_LEAD, "", value=True)
    site.settle((SITE, ""))
    site.set(HAS_LEAD, "", value=False)
    site.settle((SITE, ""))
    ran.clear()
    site.set(LEAD, "", "quay")
    site.settle((SITE, ""))
    assert not ran


def test_a_deleted_input_takes_along_what_was_made_of_it(site: Graph) -> None:
    few = {path: text for path, text in STORIES.items() if path != "vote"}
    publish(site, few)
    assert site(SITE) == pages(few)
    with pytest.raises(MissingError):
        site(FILE, "vote")


def test_what_nobody_asks_for_any_more_is_dropped(site: Graph) -> None:
    few = {path: text for path, text in STORIES.items() if path != "vote"}
    publish(site, few)
    fresh = graph()
    publish(fresh, few)
    assert len(site) == len(fresh)


def test_asking_for_an_input_that_is_not_set_is_an_error_that_names_it(site: Graph) -> None:
    with pytest.raises(MissingError, match="layout poster"):
        site(LAYOUT, "poster")


def test_a_query_that_fails_fails_whoever_asks_for_it_until_its_cause_is_mended(site: Graph) -> None:
    with pytest.raises(ValueError, match="unpack"):
        publish(site, changed(STORIES, "quay", "no bars"))
    publish(site, STORIES)
    assert site(SITE) == pages(STORIES)


def test_a_failure_that_nobody_asks_for_any_more_harms_nobody(site: Graph) -> None:
    site.set(FILE, "quay", "no bars")
    few = {path: text for path, text in STORIES.items() if path != "quay"}
    site.set(PATHS, "", tuple(sorted(few)))
    site.settle((SITE, ""))
    assert site(SITE) == pages(few)


def test_problems_are_part_of_a_result_and_stop_no_change(site: Graph) -> None:
    publish(site, changed(STORIES, "quay", "QUAY|Harbour|quay|The quay closes."))
    assert site.problems() == ["quay: the title shouts"]
    publish(site, changed(STORIES, "quay", "QUAY|Harbour|quay|It closes on Monday."))
    assert ran == {"read quay": 1, "head quay": 1, "body quay": 1, "page quay": 1, "site": 1}
    assert site.problems() == ["quay: the title shouts"]
    publish(site, STORIES)
    assert site.problems() == []


def test_tasks_of_one_kind_are_worked_on_together() -> None:
    batches = []

    def together(work: Callable[[Any], Any], things: Iterable[Any]) -> list[Any]:
        batches.append(list(things))
        return [work(each) for each in batches[-1]]

    site = graph(runtime=Runtime(map=together))
    publish(site, STORIES)
    assert [len(batch) for batch in batches] == [3]
    publish(site, {path: f"{text} Again." for path, text in STORIES.items()})
    assert [len(batch) for batch in batches] == [3, 3]


def test_what_was_prepared_and_never_asked_for_is_dropped() -> None:
    site = graph()
    publish(site, STORIES)
    nodes = len(site)
    site.set(FILE, "spare", "Spare|Harbour||Nobody asks.")
    site.prepare(READ, ["spare"])
    site.settle((SITE, ""))
    assert len(site) == nodes + 1  # the input alone


def test_what_is_required_is_kept_up_to_date_and_reruns_nobody() -> None:
    doubled = Query("doubled", int, lambda ask, arg: 2 * ask(NUMBER, arg))
    runs: list[tuple[str, ...]] = []

    def whole(ask: Ask, _: str) -> int:
        runs.append(names := ask(NAMES))
        ask.require(doubled, names)
        return len(names)

    site = Graph([NAMES, NUMBER, doubled, everything := Query("everything", int, whole)])
    site.set(NAMES, "", ("one", "two"))
    site.replace(NUMBER, {"one": 1, "two": 2})
    site.settle((everything, ""))
    site.save()
    site.set(NUMBER, "two", 3)
    assert site.settle((everything, "")).changed == {("number", "two"), ("doubled", "two")}
    assert len(runs) == 1
    nodes = len(site)
    site.set(NAMES, "", ("two",))
    site.settle((everything, ""))
    assert len(site) == nodes - 1  # the number of the other is an input, and stays


def test_a_definition_has_a_name_of_its_own() -> None:
    with pytest.raises(ValueError, match="head"):
        Graph([HEAD, Query("head", str, lambda ask, arg: arg)])
    with pytest.raises(ValueError, match="two words"):
        Graph([Input("two words", str)])


# Heights: queries that come to ask for more than they did.

NAMES: Input[tuple[str, ...]] = Input("names", tuple[str, ...])
NUMBER: Input[int] = Input("number", int)
A: Input[int] = Input("a", int)
DEEP: Input[int] = Input("deep", int)


def tower(height: int) -> list[Query[int]]:
    """Queries each of which asks for the one below; the lowest asks for an input."""
    floors = [Query("floor0", int, lambda ask, _: ask(A))]
    for number in range(1, height):
        floors.append(Query(f"floor{number}", int, lambda ask, _, below=floors[-1]: ask(below) + 1))
    return floors


def test_a_query_that_comes_to_ask_for_something_higher_waits_for_it() -> None:
    floors = tower(10)
    low = Query("low", int, lambda ask, _: ask(floors[9]) if ask(DEEP) else 0)
    top = Query("top", int, lambda ask, _: ask(low) + ask(floors[9]))
    site = Graph([A, DEEP, *floors, low, top])
    site.set(A, "", 1)
    site.set(DEEP, "", 0)
    site.settle((top, ""))
    assert site(top) == 10
    site.set(A, "", 2)
    site.set(DEEP, "", 1)
    site.settle((top, ""))
    assert site(top) == 22


def test_a_query_whose_reads_have_risen_rises_with_its_readers() -> None:
    floors = tower(10)
    low = Query("low", int, lambda ask, _: ask(floors[9]) if ask(DEEP) else 0)
    middle = Query("middle", int, lambda ask, _: min(ask(low), 0))
    top = Query("top", int, lambda ask, _: ask(middle) + (ask(floors[8]) if ask(DEEP) > 1 else 0))
    site = Graph([A, DEEP, *floors, low, middle, top])
    for deep, value, expected in [(0, 1, 0), (1, 1, 0), (1, 5, 0), (2, 7, 15)]:
        site.set(A, "", value)
        site.set(DEEP, "", deep)
        site.settle((top, ""))
        assert site(top) == expected


def test_a_query_that_asks_for_itself_is_an_error() -> None:
    one: Query[int] = Query("one", int, lambda ask, _: ask(two))
    two: Query[int] = Query("two", int, lambda ask, _: ask(one))
    site = Graph([one, two])
    with pytest.raises(CycleError, match="one"):
        site.settle((one, ""))


def test_a_cycle_that_comes_about_later_is_an_error_that_can_be_mended() -> None:
    one: Query[int] = Query("one", int, lambda ask, _: ask(two) if ask(A) else 1)
    two: Query[int] = Query("two", int, lambda ask, _: ask(one) if ask(DEEP) else 2)
    site = Graph([A, DEEP, one, two, both := Query("both", int, lambda ask, _: ask(one) + ask(two))])
    site.set(A, "", 1)
    site.set(DEEP, "", 0)
    site.settle((both, ""))
    for mended, value, total in [(DEEP, 0, 4), (A, 0, 2)]:
        site.set(A, "", 1)
        site.set(DEEP, "", 1)
        with pytest.raises(CycleError):
            site.settle((both, ""))
        site.set(mended, "", value)
        site.settle((both, ""))
        assert site(both) == total


def test_an_entry_that_its_table_comes_to_have_is_news_to_whoever_missed_it() -> None:
    table: Table[int] = Table("table", int, lambda ask: {f"entry{number}": number for number in range(ask(A))})

    def found(ask: Ask, arg: str) -> int:
        try:
            return ask(table, arg)
        except MissingError:
            return -1

    query = Query("found", int, found)
    site = Graph([A, table, query])
    site.set(A, "", 2)
    site.settle((query, "entry2"))
    assert site(query, "entry2") == -1
    site.set(A, "", 3)
    site.settle((query, "entry2"))
    assert site(query, "entry2") == 2
    assert site.keys(table) == ("entry0", "entry1", "entry2")


def test_a_table_that_fails_fails_whoever_asks_for_an_entry() -> None:
    table: Table[int] = Table("table", int, lambda ask: {"entry": 10 // ask(A)})
    query = Query("found", int, lambda ask, arg: ask(table, arg))
    site = Graph([A, table, query])
    for value, expected in [(0, None), (5, 2), (0, None), (2, 5)]:
        site.set(A, "", value)
        if expected is None:
            with pytest.raises(ZeroDivisionError):
                site.settle((query, "entry"))
        else:
            site.settle((query, "entry"))
            assert site(query, "entry") == expected


def test_a_prepared_task_is_the_one_of_the_graph_and_is_loaded_whenever_it_runs() -> None:
    loads: list[str] = []

    def load(path: str) -> str:
        loads.append(path)
        return path.upper()

    known = Task("loud", str, lambda ask, arg: arg, lambda text: (text + "!", ()), stored=False)
    site = Graph([replace(known, load=load)])
    site.prepare(known, ["a"])
    assert site(known, "a") == "A!"
    site.forget(known)
    assert site(known, "a") == "A!"
    assert loads == ["a", "a"]


def test_a_query_with_much_below_it_that_is_asked_often_is_searched_once(monkeypatch: pytest.MonkeyPatch) -> None:
    many = [str(number) for number in range(100)]
    step = Query("step", int, lambda ask, arg: ask(NUMBER, arg))
    base = Query("base", int, lambda ask, _: sum(ask(step, arg) for arg in many))
    each = Query("each", int, lambda ask, arg: ask(base) + int(arg))
    held = Query("held", int, lambda ask, _: sum(ask(each, arg) for arg in many))
    late = Query("late", int, lambda ask, _: sum(ask(each, arg) for arg in many) if ask(NUMBER, "switch") else 0)
    site = Graph([NUMBER, step, base, each, held, late])
    site.replace(NUMBER, dict.fromkeys([*many, "switch"], 0))
    site.settle((held, ""), (late, ""))
    site.set(NUMBER, "switch", 1)
    steps = Counter[str]()
    find = Nodes.numbered
    monkeypatch.setattr(Nodes, "numbered", lambda self, number: steps.update(["found"]) or find(self, number))
    site.settle()
    assert site(late) == sum(range(100))
    assert steps["found"] < 10 * len(many)
