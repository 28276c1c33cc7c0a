"""What others may republish: which stories, what they copy, and what machines are told about the licence."""

from __future__ import annotations

import json
from html import unescape
from typing import Any

import pytest
from newsroom import SETTINGS, Newsroom, photo, story

WITH_LICENCE = SETTINGS + 'republish = "CC-BY-ND-4.0"\n'
TERMS = "https://creativecommons.org/licenses/by-nd/4.0/"
PLACE = "2026/11/19/the-ferry/"
FERRY = story(
    "ferry.md",
    "The *ferry*",
    "2026-11-19T09:00",
    "standfirst: It sails.",
    "bylines: [Ruth Calder]",
    "dateline: PORT ELM",
    body='It [sails](other.md) again.\n\n![A boat](boat.jpg "Of Ada Marsh")\n\n## When\n\nDaily.',
)
OTHER = story("other.md", "Other", "2026-11-01")


@pytest.fixture
def built(newsroom: Newsroom) -> Newsroom:
    newsroom.write(WITH_LICENCE + FERRY + OTHER)
    (newsroom.folder / "content/boat.jpg").write_bytes(photo())
    newsroom.build()
    return newsroom


def _copied(page: str, number: int = 0) -> str:
    return unescape(page.split("<textarea")[number + 1].partition(">")[2].partition("</textarea>")[0]).strip()


def _article(page: str) -> Any:
    data = json.loads(page.split('application/ld+json">')[1].split("</script>")[0])
    return next(each for each in data["@graph"] if each["@type"] == "NewsArticle")


def test_the_copy_has_the_whole_text_its_author_its_address_and_its_licence(built: Newsroom) -> None:
    copied = _copied(built.page(f"{PLACE}republish"))
    assert "<h1>The <em>ferry</em></h1>" in copied
    assert '<a href="https://courier.example/2026/11/01/other/">sails</a>' in copied
    assert "<h2>When</h2>" in copied
    assert "PORT ELM —" in copied
    assert 'By Ruth Calder, <a href="https://courier.example/2026/11/19/the-ferry/">The Port Elm Courier</a>' in copied
    assert f'<a href="{TERMS}" rel="license">CC BY-ND 4.0</a>' in copied


def test_the_copy_has_no_pictures_and_nothing_that_counts_readers(built: Newsroom) -> None:
    page = built.page(f"{PLACE}republish")
    copied = _copied(page)
    assert not [each for each in ("<img", "<figure", "<script", "Ada Marsh", "class=", "id=") if each in copied]
    assert "Pictures are not included" in page


def test_the_address_for_search_engines_is_a_copy_of_its_own(built: Newsroom) -> None:
    line = '<link rel="canonical" href="https://courier.example/2026/11/19/the-ferry/">'
    assert _copied(built.page(f"{PLACE}republish"), 1) == line


def test_search_engines_do_not_list_the_page(built: Newsroom) -> None:
    assert '<meta name="robots" content="noindex">' in built.page(f"{PLACE}republish")
    assert not [name for name, data in built.tree().items() if name.endswith(".xml") and b"republish" in data]


def test_the_story_links_to_the_page_and_machines_get_the_licence(built: Newsroom) -> None:
    page = built.page(PLACE)
    assert f'<a href="/{PLACE}republish/">' in page
    assert f'href="/{PLACE}republish/"' in built.page(f"{PLACE}text")
    assert _article(page)["license"] == TERMS
    assert json.loads(built.page(f"{PLACE}ninjs.json"))["usageTerms"] == f"CC BY-ND 4.0, {TERMS}"
    assert f'<link rel="license" type="text/html" href="{TERMS}"/>' in built.page("feed.xml")


def test_corrections_are_in_the_copy(newsroom: Newsroom) -> None:
    line = 'corrections: [{at: 2026-11-20, text: "It is six."}]'
    newsroom.write(WITH_LICENCE + story("ferry.md", "The ferry", "2026-11-19T09:00", line)).build()
    assert "It is six." in _copied(newsroom.page(f"{PLACE}republish"))


@pytest.mark.parametrize(
    "line",
    [
        "republish: false",
        "sponsored: Acme",
        "source: Northern Coast Wire",
        "canonical_url: https://other.example/ferry/",
        "draft: true",
        "embargo: 2031-01-01",
    ],
)
def test_what_is_not_ours_to_give_is_not_offered(newsroom: Newsroom, line: str) -> None:
    newsroom.write(WITH_LICENCE + story("ferry.md", "The ferry", "2026-11-19T09:00", line) + OTHER).build()
    there = {name for name in newsroom.tree() if "republish/" in name}
    assert there == {"2026/11/01/other/republish/index.html"}
    assert not [name for name, data in newsroom.tree().items() if PLACE in name and b"creativecommons" in data]


def test_without_the_setting_nothing_is_offered(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + FERRY.replace("![A boat](boat.jpg", "[A boat](other.md") + OTHER).build()
    assert not [name for name in newsroom.tree() if "republish/" in name]
    assert "license" not in _article(newsroom.page(PLACE))


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("MIT", "`MIT` is not a licence of Creative Commons"),
        ("cc by-nd 4.0", 'write `republish = "CC-BY-ND-4.0"`'),
        ("all rights reserved", "write the SPDX identifier of one"),
    ],
)
def test_other_licences_are_refused_in_words(newsroom: Newsroom, value: str, said: str) -> None:
    newsroom.write(SETTINGS + f'republish = "{value}"\n' + OTHER)
    (problem,) = newsroom.problems_of_settings()
    assert said in f"{problem.message} | {problem.fix}"
    assert problem.line == 5


def test_whether_a_story_may_be_republished_is_yes_or_no(newsroom: Newsroom) -> None:
    newsroom.write(WITH_LICENCE + story("a.md", "A", "2026-11-01", "republish: CC-BY-4.0"))
    (problem,) = newsroom.problems()
    assert "`republish` cannot be `cc-by-4.0`" in problem.message
