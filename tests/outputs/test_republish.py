"""What others may republish: which stories, what they copy, and what machines are told about the licence."""

from __future__ import annotations

import json
import re
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


def test_what_a_story_discloses_is_in_the_copy(newsroom: Newsroom) -> None:
    newsroom.write(WITH_LICENCE + '[policies]\nai = "/machines/"\n' + story("pages/machines.md", "AI", "2026-11-01"))
    newsroom.write("-- content/budget.csv --\na,b\n")
    lines = (
        "kind: review",
        "review: {item: Winter Concert, type: concert, rating: 4, place: The Ropewalk, date: 2026-11-14}",
        "ai: A program set the tables.",
        'source_notes: ["[The budget](budget.csv), page *nine*", "[Notes](#notes)", A letter]',
        "located: [Skerra, Port Elm]",
    )
    newsroom.write(story("ferry.md", "The ferry", "2026-11-19T09:00", *lines, body="## Notes\n\nA word.")).build()
    copied = _copied(newsroom.page(f"{PLACE}republish"))
    assert copied.index("<strong>Review</strong>") < copied.index("<h1>")
    assert "<b>Winter Concert</b>, The Ropewalk, <span><time" in copied
    assert "4 out of 5" in copied
    assert "Reported from Skerra and Port Elm" in copied
    assert '<li><a href="https://courier.example/budget.csv">The budget</a>, page <em>nine</em></li>' in copied
    assert f'<a href="https://courier.example/{PLACE}#notes">Notes</a>' in copied
    assert "<li>A letter</li>" in copied
    policy = '<a href="https://courier.example/machines/">How we use AI</a>'
    assert f"<p>A program set the tables. {policy}</p>" in copied
    assert not re.findall(r'(?:href|src)="(?!https://)[^"]*"', copied), "no address depends on this site"


def test_a_copy_of_plain_news_has_none_of_these(built: Newsroom) -> None:
    copied = _copied(built.page(f"{PLACE}republish"))
    assert not [each for each in ("Documents", "machines", "Reported from", "<strong>") if each in copied]


@pytest.mark.parametrize("genre", ["opinion", "analysis"])
def test_readers_of_the_copy_learn_that_it_is_an_opinion(newsroom: Newsroom, genre: str) -> None:
    newsroom.write(WITH_LICENCE + story("ferry.md", "The ferry", "2026-11-19T09:00", f"kind: {genre}")).build()
    assert f"<strong>{genre.capitalize()}</strong>" in _copied(newsroom.page(f"{PLACE}republish"))


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("sponsored: Acme", "`sponsored` says that somebody paid for it"),
        ("source: Northern Coast Wire", "`source` says that it is by Northern Coast Wire, so it is not yours to give"),
        ("canonical_url: https://other.example/a/", "`canonical_url` says that another site published it first"),
        ("free: false", "`free` says that not everyone may read it"),
    ],
)
def test_a_story_that_is_offered_in_vain_is_told_why(newsroom: Newsroom, line: str, why: str) -> None:
    newsroom.write(WITH_LICENCE + story("ferry.md", "The ferry", "2026-11-19T09:00", "republish: true", line))
    [told] = newsroom.build().warnings
    assert (told.place, told.message) == ("content/ferry.md:4", f"`republish` has no effect: {why}")
    assert told.fix == "remove one of the two"


def test_without_a_licence_no_story_can_be_offered_and_that_is_told(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + story("ferry.md", "The ferry", "2026-11-19T09:00", "republish: true"))
    [told] = newsroom.build().warnings
    assert told.message == "`republish` has no effect: site.toml names no licence"
    assert 'write there `republish = "CC-BY-ND-4.0"`' in told.fix


@pytest.mark.parametrize("line", ["republish: true", "republish: false", "free: false"])
def test_what_has_the_effect_that_it_says_is_not_told(newsroom: Newsroom, line: str) -> None:
    newsroom.write(WITH_LICENCE + story("ferry.md", "The ferry", "2026-11-19T09:00", line))
    assert not newsroom.build().warnings


@pytest.mark.parametrize(
    "line",
    [
        "republish: false",
        "sponsored: Acme",
        "free: false",
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
        ("MIT", "`MIT` is not a Creative Commons licence"),
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
    assert "`republish` cannot be `CC-BY-4.0`" in problem.message
