"""Which files of content/ are published."""

from __future__ import annotations

import pytest
from asking import site_of
from msgspec.structs import replace
from newsroom import Newsroom, photo, story

from generator.model.manuscript import Mention
from generator.model.problems import Problem
from generator.model.settings import Settings
from generator.site.files import dead_links

UNUSED = "no story or page uses this file, so it is not published"


def test_a_file_that_nobody_uses_is_named_and_not_published(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "A", "2026-01-01", body="[The dues](dues.csv)"))
    newsroom.write("-- content/dues.csv --\na,b\n-- content/other.csv --\na,b\n-- content/static/any.txt --\nhello\n")
    site = site_of(newsroom)
    assert [(each.path, each.level) for each in site.problems if each.message == UNUSED] == [
        ("content/other.csv", "warning")
    ]
    assert {"dues.csv", "any.txt"} <= site.plan.keys()
    assert "other.csv" not in site.plan


def test_a_file_is_not_unused_because_its_story_is_not_public_yet(newsroom: Newsroom) -> None:
    newsroom.write(story("town/a.md", "A", "2036-01-01", body="[The dues](dues.csv) ![Quay](/map.svg)"))
    newsroom.write(story("b.md", "B", "2026-01-01", "draft: true", "picture: {src: lead.jpg, alt: A quay}"))
    newsroom.write(
        "-- content/town/dues.csv --\na,b\n-- content/map.svg --\n<svg xmlns='http://www.w3.org/2000/svg'/>\n"
    )
    (newsroom.folder / "content/lead.jpg").write_bytes(photo())
    site = site_of(newsroom)
    assert UNUSED not in {each.message for each in site.problems}
    assert not {"town/dues.csv", "map.svg", "lead.jpg"} & site.plan.keys()
    newsroom.write("-- content/town/a.md --\n---\ntitle: A\npublished: 2036-01-01\n---\nWords.\n")
    unused = [each.path for each in site_of(newsroom).problems if each.message == UNUSED]
    assert unused == ["content/map.svg", "content/town/dues.csv"]


def test_nothing_is_called_unused_while_some_link_leads_nowhere_public(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "A", "2026-01-01", body="[Soon](b.md)") + story("b.md", "B", "2036-01-01"))
    newsroom.write("-- content/other.csv --\na,b\n")
    assert UNUSED not in {each.message for each in site_of(newsroom).problems}


SITE = Settings(title="The Port Elm Courier", base_url="https://courier.example/")


def _dead(target: str, settings: Settings = SITE) -> list[Problem]:
    files = {"index.html", "harbour/index.html", "dues.csv"}
    mention = Mention(target, target, target, 6, 4)
    return list(dead_links([("content/a.md", mention)], files, {"soon"}, settings))


@pytest.mark.parametrize("target", ["/", "/harbour/", "/harbour", "/harbour/index.html", "/dues.csv", "/x/../dues.csv"])
def test_a_link_from_the_root_to_what_the_site_has_is_right(target: str) -> None:
    assert _dead(target) == []


@pytest.mark.parametrize("target", ["/2026/01/01/soon/", "soon"])
def test_a_link_to_a_story_that_has_errors_of_its_own_is_not_reported(target: str) -> None:
    assert _dead(target) == []


@pytest.mark.parametrize("target", ["/harbor/", "/dues.csv/", "/dues", "/index"])
def test_a_link_from_the_root_to_nothing_is_an_error_and_a_warning_in_adopted_copy(target: str) -> None:
    (found,) = _dead(target)
    assert (found.line, found.column, found.level) == (6, 4, "error")
    (found,) = _dead(target, replace(SITE, adopt=True))
    assert found.level == "warning"
