"""The plan: keys hold what a page is made of and nothing else; every file can be written everywhere."""

from __future__ import annotations

import pytest
from asking import site_of
from newsroom import NOON, SETTINGS, Newsroom, story

from generator.outputs.page_head import FEEDS
from generator.pipeline.plan import MODULES


def _planned(newsroom: Newsroom, as_of: str = NOON) -> dict[str, str]:
    """The key of every file, by its path."""
    return site_of(newsroom, as_of).keys


def _changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    """Paths whose key is another one now."""
    return {path for path in before.keys() & after.keys() if before[path] != after[path]}


@pytest.fixture
def town(newsroom: Newsroom) -> Newsroom:
    for name, day in (("a", "01"), ("b", "02"), ("c", "03")):
        lines = ("section: Local", f"tags: [Tag {name}]", "standfirst: In brief.")
        newsroom.write(story(f"{name}.md", f"Story {name}", f"2026-01-{day}", *lines))
    return newsroom


def test_every_kind_of_page_is_found_by_itself() -> None:
    assert {"stories", "front_page", "terms", "indexes", "feeds", "sitemaps", "not_found"} <= MODULES.keys()


def test_a_body_is_in_the_key_of_its_page_and_the_feed_alone(town: Newsroom) -> None:
    before = _planned(town)
    lines = ("section: Local", "tags: [Tag a]", "standfirst: In brief.")
    town.write(story("a.md", "Story a", "2026-01-01", *lines, body="A word more."))
    feeds = {f"{place}{name}" for place in ("", "local/", "tags/tag-a/") for name in FEEDS}
    assert _changed(before, _planned(town)) == {
        "2026/01/01/story-a/index.html",
        "2026/01/01/story-a/ninjs.json",
        "2026/01/01/story-a/text/index.html",
        *feeds,
    }


def test_a_standfirst_is_in_the_key_of_every_page_that_shows_it(town: Newsroom) -> None:
    before = _planned(town)
    lines = ("section: Local", "tags: [Tag a]", "standfirst: In short.")
    town.write(story("a.md", "Story a", "2026-01-01", *lines))
    changed = _changed(before, _planned(town))
    assert {"index.html", "local/index.html", "tags/tag-a/index.html", "2026/01/01/index.html"} <= changed
    assert not {"tags/tag-c/index.html", "2026/01/03/index.html", "404.html"} & changed


def test_a_layout_is_in_the_keys_of_what_uses_it(town: Newsroom) -> None:
    before = _planned(town)
    town.write('-- layouts/page.html --\n{% extends "theme/page.html" %}\n-- layouts/robots.txt --\nUser-agent: *\n')
    assert _changed(before, _planned(town)) == {"robots.txt"}


def test_a_setting_is_in_the_keys_of_what_shows_it(town: Newsroom) -> None:
    before = _planned(town)
    with (town.folder / "site.toml").open("a") as settings:
        settings.write("[feeds]\nstories = 2\narchive = false\n")
    assert _changed(before, _planned(town)) == {
        "ninjs.json",
        *(f"{place}{name}" for place in ("", "local/") for name in FEEDS),
    }


def test_the_clock_is_in_no_key(town: Newsroom) -> None:
    before = _planned(town)
    assert _changed(before, _planned(town, "2029-01-01T00:00:00+00:00")) == set()


@pytest.mark.parametrize("alias", ["/ads.txt/", "/_headers/", "/_redirects/"])
def test_copy_cannot_claim_names_that_hosts_act_on(newsroom: Newsroom, alias: str) -> None:
    newsroom.write(story("a.md", "Ferry returns", "2026-01-09", f"aliases: [{alias}]"))
    (problem,) = newsroom.problems()
    assert "a name that hosts or browsers act on" in problem.message


def test_a_page_in_a_folder_may_have_the_name_of_a_hosts_file(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "Ferry returns", "2026-01-09", "aliases: [/cname/, /headers/]"))
    assert not newsroom.problems()


@pytest.mark.parametrize("name", ["dot.", "space "])
def test_names_that_some_disk_cannot_hold_are_problems(town: Newsroom, name: str) -> None:
    (town.folder / "content/static").mkdir()
    (town.folder / "content/static" / name).write_text("x")
    (problem,) = town.problems()
    assert problem.path == f"content/static/{name}"
    assert "cannot be stored as a file" in problem.message


@pytest.mark.parametrize(
    ("path", "search", "wrong"),
    [
        ("search/2026/a", "pagefind", True),
        ("search/newest/a", "pagefind", True),
        ("search/2026/a", "", False),
        ("search/20261/a", "pagefind", False),
    ],
)
def test_the_folders_of_the_search_are_its_own(newsroom: Newsroom, path: str, search: str, wrong: bool) -> None:
    newsroom.write(SETTINGS + (f'search = "{search}"\n' if search else ""))
    newsroom.write(story("a.md", "A", "2026-01-01") + f"-- content/static/{path} --\nwords\n")
    found = [each.message for each in newsroom.problems() if "the search index" in each.message]
    assert bool(found) == wrong


@pytest.mark.parametrize("name", ["CNAME", "_headers", "ads.txt"])
def test_files_that_hosts_act_on_may_be_in_the_static_folder(newsroom: Newsroom, name: str) -> None:
    newsroom.write(story("a.md", "A", "2026-01-01") + f"-- content/static/{name} --\nwords\n")
    assert not newsroom.problems()


@pytest.mark.parametrize(("body", "search"), [("[It](/nowhere/)", ""), ("A word.", "/nowhere/?q={query}")])
def test_what_leads_nowhere_from_the_root_is_told(newsroom: Newsroom, body: str, search: str) -> None:
    newsroom.write(SETTINGS + (f'search = "{search}"\n' if search else ""))
    newsroom.write(story("a.md", "A", "2026-01-01", body=body))
    found = newsroom.problems() or list(newsroom.build().warnings)
    assert ["does not exist on this site" in each.message for each in found] == [True]
