"""After any edits, saves and new processes, a graph is equal to one that was built from nothing."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from engine.toy_site import FRONT, HAS_LEAD, HEAD, LEAD, SITE, graph, publish
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.engine import Ask, Graph, Input, Query, Table
from generator.engine.store import Store

_QUICK = "/dev/shm" if Path("/dev/shm").is_dir() else None
_words = st.sampled_from(["Ferry", "Quay", "VOTE", "Fair"])
_stories = st.dictionaries(
    st.sampled_from("abcdef"),
    st.builds("{}|{}|{} {}|{}".format, _words, _words, _words, _words, st.integers(0, 3)),
    min_size=1,
)
_steps = st.lists(st.tuples(_stories, st.booleans(), st.booleans()), min_size=1, max_size=6)


@given(_steps)
@settings(max_examples=examples(60), deadline=None)
def test_incremental_equals_clean(steps: list[tuple[dict[str, str], bool, bool]]) -> None:
    with TemporaryDirectory(dir=_QUICK) as folder:
        file = Path(folder) / "store.db"
        site = graph(Store(file))
        for stories, save, reopen in steps:
            publish(site, stories)
            if save:
                site.save()
            if reopen:
                site = graph(Store(file))
                publish(site, stories)
            fresh = graph()
            publish(fresh, stories)
            assert site(SITE) == fresh(SITE)
            assert sorted(site.problems()) == sorted(fresh.problems())


# A graph whose shape itself changes: each query asks for those that an input names, and a table in between.

_EDGES: Input[tuple[str, ...]] = Input("edges", tuple[str, ...])
_NUMBER: Input[int] = Input("number", int)


def _sum(ask: Ask, name: str) -> int:
    return ask(_NUMBER, name) + sum(ask(_halves, other) for other in ask(_EDGES, name))


def _table(ask: Ask) -> dict[str, int]:
    return {name: ask(_NUMBER, name) // 2 for name in "abcdefgh" if ask(_NUMBER, name) >= 0}


def _half(ask: Ask, name: str) -> int:
    return ask(_SUM, name) // 2 + (ask(_TABLE, name) if ask(_NUMBER, name) >= 0 else 0)


def _total(ask: Ask, _: str) -> list[int]:
    return [ask(_SUM, name) for name in "abcdefgh"] + [len(ask.keys(_TABLE))]


_SUM: Query[int] = Query("sum", int, _sum)
_TABLE: Table[int] = Table("table", int, _table)
_halves: Query[int] = Query("half", int, _half)
_TOTAL: Query[list[int]] = Query("total", list[int], _total)

_names = st.sampled_from("abcdefgh")
_edit = st.one_of(
    st.tuples(st.just("number"), _names, st.integers(-2, 5)),
    # edges go to later names only, so that there is no cycle, in any order of the alphabet
    st.tuples(st.just("edges"), _names, st.lists(_names, max_size=3)),
    st.tuples(st.just("turn"), _names, st.none()),
    st.tuples(st.just("settle"), _names, st.booleans()),
)


@given(st.lists(_edit, max_size=40))
@settings(max_examples=examples(100), deadline=None)
def test_a_graph_that_changes_its_shape_equals_one_built_from_nothing(
    edits: list[tuple[str, str, int | list[str] | bool | None]],
) -> None:
    with TemporaryDirectory(dir=_QUICK) as folder:
        definitions = (_EDGES, _NUMBER, _SUM, _TABLE, _halves, _TOTAL)
        numbers = dict.fromkeys("abcdefgh", 1)
        edges: dict[str, tuple[str, ...]] = dict.fromkeys("abcdefgh", ())
        order = list("abcdefgh")
        file = Path(folder) / "store.db"
        graph = Graph(definitions, Store(file))
        for what, name, value in [*edits, ("settle", "a", True)]:
            match what, value:
                case "number", int():
                    numbers[name] = value
                case "edges", list():
                    edges[name] = tuple(value)
                case "turn", _:
                    order.remove(name)
                    order.insert(0, name)
                case _:
                    graph = _settled(graph, numbers, edges, order)
                    fresh = _settled(Graph(definitions), numbers, edges, order)
                    assert graph(_TOTAL) == fresh(_TOTAL)
                    graph.settle((_TOTAL, ""))
                    fresh.settle((_TOTAL, ""))
                    assert len(graph) <= len(fresh)
                    if value:
                        graph.save()
                        graph = Graph(definitions, Store(file))


def _settled(graph: Graph, numbers: dict[str, int], edges: dict[str, tuple[str, ...]], order: list[str]) -> Graph:
    graph.replace(_NUMBER, numbers)
    graph.replace(
        _EDGES, {name: tuple(o for o in edges[name] if order.index(o) > order.index(name)) for name in numbers}
    )
    graph.settle((_TOTAL, ""))
    return graph


def test_the_front_page_follows_its_lead() -> None:
    site = graph()
    publish(site, {"a": "One|X|t|b", "b": "Two|X|t|b"})
    assert site(FRONT) == site(HEAD, "a").title
    site.set(LEAD, "", "b")
    site.set(HAS_LEAD, "", value=True)
    site.settle((SITE, ""))
    assert site(FRONT) == "Two"
