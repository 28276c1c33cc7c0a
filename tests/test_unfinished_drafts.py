"""A half-finished draft never stops the site: its errors are warnings, and nothing of it is in any edition."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.editorial.budget import budget
from generator.editorial.exporting._collected import with_collected
from generator.engine.runtime import SERIAL
from generator.model.problems import Problem, Problems
from tests.newsroom import NOON, SETTINGS, Newsroom, story

SECRET = "Skerrabelle"
HALF = f"-- content/half.md --\n---\ntitle: {SECRET}\ndraft: true\npublished: next Tuesday\n---\nA word.\n"
GOOD = story("a.md", "Ferry", "2026-11-20", "standfirst: A line.", "related: [half]", body="A [link](half.md).")


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path).write(SETTINGS + GOOD + HALF)


def _of_half(found: tuple[Problem, ...] | list[Problem]) -> list[tuple[str, str]]:
    return [(each.level, each.message) for each in found if each.path == "content/half.md"]


WRONG = "`next Tuesday` is not a date in a known format"


def test_a_draft_with_errors_is_a_warning_and_in_no_edition(newsroom: Newsroom) -> None:
    for drafts, output in ((False, "output"), (True, "output-drafts")):
        built = newsroom.build(drafts=drafts, output=newsroom.folder / output)
        assert _of_half(built.warnings) == [("warning", WRONG)]
        assert built.not_shown.draft == 1
        tree = newsroom.tree(newsroom.folder / output)
        leaks = [name for name, data in tree.items() if SECRET.encode() in data or "skerrabelle" in name]
        assert leaks == []
    again = newsroom.build()  # of which the first knows nothing but what is stored
    assert _of_half(again.warnings) == [("warning", WRONG)]


def test_stories_refer_to_it_as_to_any_draft(newsroom: Newsroom) -> None:
    def of_story() -> list[str]:
        return [each.message for each in newsroom.build().warnings if each.path == "content/a.md"]

    unfinished = of_story()
    assert "content/half.md is not public, so this link is shown as plain text" in unfinished
    newsroom.write(HALF.replace("published: next Tuesday\n", ""))
    assert unfinished == of_story()


def test_the_budget_has_it(newsroom: Newsroom) -> None:
    (line,) = budget(newsroom.request()).lines
    assert (line.headline, line.state, line.file) == (SECRET, "draft", "content/half.md")


def test_by_a_setting_it_is_an_error(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + 'draft_problems = "error"\n')
    assert _of_half(newsroom.problems()) == [("error", WRONG)]
    newsroom.write(SETTINGS + 'draft_problems = "off"\n')
    (wrong,) = newsroom.problems_of_settings()
    assert (wrong.line, wrong.message) == (5, "`draft_problems` cannot be `off`")


@pytest.mark.parametrize(
    "front",
    [
        "draft: true\ntags: [a",
        "draft: true\ndraft: false\npublished: never",
        "Draft: true\ndraft: no\npublished: never",
        "draft: maybe\npublished: 2026-11-20",
        "draft:\npublished: 2026-11-20",
        "meta: {draft: true}\npublished: 2026-11-20",
        "status: draft\npublished: 2026-11-20",
    ],
)
def test_what_is_not_certainly_a_draft_stays_an_error(newsroom: Newsroom, front: str) -> None:
    newsroom.build()
    before = newsroom.tree()
    newsroom.write(f"-- content/half.md --\n---\ntitle: Half\n{front}\n---\nA word.\n")
    assert "error" in dict(_of_half(newsroom.problems()))
    assert newsroom.tree() == before  # the last good site


def test_neither_the_text_nor_the_data_of_a_draft_stops_a_build(newsroom: Newsroom) -> None:
    lines = (
        "draft: true",
        'picture: {src: none.jpg, alt: ""}',
        "layout: nowhere",
        "canonical_url: https://courier.example/x/",
        "aliases: [/2026/11/20/ferry/, /latest/]",
    )
    blocks = "::: table bad.csv caption=C :::", "::: table none.csv caption=C :::", "::: newsletter :::", "::: what :::"
    body = "\n\n".join(("A [link](none.md), ![x](none.png), [root](/none/).", *blocks))
    newsroom.write(story("b.md", "Dues", "2026-11-20", *lines, body=body) + "-- content/bad.csv --\na,b\n1\n")
    assert {each.level for each in newsroom.build().warnings} == {"warning"}
    drafts = newsroom.build(drafts=True, output=newsroom.folder / "output-drafts")
    messages = " ".join(each.message for each in drafts.warnings)
    assert {each.level for each in drafts.warnings} == {"warning"}
    for part in ("no picture content/none.jpg", "no layout", "claimed twice", "1 cell", "`/none/`"):
        assert part in messages, part
    assert "Dues" in newsroom.page(str(newsroom.folder / "output-drafts/index.html"))
    newsroom.write(GOOD.replace("A [link](half.md).", '::: table bad.csv caption="C" :::'))
    assert [each.path for each in newsroom.problems() if each.level == "error"] == ["content/bad.csv"]


@pytest.mark.parametrize("block", ["table b.md", "chart /b.md", "table /../content/b.md", "table ../layouts/x.html"])
def test_no_draft_makes_an_error_milder_that_is_not_in_its_data(newsroom: Newsroom, block: str) -> None:
    newsroom.build()
    before = newsroom.tree()
    newsroom.write(story("c.md", "Crane", "2026-11-20", "draft: true", body=f'::: {block} caption="C" :::'))
    newsroom.write(story("b.md", "Boat", "never") + "-- layouts/x.html --\n{% if %}\n")
    wrong = {each.path for each in newsroom.problems() if each.level == "error"}
    assert wrong >= {"content/b.md", "layouts/x.html"}
    assert newsroom.tree() == before


def test_an_error_elsewhere_is_reported_as_ever(newsroom: Newsroom) -> None:
    newsroom.build()
    newsroom.write(story("c.md", "Crane", "never"))
    found = newsroom.problems(NOON)
    assert [each.path for each in found if each.level == "error"] == ["content/c.md"]
    assert _of_half(found) == [("warning", WRONG)]


def test_no_export_with_drafts_is_without_it(newsroom: Newsroom) -> None:
    with_collected(newsroom.request(), SERIAL, repr)
    with pytest.raises(Problems) as found:
        with_collected(newsroom.request(drafts=True), SERIAL, repr)
    assert _of_half(found.value.problems) == [("error", WRONG)]


@pytest.mark.parametrize("line", ["layout: nowhere", "tags: {a: b}", "modified: never"])
def test_it_cannot_be_published_before_it_is_mended(newsroom: Newsroom, line: str) -> None:
    newsroom.write("-- content/half.md --\n---\ntitle: Half\ndraft: true\n" + line + "\n---\nA word.\n")
    newsroom.build()
    before = (newsroom.folder / "content/half.md").read_bytes()
    said = CliRunner().invoke(main, ["publish", "half", "--site", str(newsroom.folder)])
    assert said.exit_code == 1
    assert "the story was not changed" in said.output
    assert (newsroom.folder / "content/half.md").read_bytes() == before
