"""The preview's session: whatever happens to an update, the next one is shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from newsroom import SETTINGS, Newsroom, story

from generator.engine.runtime import SERIAL
from generator.preview import session
from generator.preview.live_graph import LiveGraph
from generator.preview.session import Preview
from generator.preview.toolbar_data import TextEditor, View


def _preview(newsroom: Newsroom, said: list[str]) -> Preview:
    return Preview(
        newsroom.folder,
        None,
        lambda view: newsroom.request(),
        LiveGraph(SERIAL),
        said.append,
        TextEditor(str(newsroom.folder), ""),
        View("", drafts=False),
    )


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    room = Newsroom(tmp_path / "site")
    return room.write(SETTINGS + story("a.md", "Ferry", "2026-01-01", body="The boats sail."))


def test_the_preview_goes_on_after_an_error_of_broadsheet_itself(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    shown = _preview(newsroom, said)
    shown.update()
    good = shown.shown.edition
    newsroom.write(story("b.md", "Harbour", "2026-01-02"))
    with monkeypatch.context() as patch:
        patch.setattr(session.Edition, "of", None)
        shown.update()
    (wrong,) = shown.shown.problems
    assert "a bug in Broadsheet" in wrong.message
    assert shown.shown.edition is good
    assert "still showing the last good pages" in said[-1]
    shown.update()
    assert not shown.shown.problems
    assert shown.shown.edition
    assert shown.shown.edition.stories == 2


def test_an_error_while_layouts_are_tried_out_does_not_end_the_preview(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = _preview(newsroom, [])
    shown.update()
    monkeypatch.setattr(session.Edition, "faults", None)
    assert shown._safely_checked()
    assert "a bug in Broadsheet" in shown.shown.problems[0].message


def test_scripts_that_count_readers_see_neither_editors_nor_drafts(newsroom: Newsroom) -> None:
    newsroom.write(f'{SETTINGS}[scripts]\nsrc = ["https://stats.example/script.js"]\n').build()
    assert "stats.example" in newsroom.page("index.html")
    shown = _preview(newsroom, [])
    shown.update()
    page = shown.see("/").data
    assert b"Ferry" in page
    assert b"stats.example" not in page


def test_a_draft_with_errors_stops_no_other_page_and_its_own_says_what_is_wrong(newsroom: Newsroom) -> None:
    said: list[str] = []
    shown = _preview(newsroom, said)
    shown.request = lambda view: newsroom.request(drafts=True)
    newsroom.write(story("b.md", "Harbour", "2026-01-02", "draft: true"))
    shown.update()
    assert shown.see("/2026/01/02/harbour/").answer.status == 200
    newsroom.write(story("b.md", "Harbour", "never", "draft: true") + story("a.md", "Ferry sails", "2026-01-01"))
    shown.update()
    assert not shown.shown.problems
    assert "`never` is not a date" in said[-2]
    assert b"Ferry sails" in shown.see("/").data
    seen = shown.see("/2026/01/02/harbour/")
    assert [each.message for each in seen.problems] == ["`never` is not a date in a known format"]
    assert len(shown.state("/2026/01/02/harbour/")["problems"]) == 1
    newsroom.write(story("b.md", "Harbour", "2026-01-02", "draft: true"))
    shown.update()
    assert shown.see("/2026/01/02/harbour/").answer.status == 200


def test_a_change_is_followed_while_somebody_still_asks_for_the_edition_before_it(newsroom: Newsroom) -> None:
    shown = _preview(newsroom, [])
    shown.update()
    before = shown.shown.edition
    assert before
    shown.see("/2026/01/01/ferry/")
    (newsroom.folder / "content/a.md").rename(newsroom.folder / "content/b.md")
    shown.update()
    now = shown.shown.edition
    assert now
    assert before.address("content/a.md")  # the graph is in the state of the edition before
    assert session._renamed({"/2026/01/01/ferry/": "content/a.md"}, before, now) == {
        "/2026/01/01/ferry/": "content/b.md"
    }
