"""The theme's files: their list, and copies of them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from newsroom import SETTINGS, Newsroom, story

from generator.cli import main
from generator.editorial.checks import copied_layouts, site_to_check
from generator.editorial.theme_files import copy, theme_files
from generator.model.problems import Problem, Problems
from generator.reading.layout_files import theme_folder


def _refused(newsroom: Newsroom, name: str) -> Problem:
    with pytest.raises(Problems) as caught:
        copy(newsroom.folder, name)
    [problem] = caught.value.problems
    return problem


def _checked(newsroom: Newsroom) -> list[Problem]:
    return list(copied_layouts.found(site_to_check(newsroom.request(), newsroom.output)))


def test_each_file_of_the_theme_says_what_it_is_for(newsroom: Newsroom) -> None:
    found = theme_files(newsroom.folder)
    assert {"story.html", "partials/cards.html", "assets/style.css", "languages/tr.po"} <= {each.name for each in found}
    assert [each.name for each in found if not re.fullmatch(r"\S.{8,150}[.?!]\"?", each.about)] == []


def test_copies_of_all_layouts_make_the_same_site(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + "llms = true\n").write(story("a.md", "Ferry", "2026-11-24T10:00", "tags: [Ferry]"))
    newsroom.build()
    before = newsroom.tree()
    for each in theme_files(newsroom.folder):
        if not each.name.startswith("assets/"):
            copy(newsroom.folder, each.name)
    newsroom.build()
    assert newsroom.tree() == before
    assert not _checked(newsroom)


@pytest.mark.parametrize(
    ("wanted", "file"),
    [
        ("story.html", "story.html"),
        ("theme/story.html", "story.html"),
        ("layouts/partials/cards.html", "partials/cards.html"),
        ("cards.html", "partials/cards.html"),
        ("style", "assets/style.css"),
        ("tr.po", "languages/tr.po"),
    ],
)
def test_a_file_is_found_by_its_name_in_full_or_in_part(newsroom: Newsroom, wanted: str, file: str) -> None:
    assert copy(newsroom.folder, wanted) == newsroom.folder / "layouts" / file
    assert [each.name for each in theme_files(newsroom.folder) if each.replaced] == [file]


@pytest.mark.parametrize(
    ("wanted", "fix"),
    [("stroy.html", "did you mean story.html?"), ("feed", "feed.json, feed.xml"), ("../x", "theme list")],
)
def test_a_file_that_the_theme_does_not_have_is_refused(newsroom: Newsroom, wanted: str, fix: str) -> None:
    assert fix in _refused(newsroom, wanted).fix


def test_a_copied_typeface_is_the_same_byte_for_byte(newsroom: Newsroom) -> None:
    name = "assets/fonts/Newsreader-Bold.woff2"
    assert copy(newsroom.folder, name).read_bytes() == (theme_folder() / name).read_bytes()


def test_a_file_of_the_sites_own_is_never_overwritten(newsroom: Newsroom) -> None:
    newsroom.write("-- layouts/story.html --\nOurs\n")
    assert "is not overwritten" in _refused(newsroom, "story.html").message
    assert (newsroom.folder / "layouts/story.html").read_text(encoding="utf-8") == "Ours\n"


def test_a_drawing_is_copied_as_it_is(newsroom: Newsroom) -> None:
    file = copy(newsroom.folder, "icon.svg")
    assert file.read_bytes() == (theme_folder() / "assets/icon.svg").read_bytes()


@pytest.mark.parametrize("name", ["story.html", "assets/style.css", "languages/tr.po"])
def test_a_copy_of_an_older_version_is_reported(newsroom: Newsroom, name: str) -> None:
    newsroom.write(SETTINGS + story("a.md", "Ferry", "2026-11-24T10:00"))
    file = copy(newsroom.folder, name)
    now = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r" [0-9a-f]{12} ", " 0123456789ab ", now, count=1), encoding="utf-8")
    [problem] = _checked(newsroom)
    assert (problem.path, problem.line) == (f"layouts/{name}", 1)
    assert f"the theme's {name} has changed" in problem.message
    digest = re.search(r"write ([0-9a-f]{12}) into", problem.fix)
    assert digest
    assert digest[1] in now


def test_a_copy_of_a_file_that_the_theme_no_longer_has_is_reported(newsroom: Newsroom) -> None:
    newsroom.write(
        "-- layouts/story.html --\n{# Copied from the theme: gone.html 0123456789ab #}\n{{ story.headline }}\n"
    )
    newsroom.write(SETTINGS + story("a.md", "Ferry", "2026-11-24T10:00"))
    [problem] = _checked(newsroom)
    assert problem.message == "this is a copy of gone.html, which the theme no longer has"


def test_the_commands_name_the_files_and_copy_one(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(newsroom.write(SETTINGS).folder)
    copied = CliRunner().invoke(main, ["theme", "copy", "page.html"])
    assert copied.stdout == str(Path("layouts/page.html")) + "\n"
    assert '{% extends "theme/page.html" %}' in copied.stderr
    listed = CliRunner().invoke(main, ["theme", "list"]).stdout
    assert re.search(r'\* page\.html +A standalone page, such as "About us"\.', listed)
    assert "  story.html " in listed
    files = json.loads(CliRunner().invoke(main, ["theme", "list", "--json"]).stdout)["files"]
    assert [each["name"] for each in files if each["replaced"]] == ["page.html"]
    again = CliRunner().invoke(main, ["theme", "copy", "page.html"])
    assert (again.exit_code, "nothing was changed" in again.stderr) == (1, True)


def test_the_files_of_the_theme_are_listed_in_columns() -> None:
    lines = CliRunner().invoke(main, ["theme", "list"]).stdout.split("\n\n")[0].splitlines()
    files = [each for each in lines if "Blocks: " not in each]
    starts = {each.index(each.split(maxsplit=1 + each.startswith("*"))[-1]) for each in files}
    assert len(starts) == 1


@pytest.mark.parametrize("link", ["layouts", "layouts/partials"])
def test_no_copy_is_written_through_a_link(newsroom: Newsroom, tmp_path: Path, link: str) -> None:
    newsroom.write(SETTINGS)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (newsroom.folder / link).parent.mkdir(exist_ok=True)
    (newsroom.folder / link).symlink_to(elsewhere)
    assert _refused(newsroom, "partials/cards.html").path == link
    assert not [*elsewhere.iterdir()]
