"""Letting go of values: they are decoded, read or computed again for whoever asks."""

from __future__ import annotations

from pathlib import Path

import pytest
from engine.toy_site import BODY, FILE, HEAD, SITE, STORIES, Story, graph, pages, publish, ran

from generator.engine import Ask, Graph, Query
from generator.engine.node import STORED, UNHELD
from generator.engine.store import Store


def held(site: Graph, name: str) -> int:
    """How many values of a name are in memory."""
    return sum(node.value is not UNHELD for node in site._nodes.all_named(name).values())


@pytest.mark.parametrize("stored", [True, False])
def test_released_values_are_had_again(tmp_path: Path, stored: bool) -> None:
    site = graph(Store(tmp_path / "store.db", "1") if stored else None)
    publish(site, STORIES)
    site.save()
    site.release()
    assert held(site, "head") == held(site, "file") == held(site, "groups") == 0
    assert held(site, "site") == 1
    ran.clear()
    assert site(HEAD, "ferry").title == "Ferry back"
    assert site(FILE, "quay") == STORIES["quay"]
    assert not ran
    edited = STORIES | {"quay": "Quay shut|Council|quay|Now."}
    publish(site, edited)
    assert site(SITE) == pages(edited)


def test_encoded_values_are_in_the_store_alone_once_saved(tmp_path: Path) -> None:
    site = graph(Store(tmp_path / "store.db", "1"))
    publish(site, STORIES)
    site.save()
    assert all(node.data is STORED for node in site._nodes.all_named("body").values())
    site.release()
    assert site(BODY, "vote") == "The council votes."
    site.release()
    site.set(FILE, "vote", "Council votes|Council|vote ferry|Again.")
    site.settle((SITE, ""))
    site.save()
    site.release()
    assert site(BODY, "vote") == "Again."


def test_what_is_not_stored_is_held_until_it_is_forgotten() -> None:
    site = graph()
    publish(site, STORIES)
    site.release()
    assert held(site, "site") == 1
    site.forget(SITE)
    assert held(site, "site") == 0
    ran.clear()
    assert site(SITE) == pages(STORIES)
    assert held(site, "site") == 1


def test_passing_values_are_held_no_longer_than_the_value_that_they_were_computed_for() -> None:
    seen: list[int] = []

    def whole(ask: Ask, _: str) -> int:
        ask.require(page_of, STORIES)
        return len(STORIES)

    def page(ask: Ask, path: str) -> Story:
        seen.append(held(site, "page"))
        return Story(ask(FILE, path), "", (), "")

    def read(ask: Ask, path: str) -> str:
        return ask(page_of, path).title

    page_of = Query[Story]("page", Story, page, stored=False)
    everything, title = Query[int]("whole", int, whole), Query[str]("title", str, read)
    site = Graph((FILE, page_of, everything, title), passing=(Story,))
    site.replace(FILE, STORIES)
    site.settle((everything, ""))
    assert seen == [0, 0, 0]
    assert site(page_of, "quay").title == STORIES["quay"]
    assert held(site, "page") == 0
    site.settle((everything, ""), (title, "quay"))
    site.set(FILE, "quay", "Open again")
    site.settle((everything, ""), (title, "quay"))
    assert site(title, "quay") == "Open again"


def test_the_fingerprints_of_a_definition_are_those_of_its_live_nodes(tmp_path: Path) -> None:
    site = graph(Store(tmp_path / "store.db", "1"))
    publish(site, STORIES)
    site.save()
    expected = {path: site.fingerprint(BODY, path) for path in STORIES}
    assert site.fingerprints(BODY) == expected
    site = graph(Store(tmp_path / "store.db", "1"))
    assert site.fingerprints(BODY) == expected
    assert len(site) == 0
    publish(site, {path: text for path, text in STORIES.items() if path != "quay"})
    assert site.fingerprints(BODY).keys() == {"ferry", "vote"}
    assert site.fingerprints(FILE).keys() == {"ferry", "vote"}
