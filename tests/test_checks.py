"""What ``broadsheet check`` finds before readers do."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result
from newsroom import SETTINGS, Newsroom, story

from generator import checks
from generator.annotations import annotation
from generator.cli import main
from generator.problems import Problem

GOOD = story("good.md", "In order", "2026-01-01", "standfirst: A line.")
SAMPLES = {
    "headings": story("a.md", "A", "2026-01-01", "standfirst: B.", body="[More](good.md#mroe)")
    + story("good.md", "In order", "2026-01-01", "standfirst: A line.", body="## More\n\nWords."),
    "headlines": story("a.md", "Word " * 30, "2026-01-01", "standfirst: B."),
    "pages-artifact": SETTINGS.replace("https://courier.example/", "https://owner.github.io/repo/"),
    "pictures": story("a.md", "A", "2026-01-01", "standfirst: B.", "picture: {src: p.svg, alt: P}")
    + "-- content/p.svg --\n<svg xmlns='http://www.w3.org/2000/svg' width='4' height='4'/>\n",
}
"""For each check something that trips it."""


def _check(newsroom: Newsroom, *options: str, **environment: str) -> Result:
    return CliRunner(env=environment).invoke(main, ["check", "--site", str(newsroom.folder), *options])


def _found(newsroom: Newsroom) -> list[dict[str, Any]]:
    return list(json.loads(_check(newsroom, "--json").stdout)["findings"])


@pytest.mark.parametrize("name", checks.names())
def test_each_check_has_a_sample_that_trips_it_and_nothing_else(newsroom: Newsroom, name: str) -> None:
    newsroom.write(SAMPLES[name] if "content/good.md" in SAMPLES[name] else GOOD + SAMPLES[name])
    newsroom.build()
    found = _found(newsroom)
    assert {each["check"] for each in found} == {name}
    assert all(each["message"] and each["fix"] and each["path"] for each in found)
    assert all(each["source"] for each in found if each["line"])
    newsroom.write(SETTINGS + f'[checks]\n{name} = "off"\n')
    newsroom.build()
    assert _found(newsroom) == []


def test_copy_that_is_in_order_is_said_to_be(newsroom: Newsroom) -> None:
    newsroom.write(GOOD)
    newsroom.build()
    said = _check(newsroom, "--strict")
    assert (said.exit_code, said.output) == (0, "1 file checked: all in order.\n")


def test_a_warning_can_be_made_an_error_and_all_of_them_can(newsroom: Newsroom) -> None:
    newsroom.write(GOOD + SAMPLES["headlines"])
    assert _check(newsroom).exit_code == 0
    assert _check(newsroom, "--strict").exit_code == 1
    newsroom.write(SETTINGS + '[checks]\nheadlines = "error"\n')
    said = _check(newsroom)
    assert said.exit_code == 1
    assert "content/a.md:2: the headline has 149 letters" in said.output
    assert "1 error, 0 warnings" in said.output


def test_what_stops_a_build_is_said_and_nothing_else(newsroom: Newsroom) -> None:
    newsroom.write(GOOD + story("a.md", "A", "2026-13-01"))
    said = _check(newsroom)
    assert said.exit_code == 1
    assert "content/a.md:3:" in said.output


@pytest.mark.parametrize("line", ['headings = "loud"', 'heading = "off"', "headings = 3"])
def test_a_setting_that_no_check_has_is_refused(newsroom: Newsroom, line: str) -> None:
    newsroom.write(SETTINGS + f"[checks]\n{line}\n" + GOOD)
    assert _check(newsroom).exit_code == 1


def test_each_check_explains_itself(newsroom: Newsroom) -> None:
    said = _check(newsroom, "--explain", "all").output
    for name in checks.names():
        assert f"{name}\n\n{checks.explained(name)}" in said
        assert len(checks.explained(name).splitlines()) > 2
    assert _check(newsroom, "--explain", "pictures").output.startswith("pictures\n\n")
    assert _check(newsroom, "--explain", "pitcures").exit_code == 2


def test_github_shows_what_is_found_beside_its_line(newsroom: Newsroom) -> None:
    newsroom.write(GOOD + SAMPLES["pictures"])
    said = _check(newsroom, GITHUB_ACTIONS="true").stdout
    assert "::warning file=content/a.md,line=5,title=pictures::the picture has no credit." in said
    problem = Problem("a,b:c.md", 1, 2, "50 % of it\nis wrong", "mend it", level="error")
    assert (
        annotation("x", problem) == "::error file=a%2Cb%3Ac.md,line=1,col=2,title=x::50 %25 of it%0Ais wrong. mend it"
    )
