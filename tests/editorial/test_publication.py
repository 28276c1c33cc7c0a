"""`broadsheet publish` and `broadsheet withdraw`: the fields that say so, and no other byte of the file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from newsroom import SETTINGS, Newsroom, story

from generator.cli import main

NOW = "2026-11-24T15:00:00+03:00"


@pytest.fixture(autouse=True)
def _at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795521600")  # 2026-11-24 12:00 UTC


def _given(newsroom: Newsroom, text: str, name: str = "content/a.md") -> Path:
    newsroom.write(SETTINGS)
    path = newsroom.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def _run(newsroom: Newsroom, *words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--site", str(newsroom.folder)])


HEAD = "---\ntitle: Dues go up  # so far\n"
PUBLISHED = [
    (f"{HEAD}draft: true    # to publish\n---\nBody.", f"{HEAD}published: {NOW}\n---\nBody."),
    (f"{HEAD}date: 2026-11-20\ndraft: yes\n---\nBody.", f"{HEAD}date: {NOW}\n---\nBody."),
    (f"{HEAD}published: false\n---\nBody.", f"{HEAD}published: {NOW}\n---\nBody."),
    (f"{HEAD}---\nBody.", f"{HEAD}published: {NOW}\n---\nBody."),
    ("+++\ntitle = 'Dues'\ndraft = true\n+++\nBody.", f"+++\ntitle = 'Dues'\npublished = {NOW}\n+++\nBody."),
]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize(("before", "after"), PUBLISHED)
def test_a_draft_is_published_now(newsroom: Newsroom, before: str, after: str, ending: str) -> None:
    path = _given(newsroom, before.replace("\n", ending))
    done = _run(newsroom, "publish", str(path))
    assert done.exit_code == 0, done.output
    assert path.read_bytes().decode() == after.replace("\n", ending)
    assert "when the site is built and published again" in done.stderr
    assert newsroom.build().stories == 1


def test_a_draft_is_scheduled(newsroom: Newsroom) -> None:
    path = _given(newsroom, PUBLISHED[0][0])
    done = _run(newsroom, "publish", "dues-go-up", "--at", "2026-12-01 09:00")
    assert done.exit_code == 0, done.output
    assert "published: 2026-12-01T09:00:00+03:00\n" in path.read_text(encoding="utf-8")
    assert "Readers do not see it yet: it is scheduled for 2026-12-01 09:00+03:00." in done.stderr
    moved = _run(newsroom, "publish", "dues-go-up", "--at", "now", "--json")
    assert json.loads(moved.stdout)["at"] == NOW
    assert newsroom.build().stories == 1


def test_an_embargo_stays(newsroom: Newsroom) -> None:
    path = _given(newsroom, f"{HEAD}draft: true\nembargo: 2026-11-25\n---\nBody.")
    done = _run(newsroom, "publish", str(path))
    assert "it is under embargo until 2026-11-25" in done.stderr
    assert "embargo: 2026-11-25\n" in path.read_text(encoding="utf-8")


def test_a_page_needs_no_time(newsroom: Newsroom) -> None:
    path = _given(newsroom, f"{HEAD}draft: true\n---\nBody.", "content/pages/a.md")
    assert _run(newsroom, "publish", str(path)).exit_code == 0
    assert path.read_text(encoding="utf-8") == f"{HEAD}---\nBody."


REFUSED = [
    ("publish", f"{HEAD}published: 2026-11-20\n---\nBody.", "readers already see this story since 2026-11-20"),
    ("publish", f"{HEAD}published: 2026-11-20\nkilled: 2026-11-21\n---\nBody.", "this story was withdrawn"),
    ("publish", f"{HEAD}published: 2026-11-20\nexpires: 2026-11-21\n---\nBody.", "readers no longer see this story"),
    ("publish", f"{HEAD}published: 2026-12-20\ndraft: true\n---\nBody.", "a time in the future: 2026-12-20"),
    ("publish", f"{HEAD}draft: true\n---\n[A](gone.md).", "`gone.md` points to content/gone.md, which does not exist"),
    (
        "publish",
        f"{HEAD}draft: true\nexpires: 2026-11-20\n---\nBody.",
        "`expires` is not after the time of publication",
    ),
    (
        "publish",
        f"{HEAD}draft: true\npublished: false\ndate: 2026-11-20\n---\nA.",
        "the file has `published` and `date`",
    ),
    ("withdraw", f"{HEAD}draft: true\n---\nBody.", "readers have not seen this story: it is a draft"),
    ("withdraw", f"{HEAD}published: 2026-12-20\n---\nBody.", "readers have not seen this story: it is scheduled"),
    ("withdraw", f"{HEAD}published: 2026-11-20\nkilled: 2026-11-21\n---\nBody.", "it was withdrawn at 2026-11-21"),
]


@pytest.mark.parametrize("time", ["2016-12-01 09:00", "2026-11-24 14:59"])
def test_a_time_that_has_passed_is_refused(newsroom: Newsroom, time: str) -> None:
    path = _given(newsroom, PUBLISHED[0][0])
    done = _run(newsroom, "publish", str(path), "--at", time)
    assert done.exit_code == 1
    assert f"{time}+03:00 has already passed" in done.output
    assert path.read_text(encoding="utf-8") == PUBLISHED[0][0]
    assert _run(newsroom, "publish", str(path), "--at", "2026-11-24 15:00").exit_code == 0


@pytest.mark.parametrize(("command", "before", "said"), REFUSED)
def test_what_cannot_be_done_is_refused_and_nothing_changes(
    newsroom: Newsroom, command: str, before: str, said: str
) -> None:
    path = _given(newsroom, before)
    done = _run(newsroom, command, str(path))
    assert done.exit_code == 1
    assert said in done.output
    assert "the story was not changed" in done.output
    assert path.read_text(encoding="utf-8") == before


def test_a_story_is_withdrawn_with_its_reason(newsroom: Newsroom) -> None:
    path = _given(newsroom, f"{HEAD}published: 2026-11-20\n---\nBody.")
    newsroom.write(story("b.md", "B", "2026-11-20"))
    done = _run(newsroom, "withdraw", "dues-go-up", "--reason", "The figures  were *wrong*.")
    assert done.exit_code == 0, done.output
    note = f'killed: {NOW}\nkill_note: "The figures were *wrong*."\n'
    assert path.read_text(encoding="utf-8") == f"{HEAD}published: 2026-11-20\n{note}---\nBody."
    newsroom.build()
    page = newsroom.page("2026/11/20/dues-go-up")
    assert "The figures were <em>wrong</em>." in page
    assert "Body." not in page


def test_a_story_that_is_withdrawn_without_a_reason_says_so(newsroom: Newsroom) -> None:
    path = _given(newsroom, f"{HEAD}published: 2026-11-20\n---\nBody.")
    assert "Nothing says why." in _run(newsroom, "withdraw", str(path)).stderr
    assert "kill_note" not in path.read_text(encoding="utf-8")
