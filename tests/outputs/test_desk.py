"""The desk at /admin/: its configuration is one of Sveltia CMS, and its files are the site's own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from newsroom import SETTINGS, Newsroom, story

from generator.model.desk import PACKAGE, VERSION
from generator.model.settings import DeskSettings
from generator.theme.desk_policy import policy

ROOT = Path(__file__).parents[2]
DESK = '[desk]\nrepository = "courier/site"\nlanguages = ["en", "tr"]\n'
MORE = 'sections = ["Harbour", "Council"]\n'
STORY = story("harbour/a.md", "Ferry back", "2026-11-20", "section: Harbour", "tags: [Ferry, Skerra]")


@pytest.fixture
def desk(newsroom: Newsroom) -> Newsroom:
    """A site with a desk, built."""
    (newsroom.folder / "node_modules").symlink_to(ROOT / "node_modules")
    newsroom.write(SETTINGS + MORE + DESK + STORY).build()
    return newsroom


def _collections(newsroom: Newsroom) -> dict[str, dict[str, dict[str, Any]]]:
    """The fields of each collection, by their names."""
    collections = json.loads(newsroom.page("admin/config.json"))["collections"]
    return {each["name"]: {field["name"]: field for field in each["fields"]} for each in collections}


def test_the_configuration_is_valid_by_the_schema_of_the_program(desk: Newsroom) -> None:
    schema = json.loads((ROOT / "node_modules" / PACKAGE / "schema/sveltia-cms.json").read_bytes())
    written = json.loads(desk.page("admin/config.json"))
    assert not [each.message for each in Draft7Validator(schema).iter_errors(written)]
    assert written["backend"] == {"name": "github", "repo": "courier/site", "branch": "main", "auth_methods": ["token"]}


def test_fields_are_those_of_the_reader_with_what_the_site_has(desk: Newsroom) -> None:
    fields = _collections(desk)
    assert [*fields] == ["stories", "pages", "people", "sections", "topics", "series"]
    stories = fields["stories"]
    assert [each["value"] for each in stories["section"]["options"]] == ["Harbour", "Council"]
    assert stories["tags"]["widget"] == stories["bylines"]["widget"] == "names"
    assert stories["language"]["options"] == ["en", "tr"]
    assert (stories["related"]["widget"], stories["related"]["multiple"]) == ("relation", True)
    assert [each["name"] for each in stories["picture"]["fields"]][:2] == ["src", "alt"]
    assert [each["name"] for each in stories["corrections"]["fields"]] == ["at", "kind", "text"]
    assert "110 characters" in stories["title"]["hint"]
    assert stories["body"]["modes"] == ["raw"]
    assert {name: each["draft"]["default"] for name, each in fields.items() if each["draft"]["default"]} == {
        "stories": True
    }
    assert [*stories].index("picture") < [*stories].index("body") < [*stories].index("slug")
    assert "beat" in fields["people"]


def test_the_names_to_offer_are_those_of_public_stories(desk: Newsroom) -> None:
    desk.write(
        story("harbour/b.md", "Later", "2026-12-20", "section: Harbour", "tags: [Secret]", "bylines: [Ada Marsh]")
    )
    desk.write(story("harbour/c.md", "Now", "2026-11-20", "section: Harbour", "tags: [Skerra]", "places: [Quay]"))
    desk.write(SETTINGS + MORE + DESK + '[taxonomies.places]\nfield = "places"\n').build()
    names = json.loads(desk.page("admin/names.json"))
    assert names["known"] == {"tags": ["Skerra", "Ferry"], "bylines": [], "places": ["Quay"]}
    assert names["also"]["stories"]["fields"]["date"] == "published"
    assert names["also"]["stories"]["parts"]["picture"]["url"] == "src"


def test_nothing_of_the_desk_is_where_readers_or_programs_look(desk: Newsroom) -> None:
    for path, data in desk.tree().items():
        if not path.startswith("admin/"):
            assert b"/admin" not in data, path
    page = desk.page("admin")
    assert '<meta name="robots" content="noindex, nofollow">' in page
    assert policy(DeskSettings("courier/site")) in page
    assert "https://sign.example" in policy(DeskSettings("courier/site", sign_in="https://sign.example/"))


def test_the_program_asks_for_nothing_that_is_not_on_the_site(desk: Newsroom) -> None:
    program = desk.page("admin/index.js")
    assert "cdn.jsdelivr.net" not in program
    assert "githubstatus.com/api" not in program
    assert "Permission is hereby granted" in desk.page("admin/LICENSE.txt")


@pytest.mark.parametrize("version", ["", "0.1.0"])
def test_a_desk_without_its_program_is_an_error_that_says_how_to_install_it(newsroom: Newsroom, version: str) -> None:
    newsroom.write(SETTINGS + DESK + STORY)
    if version:
        newsroom.write(f'-- node_modules/{PACKAGE}/package.json --\n{{"version": "{version}"}}\n')
    [problem] = newsroom.problems()
    assert f"npm install --save-exact {PACKAGE}@{VERSION}" in problem.fix
    assert not (newsroom.output / "admin").exists()


def test_a_site_without_a_desk_has_nothing_of_it(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + STORY).build()
    assert not (newsroom.output / "admin").exists()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('repository = "https://github.com/courier/site"', 'write `repository = "courier/site"`'),
        ('repository = "courier"', 'write its owner and its name: "owner/name"'),
        ("", "[desk] has no `repository`"),
        ('repository = "a/b"\nbranch = "a..b"', "cannot be the name of a branch"),
        ('repository = "a/b"\nlanguages = ["German"]', "is not a language tag"),
        ('repository = "a/b"\nsign_in = "https://a.example/; script-src *"', "is not the address of a site"),
    ],
)
def test_what_the_settings_cannot_be_is_said(newsroom: Newsroom, line: str, said: str) -> None:
    newsroom.write(f"{SETTINGS}[desk]\n{line}\n")
    assert any(said in str(each) for each in newsroom.problems_of_settings())
