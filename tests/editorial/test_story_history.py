"""The history of a story: its versions in git, and what changed in each for readers."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from newsroom import SETTINGS, Newsroom, story

from generator.cli import main
from generator.editorial.story_history import StoryHistory, story_history
from generator.model.problems import Problems


def _git(folder: Path, *words: str) -> str:
    return subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


def _commit(newsroom: Newsroom, summary: str, text: str = "") -> None:
    newsroom.write(text)
    _git(newsroom.folder, "add", "-A")
    _git(newsroom.folder, "commit", "--quiet", "-m", summary)


@pytest.fixture
def repository(tmp_path: Path) -> Newsroom:
    """A newsroom whose repository has the site in a folder of its own."""
    room = Newsroom(tmp_path / "paper" / "site").write(SETTINGS)
    _git(tmp_path / "paper", "init", "--quiet", "--initial-branch", "main")
    _git(tmp_path / "paper", "config", "user.name", "Ayla Demirci")
    _git(tmp_path / "paper", "config", "user.email", "desk@courier.example")
    _commit(room, "The ferry stops", story("ferry.md", "Ferry stops", "2026-01-01", body="It took 40 minutes."))
    return room


def _history(newsroom: Newsroom, wanted: str = "content/ferry.md", authors: bool = False) -> StoryHistory:
    return story_history(newsroom.request(), wanted, authors)


def _said(newsroom: Newsroom, *words: str) -> Result:
    return CliRunner().invoke(main, ["history", *words, "--site", str(newsroom.folder)])


def test_each_version_says_which_words_changed_the_headline_first(repository: Newsroom) -> None:
    _commit(repository, "Mend", story("ferry.md", "Ferry stops early", "2026-01-01", body="It took 41 minutes."))
    newest, first = _history(repository).versions
    assert (newest.summary, first.summary, first.note) == ("Mend", "The ferry stops", "the first version")
    assert [(each.part, each.pieces) for each in newest.changes] == [
        ("headline", (("same", "Ferry stops"), ("added", "early"))),
        ("text", (("same", "It took"), ("removed", "40"), ("added", "41"), ("same", "minutes."))),
    ]


def test_renamed_files_are_followed(repository: Newsroom) -> None:
    _git(repository.folder, "mv", "content/ferry.md", "content/boat.md")
    _commit(repository, "Another name")
    renamed, first = _history(repository, "content/boat.md").versions
    assert (renamed.file, renamed.renamed_from) == ("content/boat.md", "content/ferry.md")
    assert (renamed.note, first.file) == ("no word changed", "content/ferry.md")


def test_what_readers_do_not_see_is_not_compared(repository: Newsroom) -> None:
    body = "It took 40 minutes.\n\n<!-- ask the harbour -->"
    _commit(repository, "Tags", story("ferry.md", "Ferry stops", "2026-01-01", "tags: [Ferry]", body=body))
    assert not _history(repository).versions[0].changes
    assert "harbour" not in _said(repository, "content/ferry.md").output


@pytest.mark.parametrize(
    ("line", "part", "words"),
    [
        ("corrections: [{at: 2026-01-02, text: It is six.}]", "corrections", "It is six."),
        ("picture: {src: a.jpg, alt: A boat, caption: At sea}", "caption", "At sea"),
        ("sponsored: Skerra Ferries", "disclosures", "Skerra Ferries"),
        ('source_notes: ["A letter of the Board"]', "disclosures", "A letter of the Board"),
        ("killed: 2026-01-03\nkill_note: It was wrong.", "kill note", "It was wrong."),
    ],
)
def test_all_words_that_readers_see_are_compared(repository: Newsroom, line: str, part: str, words: str) -> None:
    text = story("ferry.md", "Ferry stops", "2026-01-01", line, body="It took 40 minutes.")
    _commit(repository, "More", text)
    [change] = _history(repository).versions[0].changes
    assert (change.part, change.pieces) == (part, (("added", words),))


@pytest.mark.parametrize("wanted", ["Ferry stops", "ferry-stops"])
def test_errors_in_other_files_do_not_hide_a_story(repository: Newsroom, wanted: str) -> None:
    repository.write(story("b.md", "B", "2026-13-01") + "-- layouts/story.html --\n{% if %}\n")
    done = _said(repository, wanted)
    assert done.exit_code == 0, done.output
    assert "2026-13-01" not in done.output


def test_a_version_that_could_not_be_read_is_passed_over(repository: Newsroom) -> None:
    _commit(repository, "Broken", "-- content/ferry.md --\n---\ntitle: [\n---\nWords.\n")
    _commit(repository, "Mended", story("ferry.md", "Ferry stops", "2026-01-01", body="It took 41 minutes."))
    mended, broken, _ = _history(repository).versions
    assert "error in this version" in broken.note
    assert ("removed", "40") in mended.changes[0].pieces


def test_what_is_not_committed_comes_first(repository: Newsroom) -> None:
    repository.write(story("ferry.md", "Ferry stops", "2026-01-01", body="It took 41 minutes."))
    newest, _ = _history(repository).versions
    assert (newest.commit, newest.at) == ("", None)
    assert "not committed" in _said(repository, "content/ferry.md").output


def test_authors_are_named_only_on_request(repository: Newsroom) -> None:
    assert "Ayla" not in _said(repository, "content/ferry.md").output
    assert "Ayla" not in _said(repository, "content/ferry.md", "--json").output
    assert "Ayla Demirci" in _said(repository, "content/ferry.md", "--authors").output


def test_programs_get_it_as_data_and_a_story_has_several_names(repository: Newsroom) -> None:
    data = json.loads(_said(repository, "ferry-stops", "--json").stdout)
    assert (data["file"], data["shallow"], len(data["versions"])) == ("content/ferry.md", False, 1)


def test_a_version_says_why_readers_did_not_see_it(repository: Newsroom) -> None:
    _commit(repository, "Held", story("ferry.md", "Ferry stops", "2026-01-01", "draft: true"))
    assert _history(repository).versions[0].state == "draft"


def test_a_shallow_clone_says_that_versions_may_be_missing(repository: Newsroom, tmp_path: Path) -> None:
    _commit(repository, "Mend", story("ferry.md", "Ferry stops", "2026-01-01", body="It took 41 minutes."))
    _git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{tmp_path}/paper", "clone")
    clone = Newsroom(tmp_path / "clone" / "site")
    assert _history(clone).shallow
    assert "git fetch --unshallow" in _said(clone, "content/ferry.md").stderr


def test_summaries_with_signs_of_their_own_change_nothing(repository: Newsroom) -> None:
    text = story("ferry.md", "Ferry stops", "2026-01-01", body="It took 41 minutes.")
    _commit(repository, "A \x01 sign\x02 and \x1b[31m colour", text)
    assert len(_history(repository).versions) == 2
    assert "\x1b" not in _said(repository, "content/ferry.md").output


@pytest.mark.parametrize("name", ["content/new.md", "content/ferry.md"])
def test_no_history_is_said_in_words(newsroom: Newsroom, name: str) -> None:
    newsroom.write(story("ferry.md", "Ferry", "2026-01-01") + story("new.md", "New", "2026-01-02"))
    if name == "content/new.md":
        _git(newsroom.folder, "init", "--quiet")
    with pytest.raises(Problems) as raised:
        _history(newsroom, name)
    (problem,) = raised.value.problems
    assert problem.message == (
        "git has no version of this file yet"
        if name == "content/new.md"
        else "this folder is not in a git repository, so there is no history"
    )


def test_without_git_that_is_said(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    newsroom.write(story("ferry.md", "Ferry", "2026-01-01"))
    with pytest.raises(Problems, match="git is not installed"):
        _history(newsroom)


@pytest.mark.parametrize("wanted", ["Ferry plans", "ferry-plans", "draft.md", "content/draft.md"])
def test_a_draft_has_a_history_too_under_each_of_its_names(repository: Newsroom, wanted: str) -> None:
    text = story("draft.md", "Ferry plans", "2026-01-01", "draft: true")
    repository.write(text)
    result = _said(repository, wanted)
    assert "git has no version of this file yet" in result.output
    assert "git add content/draft.md && git commit" in result.output
    _commit(repository, "Plans", text)
    assert "the first version" in _said(repository, wanted).output


def test_a_name_that_no_story_has_is_told_with_the_nearest(repository: Newsroom) -> None:
    repository.write(story("draft.md", "Ferry plans", "2026-01-01", "draft: true"))
    output = _said(repository, "Ferry planz").output
    assert "no story has this name" in output
    assert "did you mean `Ferry plans`, in content/draft.md?" in output


def test_nothing_from_git_reaches_the_terminal_as_it_is(repository: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    name = "content/a\x1b]0;x\x07\nb.md"
    _git(repository.folder, "mv", "content/ferry.md", name)
    _git(repository.folder, "config", "user.name", "Ayla \x9b8mDemirci")
    _commit(repository, "Two \x1b]0;owned\x07 \u202ewords")
    _git(repository.folder, "mv", name, "content/ferry.md")
    _commit(repository, "Back", story("ferry.md", "Ferry stops", "2026-01-01", body="It took 41 minutes."))
    output = _said(repository, "content/ferry.md", "--authors").output
    assert re.sub(r"\x1b\[\d*m", "", output).replace("\n", "").isprintable()
    assert "was content/a\ufffd]0;x\ufffd\ufffdb.md" in output


def test_the_numbers_of_notes_are_no_words(repository: Newsroom) -> None:
    before = "One.[^a]\n\n[^a]: Note a."
    _commit(repository, "Note", story("ferry.md", "Ferry stops", "2026-01-01", body=before))
    after = "None.[^b] One.[^a]\n\n[^a]: Note a.\n[^b]: Note b."
    _commit(repository, "Another", story("ferry.md", "Ferry stops", "2026-01-01", body=after))
    pieces = _history(repository).versions[0].changes[0].pieces
    assert not [words for kind, words in pieces if kind == "removed" and "One" in words]
