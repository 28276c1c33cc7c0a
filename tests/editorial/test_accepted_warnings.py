"""Warnings that a newsroom has decided to live with: they are hidden until there are more of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from newsroom import SETTINGS, Newsroom, story

from generator.cli import main
from generator.editorial.accepted_warnings import accept, load, split
from generator.model.problems import Finding, Problem


def run(newsroom: Newsroom, *words: str) -> Result:
    return CliRunner().invoke(main, [words[0], "--site", str(newsroom.folder), *words[1:]])


@pytest.fixture
def accepted(newsroom: Newsroom) -> Newsroom:
    """A site with three warnings of checks and one of builds, all of them accepted."""
    newsroom.write(SETTINGS + story("a.md", "A", "2026-01-01", body='He said: "We will see.\n\n"She said no.'))
    newsroom.write(story("b.md", "B 7", "2026-01-02", "standfirst: B.") + "-- content/x.pdf --\n%PDF\n")
    assert run(newsroom, "check", "--accept").exit_code == 0
    return newsroom


def test_accepted_warnings_are_hidden_and_counted(accepted: Newsroom) -> None:
    checked = run(accepted, "check", "--strict")
    assert (checked.exit_code, checked.stderr) == (0, "")
    assert checked.stdout == "2 files checked: no problems found. 4 accepted warnings are not shown.\n"
    assert run(accepted, "build").stderr == "1 accepted warning is not shown.\n"
    assert run(accepted, "build").stderr == "1 accepted warning is not shown.\n"


def test_the_file_can_be_read_by_people(accepted: Newsroom) -> None:
    lines = (accepted.folder / "accepted.txt").read_text().splitlines()
    assert [line for line in lines if not line.startswith("#")] == [
        "content/a.md",
        "    headlines: the story has no standfirst",
        '    quotes: a quotation mark " in this paragraph has no partner',
        "content/b.md",
        "    numbers: the headline says `7`, but that number is not in the story",
        "content/x.pdf",
        "    build: no story or page uses this file, so it is not published",
    ]


def test_a_new_warning_is_shown_alone(accepted: Newsroom) -> None:
    accepted.write(story("c.md", "C", "2026-01-03"))
    said = run(accepted, "check")
    assert "content/c.md:2: warning: the story has no standfirst" in said.stderr
    assert "content/a.md" not in said.stderr
    assert said.stdout == "3 files checked: 0 errors, 1 warning. 4 accepted warnings are not shown.\n"
    assert run(accepted, "check", "--strict").exit_code == 1


def test_lines_may_move(accepted: Newsroom) -> None:
    accepted.write(
        story("a.md", "A", "2026-01-01", "tags: [Ferry]", body='Words.\n\nHe said: "We will see.\n\n"She said no.')
    )
    assert run(accepted, "check").stderr == ""


def test_a_second_warning_of_a_kind_in_a_file_shows_both(accepted: Newsroom) -> None:
    body = 'He said: "We will see.\n\n"She said no.\n\nAnd "more.'
    accepted.write(story("a.md", "A", "2026-01-01", body=body))
    said = run(accepted, "check")
    assert said.stderr.count("has no partner") == 2
    assert said.stdout.endswith("2 warnings. 3 accepted warnings are not shown.\n")
    run(accepted, "check", "--accept")
    assert "    quotes, 2 times: " in (accepted.folder / "accepted.txt").read_text()
    assert run(accepted, "check").stderr == ""


def test_a_number_in_a_message_that_names_something_counts(accepted: Newsroom) -> None:
    accepted.write(story("b.md", "B 8", "2026-01-02", "standfirst: B."))
    assert "the headline says `8`" in run(accepted, "check").stderr


def test_what_no_longer_applies_is_dropped_and_said(accepted: Newsroom) -> None:
    accepted.write(story("a.md", "A", "2026-01-01", "standfirst: B."))
    result = run(accepted, "check", "--accept")
    assert "no longer applies: content/a.md: headlines: the story has no standfirst\n" in result.stderr
    assert result.stdout == "accepted.txt: 2 warnings accepted, 0 of them new; 2 dropped.\n"
    assert "content/a.md" not in (accepted.folder / "accepted.txt").read_text()
    accepted.remove("content/x.pdf")
    accepted.write(story("b.md", "B", "2026-01-02", "standfirst: B."))
    run(accepted, "check", "--accept")
    assert not (accepted.folder / "accepted.txt").exists()


def test_entries_of_checks_that_did_not_run_are_kept(accepted: Newsroom) -> None:
    accepted.write(SETTINGS + '[checks]\nquotes = "off"\n')
    assert " 0 dropped." in run(accepted, "check", "--accept").stdout
    accepted.write(SETTINGS)
    assert run(accepted, "check").stderr == ""


def test_json_has_the_accepted_warnings_too_and_says_which(accepted: Newsroom) -> None:
    accepted.write(story("c.md", "C", "2026-01-03"))
    found = json.loads(run(accepted, "check", "--json").stdout)["problems"]
    assert sorted((each["path"], each["accepted"]) for each in found) == [
        ("content/a.md", True),
        ("content/a.md", True),
        ("content/b.md", True),
        ("content/c.md", False),
        ("content/x.pdf", True),
    ]
    assert [each["accepted"] for each in json.loads(run(accepted, "build", "--json").stdout)["problems"]] == [True]


def test_errors_are_never_accepted(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + '[checks]\nquotes = "error"\n')
    newsroom.write(story("a.md", "A", "2026-01-01", "standfirst: B.", body='He said: "We will see.'))
    result = run(newsroom, "check", "--accept")
    assert result.exit_code == 1
    assert "1 error cannot be accepted. Fix what is wrong, or set the check to a warning" in result.stderr
    assert "has no partner" in run(newsroom, "check").stderr
    newsroom.write(story("b.md", "B", "2026-13-01"))
    assert "nothing was accepted" in run(newsroom, "check", "--accept").stderr


def test_lines_that_cannot_be_read_are_reported_and_nothing_is_hidden_by_them(accepted: Newsroom) -> None:
    file = accepted.folder / "accepted.txt"
    file.write_text("<<<<<<< ours\n" + file.read_text())
    for command in (("build",), ("check",)):
        result = run(accepted, *command)
        assert result.exit_code == 0
        assert "accepted.txt:1:1: warning: this line is not an accepted warning" in result.stderr
    before = file.read_text()
    assert run(accepted, "check", "--accept").exit_code == 1
    assert file.read_text() == before


def test_a_link_in_place_of_the_file_is_not_followed(newsroom: Newsroom, tmp_path: Path) -> None:
    newsroom.write(SETTINGS + story("a.md", "A", "2026-01-01"))
    other = tmp_path / "other.txt"
    other.write_text("content/a.md\n    headlines: the story has no standfirst\n")
    (newsroom.folder / "accepted.txt").symlink_to(other)
    said = run(newsroom, "check").stderr
    assert "accepted.txt: warning: this file cannot be read" in said
    assert "the story has no standfirst" in said


def test_stories_outside_the_repository_are_not_named_in_it(newsroom: Newsroom, tmp_path: Path) -> None:
    newsroom.write(SETTINGS + story("a.md", "A", "2026-01-01"))
    secret = tmp_path / "secret"
    (newsroom.folder / "content").rename(secret)
    assert run(newsroom, "check", "--content", str(secret), "--accept").exit_code == 0
    assert not (newsroom.folder / "accepted.txt").exists()
    assert "content/a.md" in (secret / "accepted.txt").read_text()
    assert run(newsroom, "check", "--content", str(secret)).stderr == ""


def test_a_file_name_that_is_not_utf_8_can_be_accepted(newsroom: Newsroom) -> None:
    warning = Problem("content/\udcff.pdf", 0, 0, "one\n  \udcff two", level="warning")
    accept(newsroom.folder, [Finding("build", warning)], ())
    assert split([Finding("build", warning)], load(newsroom.folder)[0]) == ([], [Finding("build", warning)])
