"""The live graph: whatever changes, what it shows is what a build from nothing would have."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from random import Random
from threading import Event, Thread

import pytest
from examples import examples
from msgspec.structs import replace
from newsroom import SETTINGS, WORDS, Newsroom, numbered, story

from generator.engine.runtime import SERIAL, Runtime
from generator.model.problems import Problems
from generator.pipeline.request import BuildRequest
from generator.pipeline.state_folder import GRAPH
from generator.preview.edition import Edition
from generator.preview.live_graph import LiveGraph
from generator.reading import queries
from generator.reading.loading import load_file

BROKEN = "-- content/2.md --\n---\ntitle: Story 2\npublished: 2026-13-01\n---\nBroken words.\n"


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    room = Newsroom(tmp_path / "site")
    return room.write(SETTINGS + "[feeds]\nstories = 2\n" + "".join(numbered(number) for number in range(8)))


def _files(edition: Edition) -> dict[str, bytes]:
    return {path: edition.make(path).data for path in edition.files.modules}


def _set(graph: LiveGraph, request: BuildRequest, changed: list[Path] | None = None) -> Edition:
    return graph.edition(request, graph.sources(request, changed or ()))


def _whole(request: BuildRequest) -> dict[str, bytes]:
    return _files(_set(LiveGraph(SERIAL), request))


def _written(newsroom: Newsroom, text: str) -> list[Path]:
    newsroom.write(text)
    return [(newsroom.folder / line[3:-3]).resolve() for line in text.splitlines() if line.startswith("-- ")]


def _restyled(newsroom: Newsroom) -> list[Path]:
    return _written(newsroom, "-- layouts/assets/style.css --\nh1 { color: red }\n")


def _gone(newsroom: Newsroom) -> list[Path]:
    newsroom.remove("content/2.md")
    return [newsroom.folder.resolve() / "content/2.md"]


def _linked(newsroom: Newsroom) -> list[Path]:
    file = newsroom.folder.resolve() / "layouts/page.html"
    file.parent.mkdir()
    file.symlink_to("/etc/hostname")
    return [file]


LAYOUT = '-- layouts/story.html --\n{% extends "theme/story.html" %}{% block tags %}None{% endblock %}\n'


@pytest.mark.parametrize(
    "change",
    [
        lambda room: _written(room, numbered(2, "Quite other words.")),
        lambda room: _written(room, numbered(2, "Other words.") + numbered(3, "The ferry to Skerra, and Ruth Calder.")),
        lambda room: _written(room, LAYOUT),
        lambda room: _written(room, "-- layouts/page.html --\nOnly this.\n" + numbered(7, "Both at once.")),
        _restyled,
        _gone,
    ],
)
def test_after_a_change_every_file_is_what_a_build_would_have(
    newsroom: Newsroom, change: Callable[[Newsroom], list[Path]]
) -> None:
    graph, request = LiveGraph(SERIAL), newsroom.request()
    _files(_set(graph, request))
    assert _files(_set(graph, request, change(newsroom))) == _whole(request)


def test_after_one_save_one_file_is_read(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    graph, request = LiveGraph(SERIAL), newsroom.request()
    _set(graph, request)
    read = list[str]()
    load = load_file
    monkeypatch.setattr(
        "generator.preview.live_graph.load_file",
        lambda site, unread: read.append(unread.copy.path) or load(site, unread),  # type: ignore[func-returns-value]
    )
    monkeypatch.setattr("generator.preview.live_graph.gather", None)
    _set(graph, request, _written(newsroom, numbered(2, "Quite other words.")))
    assert read == ["content/2.md"]


def test_a_link_to_another_place_is_refused_here_too(newsroom: Newsroom) -> None:
    graph, request = LiveGraph(SERIAL), newsroom.request()
    _set(graph, request)
    with pytest.raises(Problems, match="a link to another place"):
        _set(graph, request, _linked(newsroom))


def test_a_change_that_nobody_reported_is_found(newsroom: Newsroom) -> None:
    graph, request = LiveGraph(SERIAL), newsroom.request()
    edition = _set(graph, request)
    assert graph.sources(request).matches(edition.site.sources)
    newsroom.write(numbered(3, "Silently."))
    edition = _set(graph, request, _written(newsroom, numbered(2, "Loudly.")))
    assert not graph.sources(request).matches(edition.site.sources)
    assert _files(_set(graph, request)) == _whole(request)


def test_where_nothing_has_changed_the_edition_stays(newsroom: Newsroom) -> None:
    graph, request = LiveGraph(SERIAL), newsroom.request()
    first = _set(graph, request)
    assert _set(graph, request) is first
    assert _set(graph, replace(request, drafts=True)) is not first


def test_an_edition_is_right_until_a_story_comes(newsroom: Newsroom) -> None:
    newsroom.write(story("later.md", "Later", "2030-01-01"))
    graph, now, then = LiveGraph(SERIAL), newsroom.request(), newsroom.request("2030-01-02T00:00:00+00:00")
    assert _set(graph, now).until == newsroom.request("2030-01-01T00:00:00+03:00").as_of
    changed = _written(newsroom, numbered(2, "Loudly."))
    assert _files(_set(graph, then, changed)) == _whole(then)


def test_with_drafts_an_edition_is_right_until_midnight(newsroom: Newsroom) -> None:
    request = newsroom.request("2026-11-24T12:00:00+03:00", drafts=True)
    assert _set(LiveGraph(SERIAL), request).until == newsroom.request("2026-11-25T00:00:00+03:00").as_of


@pytest.mark.parametrize(
    "mistake",
    [
        BROKEN,
        numbered(2, "A [link](nowhere.md)."),
        numbered(2, "A word.", "slug: story-3") + numbered(3, "A word.", "published: 2026-01-03"),
        "-- layouts/base.html --\n{% if %}\n",
        BROKEN + "-- layouts/story.html --\n{{ story.headlien }}\n" + numbered(9, "More."),
    ],
)
@pytest.mark.parametrize("looked", [True, False])
def test_while_something_is_wrong_every_page_is_as_it_was(newsroom: Newsroom, mistake: str, looked: bool) -> None:
    """Those that somebody has looked at, and those that nobody has."""
    graph, request = LiveGraph(SERIAL), newsroom.request()
    good = _set(graph, request)
    before = _whole(request)
    if looked:
        _files(good)
    changed = _written(newsroom, mistake)
    for _ in range(2):
        with pytest.raises(Problems):
            _set(graph, request, changed)
        assert graph.last is good
        assert _files(good) == before
        assert good.on_page("2026/01/03/story-2/index.html")
    newsroom.write(numbered(2, "No link.") + numbered(3) + numbered(9))
    for layout in newsroom.folder.glob("layouts/*.html"):
        layout.unlink()
    assert _files(_set(graph, request)) == _whole(request)


def test_while_a_data_file_is_wrong_pages_have_its_last_good_rows(newsroom: Newsroom) -> None:
    table = "-- content/votes.csv --\nparty,votes\nQuay List,1200\n"
    reads = "-- layouts/partials/after-story.html --\n{{ data.staff.editor }}\n-- data/staff.json --\n"
    newsroom.write(table + numbered(2, "::: table votes.csv :::") + reads + '{"editor": "Hanna Voss"}\n')
    graph, request = LiveGraph(SERIAL), newsroom.request()
    good, before = _set(graph, request), _whole(request)
    for mistake in (f"{table}Union\n", table + "-- data/staff.json --\n{\n"):
        with pytest.raises(Problems):
            _set(graph, request, _written(newsroom, mistake))
        assert _files(good) == before
    newsroom.write(table.replace("1200", "1300") + '-- data/staff.json --\n{"editor": "Tom Ardley"}\n')
    assert _files(_set(graph, request)) == _whole(request)


def test_after_a_mistake_everything_that_has_changed_since_is_shown(newsroom: Newsroom) -> None:
    graph, request = LiveGraph(SERIAL), newsroom.request()
    good = _set(graph, request)
    same = "The ferry to Skerra, said Ruth Calder, and the ferry to Skerra again."
    changed = _written(newsroom, numbered(2, f"{same} A [link](nowhere.md).") + numbered(3, same))
    with pytest.raises(Problems):
        _set(graph, request, changed)
    assert graph.last is good
    changed = _written(newsroom, numbered(2, f"{same} No link."))
    assert _files(_set(graph, request, changed)) == _whole(request)


def test_a_mistake_that_is_taken_back_leaves_the_edition(newsroom: Newsroom) -> None:
    graph, request = LiveGraph(SERIAL), newsroom.request()
    before = (newsroom.folder / "content/2.md").read_text()
    good = _set(graph, request)
    with pytest.raises(Problems):
        _set(graph, request, _written(newsroom, BROKEN))
    assert _set(graph, request, _written(newsroom, f"-- content/2.md --\n{before}")) is good


def test_a_page_whose_bytes_stay_is_not_made_again(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    graph, request = LiveGraph(SERIAL), newsroom.request()
    first = _set(graph, request)
    _files(first)
    second = _set(graph, request, _written(newsroom, numbered(2, "Quite other words.")))
    monkeypatch.setattr("generator.preview.edition.render_one", None)
    path = "archive/index.html"
    assert second.make(path) is not first.make(path)
    assert second.make(path).sign == first.make(path).sign
    assert "2026/01/03/story-2/index.html" not in second.made


def test_the_sign_of_a_page_counts_the_pictures_on_it(newsroom: Newsroom) -> None:
    picture = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='{}' height='9'/></svg>"
    newsroom.write(numbered(2, "![A square](p.svg)"))
    (newsroom.folder / "content/p.svg").write_text(picture.format(1))
    graph, request, path = LiveGraph(SERIAL), newsroom.request(), "2026/01/03/story-2/index.html"
    first = _set(graph, request).make(path)
    (newsroom.folder / "content/p.svg").write_text(picture.format(2))
    second = _set(graph, request).make(path)
    assert second.data == first.data
    assert second.sign != first.sign


def test_a_page_at_hand_is_given_while_the_graph_is_busy(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    graph, request, path = LiveGraph(SERIAL), newsroom.request(), "2026/01/03/story-2/index.html"
    edition = _set(graph, request)
    made, on_page = edition.make(path), edition.on_page(path)
    begun, go_on = Event(), Event()
    load = load_file

    def slow(site: Path, unread: queries.UnreadFile) -> queries.LoadedFile:
        begun.set()
        assert go_on.wait(20)
        return load(site, unread)

    monkeypatch.setattr("generator.preview.live_graph.load_file", slow)
    changed = _written(newsroom, numbered(2, "Quite other words."))
    busy = Thread(target=_set, args=(graph, request, changed))
    busy.start()
    try:
        assert begun.wait(20)
        assert edition.make(path) is made
        assert edition.on_page(path) is on_page
    finally:
        go_on.set()
        busy.join()
    assert b"Quite other words." in (graph.last or edition).make(path).data


def test_it_begins_with_what_a_build_has_stored_and_leaves_that_as_it_is(newsroom: Newsroom) -> None:
    newsroom.build()
    file = newsroom.folder / ".broadsheet" / GRAPH
    request, graph = newsroom.request(), LiveGraph(SERIAL)
    stored = file.read_bytes()
    edition = _set(graph, request)
    assert edition.site.settled.ran == 0
    with pytest.raises(Problems):
        _set(graph, request, _written(newsroom, BROKEN))
    assert _files(edition) == newsroom.tree()
    assert _files(_set(graph, request, _written(newsroom, numbered(2, "Mended.")))) == _whole(request)
    assert file.read_bytes() == stored


def test_a_store_that_breaks_is_said_and_left_alone(newsroom: Newsroom) -> None:
    newsroom.build()
    with sqlite3.connect(newsroom.folder / ".broadsheet" / GRAPH) as disk:
        disk.execute("update node set value = x'00' where name = 'head'")
    disk.close()
    said = list[str]()
    graph, request = LiveGraph(Runtime(notify=said.append)), newsroom.request()
    edition = _set(graph, request)
    assert _files(edition) == newsroom.tree()
    assert said == ["The stored results cannot be used; everything will be rebuilt."]
    assert _files(_set(graph, request, _written(newsroom, numbered(2, "Mended.")))) == _whole(request)


@pytest.mark.parametrize("seed", range(examples(3)))
def test_whatever_is_changed_in_turn_it_is_what_a_build_would_have(newsroom: Newsroom, seed: int) -> None:
    graph, request, draw = LiveGraph(SERIAL), newsroom.request(), Random(seed)
    shown: Edition | None = None
    for turn in range(6):
        changed = _written(newsroom, _edit(draw, turn)) if turn else []
        try:
            shown = _set(graph, request, changed)
        except Problems:
            pass
        else:
            wanted = _whole(request)
        if shown:  # what is shown is what the last good files make, whatever they hold now
            some = draw.sample(sorted(wanted), 9)
            assert {path: shown.make(path).data for path in some} == {path: wanted[path] for path in some}
            assert shown.files.modules.keys() == wanted.keys()


def _edit(draw: Random, turn: int) -> str:
    number = draw.randrange(8)
    words = " ".join(draw.choices(WORDS, k=12))
    return draw.choice(
        [
            numbered(number, words),
            numbered(number, f"[A link]({draw.randrange(8)}.md) {words}"),
            numbered(number, f"[A link](none.md) {words}"),
            numbered(number, words, f"standfirst: {words}"),
            numbered(number, words, f"draft: {draw.choice(['true', 'false'])}"),
            f"-- content/{number}.md --\n---\ntitle: Broken\npublished: never\n---\n{words}\n",
            f'-- layouts/story.html --\n{{% extends "theme/story.html" %}}{{# {turn} {words} #}}\n',
            f"-- layouts/story.html --\n{{% if {turn} %}}\n",
            numbered(8 + turn, words),
        ]
    )


def test_a_worker_that_dies_is_not_blamed_on_the_store(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    # Workers are used only while there is a single thread; other tests of this process may have left some.
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    said: list[str] = []

    def dies(*_: object) -> list[object]:
        raise BrokenProcessPool

    newsroom.build()
    newsroom.write(numbered(2, "Quite other words."))
    graph = LiveGraph(Runtime(dies, notify=said.append))
    with pytest.raises(BrokenProcessPool):
        _set(graph, newsroom.request())
    assert said == []


@pytest.mark.parametrize(
    ("as_of", "same"),
    [
        ("2026-11-24T12:00:00+00:00", True),
        ("2029-12-31T20:59:59+00:00", True),
        ("2029-12-31T21:00:00+00:00", False),
        ("2026-11-24T11:59:59+00:00", False),
    ],
)
def test_an_edition_is_right_from_its_instant_until_the_next_change(newsroom: Newsroom, as_of: str, same: bool) -> None:
    newsroom.write(story("later.md", "Later", "2030-01-01"))
    graph = LiveGraph(SERIAL)
    first = _set(graph, newsroom.request("2026-11-24T12:00:00+00:00"))
    assert (_set(graph, newsroom.request(as_of)) is first) == same


def test_an_edition_is_whole_after_a_story_of_it_was_deleted_and_so_is_the_next_one(newsroom: Newsroom) -> None:
    """Even if nobody has looked at its pages before, and the story is back by then."""
    graph, request = LiveGraph(SERIAL), newsroom.request()
    first, whole = _set(graph, request), _whole(request)
    file = newsroom.folder / "content/2.md"
    text = file.read_text()
    without = _set(graph, request, _gone(newsroom))
    assert _files(first) == whole
    assert _files(without) == _whole(request)
    first.made.clear()
    assert _files(first) == whole
    file.write_text(text)
    assert _files(_set(graph, request, [file.resolve()])) == whole
