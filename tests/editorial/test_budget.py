"""The story budget: what is in it, in which order, and that no site has any of it."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
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
OUT = story("out.md", "Out", "2026-11-01", "planned: 2026-11-02")
ALL = SETTINGS + PLAN + LATE + OPEN + SOON + HELD + OUT


def test_it_is_in_the_order_of_days_and_desks_with_the_state_of_each(newsroom: Newsroom) -> None:
    lines = budget(newsroom.write(ALL).request())
    assert [(str(each.day or ""), each.desk, each.state, each.headline, each.late) for each in lines] == [
        ("2026-11-20", "", "draft", "Secret late", True),
        ("2026-11-26", "Council", "scheduled", "Secret soon", False),
        ("2026-11-26", "Town", "planned", "Secret plan", False),
        ("2026-11-27", "Council", "embargoed", "Secret held", False),
        ("", "", "draft", "Secret open", False),
    ]
    assert (lines[0].words, lines[0].bylines) == (2, ("Ruth Calder",))


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
