"""The story budget: what is in it, in which order, and that no site has any of it."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result
from newsroom import SETTINGS, Newsroom, story

from generator.cli import main
from generator.editorial.budget import budget

PLAN = "-- content/plan.md --\n---\ntitle: Secret plan\nsection: Town\nplanned: 2026-11-26\ndraft: true\n---\n"
LATE = (
    "-- content/late.md --\n---\ntitle: Secret late\nplanned: 2026-11-20\ndraft: true\n"
    "bylines: [Ruth Calder]\n---\nWords here.\n"
)
OPEN = "-- content/open.md --\n---\ntitle: Secret open\ndraft: true\n---\nWords.\n"
SOON = story("soon.md", "Secret soon", "2026-11-26T09:30", "section: Council", "planned: 2026-11-20")
HELD = story("held.md", "Secret held", "2026-11-01", "embargo: 2026-11-27T06:00", "section: Council")
OUT = story("out.md", "Out", "2026-11-01", "planned: 2026-11-01")
ALL = SETTINGS + PLAN + LATE + OPEN + SOON + HELD + OUT


def test_it_is_in_the_order_of_days_and_desks_with_the_state_of_each(newsroom: Newsroom) -> None:
    lines = budget(newsroom.write(ALL).request()).lines
    assert [(str(each.day or ""), each.desk, each.state, each.headline, each.late) for each in lines] == [
        ("2026-11-20", "", "draft", "Secret late", True),
        ("2026-11-26", "Council", "scheduled", "Secret soon", False),
        ("2026-11-26", "Town", "planned", "Secret plan", False),
        ("2026-11-27", "Council", "embargoed", "Secret held", False),
        ("", "", "draft", "Secret open", False),
    ]
    assert (lines[0].words, lines[0].bylines) == (2, ("Ruth Calder",))


@pytest.mark.parametrize(("settings", "name"), [("", "Town"), ('sections = ["TOWN"]\n', "TOWN")])
def test_two_spellings_of_a_section_are_one_desk(newsroom: Newsroom, settings: str, name: str) -> None:
    more = PLAN.replace("plan.md", "more.md"), PLAN.replace("plan.md", "a.md").replace("Town", "town")
    lines = budget(newsroom.write(SETTINGS + settings + PLAN + "".join(more)).request()).lines
    assert {each.desk for each in lines} == {name}


def test_a_planned_story_needs_no_text_and_is_no_problem(newsroom: Newsroom) -> None:
    assert not newsroom.write(SETTINGS + PLAN + OUT).build().warnings


def test_nothing_of_it_is_in_a_site(newsroom: Newsroom) -> None:
    newsroom.write(ALL).build()
    found = [name for name, data in newsroom.tree().items() if b"Secret" in data or b"planned" in data.lower()]
    assert not found
    assert not [name for name in newsroom.tree() if "budget" in name]


def test_the_command_prints_it_for_people_and_for_programs(newsroom: Newsroom) -> None:
    newsroom.write(ALL)
    options = ["budget", "--site", str(newsroom.folder), "--as-of", "2026-11-24T12:00"]
    said = CliRunner().invoke(main, options)
    assert said.exit_code == 0
    assert "Thursday, 26 November 2026\n  Council  scheduled 09:30  Secret soon" in said.output
    assert "No day yet" in said.output
    stories = json.loads(CliRunner().invoke(main, [*options, "--json"]).stdout)["stories"]
    assert [each["day"] for each in stories] == ["2026-11-20", "2026-11-26", "2026-11-26", "2026-11-27", None]
    assert stories[1]["at"] == "2026-11-26T09:30:00+03:00"


def test_a_desk_with_nothing_in_hand_is_told_so(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + OUT)
    assert "No drafts" in CliRunner().invoke(main, ["budget", "--site", str(newsroom.folder)]).output


@pytest.mark.parametrize("line", ["planned: soon", "planned: [2026-11-26]"])
def test_a_day_that_is_none_is_refused(newsroom: Newsroom, line: str) -> None:
    (problem,) = newsroom.write(SETTINGS + story("a.md", "A", "2026-11-01", line)).problems()
    assert (problem.line, problem.column) == (4, 10)


def test_a_planned_story_needs_no_standfirst_yet(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + PLAN).build()
    said = CliRunner().invoke(main, ["check", "--site", str(newsroom.folder), "--json"])
    assert not [each for each in json.loads(said.stdout)["problems"] if "standfirst" in each["message"]]


def _said(newsroom: Newsroom, *options: str) -> Result:
    return CliRunner().invoke(main, ["budget", "--site", str(newsroom.folder), "--as-of", "2026-11-24T12:00", *options])


def test_a_file_with_errors_is_missing_and_the_rest_is_listed(newsroom: Newsroom) -> None:
    newsroom.write(ALL + story("bad.md", "Bad", "2026-13-01", "draft: true") + story("worse.md", "Worse", "never"))
    said = _said(newsroom)
    assert said.exit_code == 1
    assert "Secret soon" in said.stdout
    assert "content/worse.md:3:" in said.stderr
    assert said.stderr.endswith("1 file has an error and is not in this list.\n")
    told = json.loads(_said(newsroom, "--json").stdout)
    assert (told["ok"], len(told["stories"])) == (False, 6)
    assert "content/bad.md" in [each["file"] for each in told["stories"]]  # certainly a draft
    assert [each["path"] for each in told["problems"]] == ["content/worse.md"]


def test_a_list_without_anything_but_errors_does_not_say_that_there_is_nothing(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + story("bad.md", "Bad", "2026-13-01", "draft: true"))
    assert "No drafts" not in _said(newsroom).output


def test_one_word_is_one_word(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + story("a.md", "A", "2026-11-25", body="Words."))
    assert "  1 word  [content/a.md]" in _said(newsroom).output


def test_the_time_for_which_a_story_is_planned_is_in_it(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + PLAN.replace("2026-11-26", "2026-11-26T14:30") + LATE)
    assert "planned 14:30    Secret plan" in _said(newsroom).output
    assert "draft, late" in _said(newsroom).output
    assert json.loads(_said(newsroom, "--json").stdout)["stories"][1]["time"] == "2026-11-26T14:30:00+03:00"


@pytest.mark.parametrize("lines", [("2026-11-01", "planned: 2026-11-02"), ("2026-11-26T09:00", "planned: 2026-11-27")])
def test_a_story_that_is_no_draft_appears_before_its_day_and_that_is_told(
    newsroom: Newsroom, lines: tuple[str, str]
) -> None:
    [told] = newsroom.write(SETTINGS + story("a.md", "A", *lines)).build().warnings
    assert (told.line, told.message[:44]) == (4, "`planned` does not withhold a story, so read")
    assert told.fix == "add a line `draft: true` until it is ready, or remove `planned`"


def test_a_planned_story_without_a_date_that_is_no_draft_is_told_to_be_one(newsroom: Newsroom) -> None:
    [told] = newsroom.write(SETTINGS + PLAN.replace("draft: true\n", "") + OUT).build().warnings[:1]
    assert told.fix == "add a line `draft: true` until it is ready, and then `published: YYYY-MM-DD HH:MM`"
