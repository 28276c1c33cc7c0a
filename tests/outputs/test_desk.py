"""The desk at /admin/: its configuration is one of Sveltia CMS, and its files are the site's own."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from markdown_it import MarkdownIt
from newsroom import SETTINGS, Newsroom, story

from generator.editorial.checks import site_to_check
from generator.editorial.checks.desk import found
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
    assert stories["tags"]["hint"].endswith("So far: Ferry, Skerra.")
    assert stories["language"]["options"] == ["en", "tr"]
    assert (stories["related"]["widget"], stories["related"]["multiple"]) == ("relation", True)
    assert [each["name"] for each in stories["picture"]["fields"]][:2] == ["src", "alt"]
    assert [each["name"] for each in stories["corrections"]["fields"]] == ["at", "kind", "text"]
    assert "110 characters" in stories["title"]["hint"]
    assert stories["body"]["modes"] == ["raw"]
    assert not any("default" in field for each in fields.values() for field in each.values()), "it would be written"
    assert "beat" in fields["people"]


def test_a_tag_is_only_words_in_the_hint_which_the_desk_shows_as_markdown(desk: Newsroom) -> None:
    hostile = ["[Sign in](https://evil.example)", "<a href=x>", "www.evil.example", "*a*", "`b`"]
    desk.write(story("harbour/a.md", "Ferry back", "2026-11-20", "section: Harbour", f"tags: {json.dumps(hostile)}"))
    desk.build()
    hint = _collections(desk)["stories"]["tags"]["hint"].partition("So far: ")[2]
    assert MarkdownIt().renderInline(hint) == escape(", ".join(sorted(hostile)) + ".", quote=False)
    assert "www." not in hint, "the program makes links of addresses"
    assert "://" not in hint


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


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("series: Harbour dues", "would lose `series`"),
        ("located: Skerra", "would lose `located`"),
        ("bylines: Ada and Tom", "would lose `bylines`"),
        ("image: {src: a.jpg, alt: A}", "the desk does not know `image`, and may add a `picture`"),
        ("section: [Harbour]", "would lose `section`"),
        ("series: {name: Harbour dues}", ""),
        ("tags: []", ""),
        ("breaking: true", ""),
        ("ward: Quay", ""),
    ],
)
def test_what_the_desk_would_lose_is_found(newsroom: Newsroom, line: str, said: str) -> None:
    newsroom.write(SETTINGS + DESK + story("a.md", "A", "2026-11-20", line))
    (newsroom.folder / "node_modules").symlink_to(ROOT / "node_modules")
    problems = [*found(site_to_check(newsroom.request(), newsroom.output))]
    assert [said in each.message and each.line == 4 for each in problems] == ([True] if said else [])
