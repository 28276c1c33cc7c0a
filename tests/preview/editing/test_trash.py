"""Deleting drafts: only drafts can be deleted, every deletion can be undone, and no other file changes."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from newsroom import SETTINGS, Newsroom, story

from generator.engine.runtime import SERIAL
from generator.model.problems import Problems
from generator.preview.editing.desk import LocalDesk
from generator.preview.editing.files import Conflict
from generator.preview.editing.requests import Delete, Restore
from generator.preview.editing.saving import Refusal
from generator.preview.live_graph import LiveGraph
from generator.preview.session import Preview
from generator.preview.toolbar_data import TextEditor, View

IDEA = "content/harbour/idea.md"
DRAFT = "---\ntitle: Idea\ndraft: true\n---\n\nHardly begun.\n"


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path / "site").write(
        SETTINGS + f"-- {IDEA} --\n{DRAFT}" + "-- content/harbour/idea.jpg --\nA picture.\n"
    )


@pytest.fixture
def desk(room: Newsroom) -> LocalDesk:
    editor = TextEditor(str(room.folder))
    return LocalDesk(
        Preview(room.folder, None, lambda _: room.request(), LiveGraph(SERIAL), lambda _: None, editor, View())
    )


def _delete(desk: LocalDesk, name: str = IDEA) -> str:
    return str(desk.delete(Delete(name, desk.read(name)["version"]))["trash"])


def test_a_deleted_draft_is_in_the_trash_as_it_was_and_can_be_put_back(desk: LocalDesk, room: Newsroom) -> None:
    deleted = desk.delete(Delete(IDEA, desk.read(IDEA)["version"]))
    assert not (room.folder / IDEA).exists()
    assert (room.folder / deleted["trash"]).read_text() == DRAFT
    assert (room.folder / "content/harbour/idea.jpg").exists()
    desk.restore(Restore(IDEA, deleted["source"]))
    assert (room.folder / IDEA).read_text() == DRAFT


def test_nothing_in_the_trash_is_overwritten_and_git_does_not_see_it(desk: LocalDesk, room: Newsroom) -> None:
    assert _delete(desk) == "trash/harbour/idea.md"
    room.write(f"-- {IDEA} --\n{DRAFT.replace('Hardly', 'Well')}")
    assert _delete(desk) == "trash/harbour/idea-2.md"
    assert (room.folder / "trash/harbour/idea.md").read_text() == DRAFT
    git = ["git", "-C", str(room.folder)]
    subprocess.run([*git, "init", "--quiet"], check=True)
    status = subprocess.run([*git, "status", "--porcelain"], check=True, capture_output=True, text=True).stdout
    assert "trash" not in status


@pytest.mark.parametrize(
    ("front", "message"),
    [
        ("published: 2026-01-01", "only drafts"),
        ("published: 2027-01-01", "only drafts"),
        ("published: 2026-01-01\nembargo: 2027-01-01", "only drafts"),
        ("published: 2026-01-01\nkilled: 2026-01-02", "only drafts"),
        ("published: soon\ndraft: true", "problems"),
    ],
)
def test_what_is_no_draft_stays(desk: LocalDesk, room: Newsroom, front: str, message: str) -> None:
    room.write(f"-- {IDEA} --\n---\ntitle: Idea\n{front}\n---\n\nWords.\n")
    with pytest.raises(Refusal, match=message):
        _delete(desk)
    assert (room.folder / IDEA).exists()
    assert not (room.folder / "trash").exists()


def test_a_draft_that_was_published_before_stays_since_readers_may_look_for_it(desk: LocalDesk, room: Newsroom) -> None:
    room.write(f"-- published.txt --\n/2026/01/01/idea/  {IDEA}\n")
    with pytest.raises(Refusal, match="was published at /2026/01/01/idea/"):
        _delete(desk)
    assert (room.folder / IDEA).exists()


def test_a_draft_that_somebody_has_just_changed_stays(desk: LocalDesk, room: Newsroom) -> None:
    version = desk.read(IDEA)["version"]
    (room.folder / IDEA).write_text(DRAFT + "More.\n")
    with pytest.raises(Conflict):
        desk.delete(Delete(IDEA, version))
    assert (room.folder / IDEA).exists()


@pytest.mark.parametrize(
    "name", ["", "site.toml", "content/../site.toml", "/etc/passwd", "content/.git/a.md", "content/a.jpg"]
)
def test_only_stories_of_content_are_deleted(desk: LocalDesk, room: Newsroom, name: str) -> None:
    with pytest.raises(Problems, match="can be edited here"):
        desk.delete(Delete(name, ""))
    assert (room.folder / "site.toml").exists()


@pytest.mark.parametrize("linked", ["trash", "trash/harbour"])
def test_nothing_is_moved_through_a_link(desk: LocalDesk, room: Newsroom, tmp_path: Path, linked: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    (room.folder / linked).parent.mkdir(exist_ok=True)
    (room.folder / linked).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Problems, match=f"{linked}: this is a link"):
        _delete(desk)
    assert (room.folder / IDEA).read_text() == DRAFT
    assert not [*(tmp_path / "elsewhere").iterdir()]


def test_if_the_trash_cannot_be_made_the_draft_stays(desk: LocalDesk, room: Newsroom) -> None:
    (room.folder / "trash").write_text("A file.")
    with pytest.raises(Problems, match="cannot be moved into the trash"):
        _delete(desk)
    assert (room.folder / IDEA).read_text() == DRAFT


def test_what_is_in_the_trash_is_in_no_build(desk: LocalDesk, room: Newsroom) -> None:
    room.write(story("a.md", "Ferry", "2026-01-01"))
    before = room.build(drafts=True).stories
    _delete(desk)
    assert room.build(drafts=True).stories == before - 1
    assert not any("trash" in each for each in room.tree())
