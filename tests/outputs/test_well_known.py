"""Files that others look for at a certain place."""

from __future__ import annotations

import json

import pytest
from newsroom import SETTINGS, Newsroom, story

ALL = """
ads = ["ads.example, 12345, DIRECT, f08c47fec0942fa0"]
llms = true
[robots]
refuse = ["GPTBot", "CCBot"]
disallow = ["/desk/"]
license = "https://courier.example/licence/"
[security]
contact = ["mailto:security@courier.example", "https://courier.example/report/"]
expires = 2027-06-30
preferred_languages = ["en", "tr"]
policy = ["https://courier.example/policy/"]
[trust]
member = ["https://press-council.example/"]
controlledby = ["https://house.example/"]
datatrainingallowed = "no"
[humans]
team = ["Editor: Hanna Voss"]
"""


@pytest.fixture
def town(newsroom: Newsroom) -> Newsroom:
    newsroom.write(
        SETTINGS + ALL + story("a.md", "Ferry sails", "2026-01-01", "standfirst: At last.", "section: Harbour")
    )
    assert newsroom.build().warnings == ()
    return newsroom


def test_without_settings_there_is_robots_txt_alone(newsroom: Newsroom) -> None:
    newsroom.build()
    sitemap = "Sitemap: https://courier.example/sitemap.xml\n"
    assert newsroom.page("robots.txt") == f"User-agent: *\nAllow: /\n\n{sitemap}"
    assert [path for path in newsroom.tree() if path.endswith(".txt")] == ["robots.txt"]


def test_robots_txt_refuses_whom_the_settings_name(town: Newsroom) -> None:
    assert town.page("robots.txt").splitlines() == [
        "User-agent: GPTBot",
        "User-agent: CCBot",
        "Disallow: /",
        "",
        "User-agent: *",
        "Disallow: /desk/",
        "Allow: /",
        "",
        "License: https://courier.example/licence/",
        "Sitemap: https://courier.example/sitemap.xml",
    ]


def test_security_txt_is_as_its_rfc_wants_it(town: Newsroom) -> None:
    assert town.page(".well-known/security.txt").splitlines() == [
        "Contact: mailto:security@courier.example",
        "Contact: https://courier.example/report/",
        "Expires: 2027-06-30T23:59:59+00:00",
        "Preferred-Languages: en, tr",
        "Canonical: https://courier.example/.well-known/security.txt",
        "Policy: https://courier.example/policy/",
    ]


def test_trust_ads_and_humans_say_what_the_settings_say(town: Newsroom) -> None:
    assert town.page(".well-known/trust.txt").splitlines()[1:] == [
        "member=https://press-council.example/",
        "controlledby=https://house.example/",
        "datatrainingallowed=no",
    ]
    assert town.page("ads.txt").splitlines() == ["ads.example, 12345, DIRECT, f08c47fec0942fa0"]
    assert "Editor: Hanna Voss" in town.page("humans.txt")


def test_llms_txt_leads_to_the_sections_and_the_newest_stories(town: Newsroom) -> None:
    text = town.page("llms.txt")
    assert text.startswith("# The Port Elm Courier\n\n> ")
    assert "- [Harbour](https://courier.example/harbour/)" in text
    assert "- [Ferry sails](https://courier.example/2026/01/01/ferry-sails/): At last." in text


def test_a_file_of_the_newsrooms_own_goes_before_ours(town: Newsroom) -> None:
    town.write("-- content/static/robots.txt --\nUser-agent: *\nDisallow: /\n")
    town.build()
    assert town.page("robots.txt") == "User-agent: *\nDisallow: /\n"


@pytest.mark.parametrize(
    ("table", "line", "message"),
    [
        ("robots", 'refuse = ["GPT Bot/1.0"]', "`GPT Bot/1.0` is not the name of a crawler"),
        ("robots", 'refuse = ["A\\nDisallow: /"]', "`refuse` must be on one line"),
        ("robots", 'disallow = ["desk"]', "`desk` is not a place on the site"),
        ("security", 'contact = ["security@courier.example"]', "is not a valid address"),
        ("security", 'expires = "soon"', "`expires` must be a date"),
        ("trust", 'member = ["house.example"]', "`house.example` is not a valid address"),
        ("trust", 'datatrainingallowed = "maybe"', "`datatrainingallowed` cannot be `maybe`"),
        ("", 'ads = ["ads.example; DIRECT"]', "`ads.example; DIRECT` is not a valid line of ads.txt"),
        ("", 'llms = "yes"', "`llms` must be true or false"),
    ],
)
def test_what_would_break_a_file_is_a_problem_at_its_line(
    newsroom: Newsroom, table: str, line: str, message: str
) -> None:
    head = f"[{table}]\n" if table else ""
    newsroom.write(f"{SETTINGS}{head}{line}\n")
    problems = [problem for problem in newsroom.problems_of_settings() if "has no `" not in problem.message]
    assert [(problem.path, problem.source) for problem in problems] == [("site.toml", line)]
    assert message in problems[0].message


def test_what_security_txt_cannot_do_without_is_asked_for(newsroom: Newsroom) -> None:
    newsroom.write(f"{SETTINGS}[security]\n")
    assert [problem.message for problem in newsroom.problems_of_settings()] == [
        "[security] has no `contact`",
        "[security] has no `expires`",
    ]


@pytest.mark.parametrize(
    ("expires", "message"),
    [("2026-11-20", "security.txt expired on 2026-11-20"), ("2028-01-01", "in more than a year")],
)
def test_security_txt_is_neither_expired_nor_for_ever(newsroom: Newsroom, expires: str, message: str) -> None:
    newsroom.write(f'{SETTINGS}[security]\ncontact = ["mailto:a@courier.example"]\nexpires = {expires}\n')
    (warning,) = newsroom.build().warnings
    assert message in warning.message


def test_a_site_in_a_folder_is_told_which_files_count_at_the_root_alone(town: Newsroom) -> None:
    (warning,) = town.build(base_url="https://owner.example/repo/").warnings
    assert "/robots.txt, /.well-known/security.txt, /.well-known/trust.txt, /ads.txt" in warning.message
    assert "at the root of owner.example, but this site is below /repo/" in warning.message


def test_a_site_in_a_folder_that_asks_for_none_is_left_in_peace(newsroom: Newsroom) -> None:
    assert newsroom.build(base_url="https://owner.example/repo/").warnings == ()


@pytest.mark.parametrize("root", ["/", "/repo/"])
def test_the_manifest_leads_to_icons_that_are_there(newsroom: Newsroom, root: str) -> None:
    newsroom.write(SETTINGS + 'short_title = "Courier"\n')
    newsroom.build(base_url=f"https://courier.example{root}")
    manifest = json.loads(newsroom.page("manifest.webmanifest"))
    assert (manifest["name"], manifest["short_name"]) == ("The Port Elm Courier", "Courier")
    assert (manifest["start_url"], manifest["scope"], manifest["id"]) == (root, root, root)
    for icon in manifest["icons"]:
        assert (newsroom.output / icon["src"].removeprefix(root)).is_file()
    page = newsroom.page("index.html")
    for name in ("manifest.webmanifest", "favicon.ico", "apple-touch-icon.png"):
        assert f'href="{root}{name}"' in page
        assert (newsroom.output / name).is_file()
