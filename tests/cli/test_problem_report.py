"""What editors are told about many problems: each error, and each kind of warning once."""

from __future__ import annotations

import json
import re

import pytest
from click.testing import CliRunner, Result
from newsroom import SETTINGS, Newsroom, story

from generator.cli import main
from generator.cli.problem_report import kind_of
from generator.model.problems import Problem

MORE = "and 7 more (--all shows them)"


def run(newsroom: Newsroom, *words: str) -> Result:
    return CliRunner().invoke(main, [words[0], "--site", str(newsroom.folder), *words[1:]])


@pytest.fixture
def noisy(newsroom: Newsroom) -> Newsroom:
    """Ten stories whose pictures have no text, and two files that no story uses."""
    newsroom.write(SETTINGS)
    for number in range(10):
        newsroom.write(story(f"{number}.md", f"Story {number}", "2026-01-01", f"picture: {number}.svg"))
        newsroom.write(f"-- content/{number}.svg --\n<svg xmlns='http://www.w3.org/2000/svg' width='4' height='4'/>\n")
    newsroom.write("-- content/x.pdf --\n%PDF\n-- content/y.pdf --\n%PDF\n")
    return newsroom


def test_a_kind_of_warning_that_is_repeated_is_shown_once_with_its_first_places(noisy: Newsroom) -> None:
    said = run(noisy, "build").stderr
    assert said.count("the picture has no text for readers") == 1
    assert "warning, 10 times: the picture has no text for readers" in said
    assert re.findall(r"content/\d\.md:4:10", said) == [f"content/{number}.md:4:10" for number in range(3)]
    assert MORE in said
    assert re.findall(r"fix: write `picture: {src: (\d)", said) == ["0", "1", "2"]


def test_warnings_of_one_kind_with_different_fixes_each_keep_their_own(newsroom: Newsroom) -> None:
    body = "One [a][x].\n\nTwo [b][x].\n\nThree **open.\n\nFour [d][x].\n\nFive [e][x] and [this]()."
    said = run(newsroom.write(SETTINGS + story("a.md", "A", "2026-01-01", body=body)), "check").stderr
    assert "warning, 4 times: readers see `][` here" in said
    assert re.search(r"readers see `\*\*` here.*\n.*\n.*\n    fix: close it with another `\*\*`", said)
    assert re.search(r"content/a\.md:13:\d+: warning: this link has no address", said)


def test_a_few_warnings_of_a_kind_are_shown_in_full(noisy: Newsroom) -> None:
    said = run(noisy, "build").stderr
    assert "content/x.pdf: warning: no story or page uses this file" in said
    assert "content/y.pdf: warning: no story or page uses this file" in said


def test_all_warnings_are_shown_on_request(noisy: Newsroom) -> None:
    for command in ("build", "check"):
        said = run(noisy, command, "--all").stderr
        assert said.count("the picture has no text for readers") == 10
        assert "times:" not in said


def test_a_build_in_which_nothing_changed_groups_its_warnings_too(noisy: Newsroom) -> None:
    first, again = run(noisy, "build"), run(noisy, "build")
    assert " 0 files written" in again.stdout
    assert again.stderr == first.stderr


def test_json_always_has_every_problem(noisy: Newsroom) -> None:
    problems = json.loads(run(noisy, "build", "--json").stdout)["problems"]
    assert len(problems) == 12
    found = json.loads(run(noisy, "check", "--json").stdout)["problems"]
    assert sum(each["message"].startswith("the picture has no text") for each in found) == 10


def test_every_error_is_shown_however_many_there_are_and_after_the_warnings(noisy: Newsroom) -> None:
    for number in range(10, 30):
        noisy.write(story(f"{number}.md", f"Story {number}", "2026-13-01"))
    said = run(noisy, "build").stderr
    assert len(re.findall(r"(?m)^content/\d\d\.md:3:.*is not a date|^content/\d\d\.md:3:", said)) == 20
    assert said.index(MORE) < said.index("content/10.md:3:")
    assert said.endswith("20 problems: nothing was changed.\n")


def test_adopted_copy_is_reported_by_what_became_of_it(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + "adopt = true\n")
    for number in range(6):
        newsroom.write(story(f"{number}.md", f"Story {number}", "2026-01-01", f"picture: lost{number}.jpg"))
    said = run(newsroom, "build").stderr
    assert "Dropped; readers do not see it:\nwarning, 6 times: there is no picture content/lost0.jpg" in said
    assert "    content/1.md:4  there is no picture content/lost1.jpg" in said


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("there is no picture content/a/b.jpg", "there is no picture content/c.png"),
        ("the tag `Ferry` may be `Ferries`, which 3 do", "the tag `Dues` may be `Due`, which 12 do"),
        ("`<b>` was removed from this `<p>`", "`<i>` was removed from this `<li>`"),
        ("/a/ was published: x.md is gone", "/b/2/ was published: y.md is gone"),
    ],
)
def test_messages_about_different_things_are_of_one_kind(one: str, other: str) -> None:
    assert kind_of(Problem("a", 0, 0, one)) == kind_of(Problem("b", 0, 0, other))


def test_different_messages_are_of_different_kinds() -> None:
    kinds = {
        kind_of(Problem("a", 0, 0, message)) for message in ("the picture has no credit", "the picture has no caption")
    }
    assert len(kinds) == 2


def test_a_command_that_changes_nothing_does_not_say_that_nothing_was_changed(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + story("a.md", "A", "2026-13-01"))
    for command in (("check",), ("related", "--all"), ("why", "/"), ("next",)):
        result = run(newsroom, *command)
        assert result.exit_code == 1
        assert "content/a.md:3:" in result.stderr
        assert "nothing was changed" not in result.output
    assert run(newsroom, "build").stderr.endswith("1 problem: nothing was changed.\n")
