"""The story budget in the preview."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from newsroom import SETTINGS, Newsroom, story

from generator.editorial.budget import BudgetLine
from generator.engine.runtime import SERIAL
from generator.preview.budget_page import budget_page
from generator.preview.live_graph import LiveGraph
from generator.preview.session import Preview
from generator.preview.toolbar_data import TextEditor, View

LINE = BudgetLine(date(2026, 11, 26), "Council", "draft", "Dues <b>up</b>", "content/a.md", 12, ("Ruth Calder",))


def test_stories_are_below_their_days_and_open_in_the_editor() -> None:
    at = datetime.fromisoformat("2026-11-26T09:30+03:00")
    scheduled = BudgetLine(date(2026, 11, 26), "", "scheduled", "Ferry", "content/b.md", 3, at=at)
    page = budget_page(
        [LINE, scheduled, BudgetLine(None, "", "draft", "Boat", "c.md", 1)], "/", TextEditor("/s", "vscode")
    )
    text = page.decode()
    assert text.count("Thursday, 26 November 2026") == 1
    assert text.index("26 November") < text.index("Ferry") < text.index("No day yet") < text.index("Boat")
    assert '<a href="vscode://file//s/content/a.md:1:1">content/a.md</a>' in text
    assert "scheduled 09:30" in text


def test_nothing_in_a_headline_is_taken_for_html() -> None:
    assert b"Dues &lt;b&gt;up&lt;/b&gt;" in budget_page([LINE], "/", TextEditor("/s"))


def test_a_desk_with_nothing_in_hand_is_told_so() -> None:
    assert b"No drafts" in budget_page([], "/", TextEditor("/s"))


def test_the_preview_has_it_also_if_it_shows_only_what_readers_see(tmp_path: Path) -> None:
    room = Newsroom(tmp_path / "site").write(SETTINGS + story("a.md", "Ferry", "2026-01-01"))
    room.write("-- content/plan.md --\n---\ntitle: A plan\nplanned: 2026-11-26\ndraft: true\n---\n")
    view, editor = View("", drafts=False), TextEditor(str(room.folder))
    preview = Preview(room.folder, None, lambda _: room.request(), LiveGraph(SERIAL), lambda _: None, editor, view)
    assert b"as soon as the problems" in preview.budget()
    preview.update()
    assert b"A plan" in preview.budget()
    assert b"A plan" not in preview.see("/").data
