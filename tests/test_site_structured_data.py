"""The structured data of the whole sample site, held against the documented fields; and that a broken rule is seen."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from newsroom import SETTINGS, Newsroom, story

from generator.theme.filters import json_ld

SCHEMA = Draft202012Validator(json.loads((Path(__file__).parent / "schemas/structured-data.json").read_text()))
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def _blocks(page: str) -> list[Any]:
    return [json.loads(found) for found in BLOCK.findall(page)]


def _pages(site: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(site.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        if 'http-equiv="refresh"' not in text:
            yield path.relative_to(site).as_posix(), text


def test_every_page_has_one_block_and_it_is_right(sample: Path) -> None:
    kinds = set()
    for name, text in _pages(sample):
        blocks = _blocks(text)
        without = name.startswith(("404.", "search/", "offline/")) or name.endswith("text/index.html")
        assert len(blocks) == (not without), name
        for block in blocks:
            errors = [f"{name}: {error.json_path}: {error.message}" for error in SCHEMA.iter_errors(block)]
            assert errors == []
            kinds |= {node["@type"] for node in block.get("@graph", [block])}
    assert {"NewsArticle", "OpinionNewsArticle", "AnalysisNewsArticle", "BackgroundNewsArticle"} <= kinds
    assert {"BreadcrumbList", "CollectionPage", "WebPage", "WebSite", "ProfilePage"} <= kinds
    assert {"AdvertiserContentArticle", "ReviewNewsArticle"} <= kinds


def _article(sample: Path, place: str = "2026/11/08/lifeboat-brings-in-seven") -> Any:
    (block,) = _blocks((sample / place / "index.html").read_text(encoding="utf-8"))
    return block


def test_a_picture_comes_in_three_shapes(sample: Path) -> None:
    images = _article(sample)["@graph"][0]["image"]
    assert [(image["width"], image["height"]) for image in images] == [(1200, 675), (1200, 900), (900, 900)]
    for image in images:
        assert (sample / image["url"].removeprefix("https://courier.example/")).is_file()


BROKEN = {
    "a date without its offset": lambda node: node.update(datePublished="2026-11-08T10:05:00"),
    "a modification without its offset": lambda node: node.update(dateModified="2026-11-08"),
    "a name with By": lambda node: node["author"][0].update(name="By Tom Ardley"),
    "two people in one name": lambda node: node["author"][0].update(name="Tom Ardley, Samir Haddad"),
    "a person without address": lambda node: node["author"][0].pop("url"),
    "a person with an empty title": lambda node: node["author"][0].update(jobTitle=""),
    "a person with a field that is none": lambda node: node["author"][0].update(beat="The harbour"),
    "a person at a relative address": lambda node: node["author"][0].update(sameAs=["/about/"]),
    "an email address that is none": lambda node: node["author"][0].update(email="mailto:tom"),
    "a place without a name": lambda node: node["locationCreated"][0].pop("name"),
    "a document without a name": lambda node: node.update(citation=[{"@type": "CreativeWork"}]),
    "a part to pay for in a free story": lambda node: node.update(hasPart={"@type": "WebPageElement"}),
    "a story to pay for without that part": lambda node: node.update(isAccessibleForFree=False),
    "a sponsor of news": lambda node: node.update(sponsor={"@type": "Organization", "name": "A"}),
    "a rating of news": lambda node: node.update(reviewRating={"@type": "Rating", "ratingValue": 4}),
    "no author": lambda node: node.update(author=[]),
    "a picture at a relative address": lambda node: node["image"][0].update(url="/pictures/lifeboat.jpg"),
    "a credit for a picture without the address of its file": lambda node: node["image"][0].pop("contentUrl"),
    "a review of nothing": lambda node: node.update({"@type": "ReviewNewsArticle"}),
    "a width without a height": lambda node: node["image"][0].pop("height"),
    "no headline": lambda node: node.pop("headline"),
    "no publisher": lambda node: node.pop("publisher"),
    "a policy at a place": lambda node: node["publisher"].update(correctionsPolicy="/corrections/"),
    "words that are not counted": lambda node: node.update(wordCount="210"),
    "a type that is none": lambda node: node.update({"@type": "FunNewsArticle"}),
    "a correction without a time": lambda node: node.update(
        correction=[{"@type": "CorrectionComment", "text": "Six."}]
    ),
    "a correction that is only text": lambda node: node.update(correction=["Six."]),
    "empty keywords": lambda node: node.update(keywords=[]),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_rule_is_seen(sample: Path, fault: str) -> None:
    block = copy.deepcopy(_article(sample))
    assert SCHEMA.is_valid(block)
    BROKEN[fault](block["@graph"][0])
    assert not SCHEMA.is_valid(block)


BROKEN_REVIEWS = {
    "nothing reviewed": lambda node: node.pop("itemReviewed"),
    "no rating": lambda node: node.pop("reviewRating"),
    "a rating in words": lambda node: node["reviewRating"].update(ratingValue="four"),
    "a rating without limits": lambda node: node["reviewRating"].pop("bestRating"),
    "no name": lambda node: node["itemReviewed"].pop("name"),
    "a type that is not reviewed": lambda node: node["itemReviewed"].update({"@type": "Product"}),
    "an event without a place": lambda node: node["itemReviewed"].update({"@type": "MusicEvent"}),
    "no review after all": lambda node: node.update({"@type": "NewsArticle"}),
}


@pytest.mark.parametrize("fault", BROKEN_REVIEWS)
def test_a_broken_rule_of_reviews_is_seen(sample: Path, fault: str) -> None:
    block = copy.deepcopy(_article(sample, "2025/12/06/the-light-the-wind-and-the-egg"))
    assert SCHEMA.is_valid(block)
    BROKEN_REVIEWS[fault](block["@graph"][0])
    assert not SCHEMA.is_valid(block)


BROKEN_EVENTS = {
    "no place": lambda node: node.pop("location"),
    "a place without an address": lambda node: node["location"].pop("address"),
    "no time": lambda node: node.pop("startDate"),
    "a time without its offset": lambda node: node.update(startDate="2026-12-19T18:00:00"),
    "no name": lambda node: node.pop("name"),
    "a picture that is an empty list": lambda node: node.update(image=[]),
}


@pytest.mark.parametrize("fault", BROKEN_EVENTS)
def test_an_event_that_lacks_something_is_seen(sample: Path, fault: str) -> None:
    block = copy.deepcopy(_article(sample, "2026/11/20/two-towns-one-drum"))
    assert SCHEMA.is_valid(block)
    (event,) = [node for node in block["@graph"] if node["@type"] == "Event"]
    BROKEN_EVENTS[fault](event)
    assert not SCHEMA.is_valid(block)


BROKEN_LIVE = {
    "no beginning": lambda node: node.pop("coverageStartTime"),
    "no end": lambda node: node.pop("coverageEndTime"),
    "an end without its offset": lambda node: node.update(coverageEndTime="2026-11-24T18:00:00"),
    "no entries": lambda node: node.update(liveBlogUpdate=[]),
    "an entry that is an article": lambda node: node["liveBlogUpdate"][0].update({"@type": "NewsArticle"}),
    "an entry without a headline": lambda node: node["liveBlogUpdate"][0].pop("headline"),
    "an entry without a time": lambda node: node["liveBlogUpdate"][0].pop("datePublished"),
    "an entry without words": lambda node: node["liveBlogUpdate"][0].update(articleBody=""),
    "an entry in HTML": lambda node: node["liveBlogUpdate"][0].update(articleBody="<p>The tide</p>"),
    "an entry at the address of the story": lambda node: node["liveBlogUpdate"][0].update(url=node["url"]),
    "no headline": lambda node: node.pop("headline"),
}


@pytest.mark.parametrize("fault", BROKEN_LIVE)
def test_a_broken_rule_of_live_coverage_is_seen(sample: Path, fault: str) -> None:
    block = copy.deepcopy(_article(sample, "2026/11/24/spring-tide-at-the-gate"))
    assert block["@graph"][0]["@type"] == "LiveBlogPosting"
    assert SCHEMA.is_valid(block)
    BROKEN_LIVE[fault](block["@graph"][0])
    assert not SCHEMA.is_valid(block)


@pytest.mark.parametrize("fault", ["position", "name", "item"])
def test_a_breadcrumb_that_lacks_something_is_seen(sample: Path, fault: str) -> None:
    block = copy.deepcopy(_article(sample))
    del block["@graph"][1]["itemListElement"][0][fault]
    assert not SCHEMA.is_valid(block)


@pytest.mark.parametrize(
    ("kind", "type_"),
    [
        ("news", "NewsArticle"),
        ("Opinion", "OpinionNewsArticle"),
        ("analysis", "AnalysisNewsArticle"),
        ("reportage", "ReportageNewsArticle"),
        ("background", "BackgroundNewsArticle"),
        ("review", "NewsArticle"),
    ],
)
def test_a_kind_of_piece_has_its_type_and_readers_see_it(newsroom: Newsroom, kind: str, type_: str) -> None:
    newsroom.write(story("a.md", "Lamps", "2026-01-01", f"kind: {kind}"))
    newsroom.build()
    page = newsroom.page("2026/01/01/lamps")
    assert _blocks(page)[0]["@graph"][0]["@type"] == type_
    label = "" if kind == "news" else kind.capitalize()
    for shown in (page, newsroom.page("index.html")):
        assert re.findall(r'<span class="genre">(\w+)</span>', shown) == ([label] if label else [])


def test_a_kind_that_is_misspelt_is_a_problem_and_one_of_another_world_a_warning(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "Lamps", "2026-01-01", "kind: opinon"))
    (problem,) = newsroom.problems()
    assert (problem.line, problem.fix) == (4, "did you mean `opinion`?")
    newsroom.write(story("a.md", "Lamps", "2026-01-01", "kind: widget"))
    (warning,) = newsroom.build().warnings
    assert "the story is plain news" in warning.message


def test_the_organisation_links_to_its_policies_if_settings_name_them(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + '[policies]\nprinciples = "/about/"\ncorrections = "https://house.example/corrections"\n')
    newsroom.write("-- content/pages/about.md --\n---\ntitle: About\n---\nWords.\n")
    newsroom.build(base_url="https://courier.example/repo/")
    publisher = _blocks(newsroom.page("index.html"))[0]["publisher"]
    assert publisher["publishingPrinciples"] == "https://courier.example/repo/about/"
    assert publisher["correctionsPolicy"] == "https://house.example/corrections"
    assert publisher["logo"]["url"] == "https://courier.example/repo/icons/512.png"


def test_a_policy_that_leads_nowhere_is_a_problem(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + '[policies]\nprinciples = "/principles/"\n')
    (problem,) = newsroom.problems()
    assert "`principles` points to /principles/, which is not a page of this site" in problem.message


def test_the_site_can_be_searched_where_settings_say_how(newsroom: Newsroom) -> None:
    newsroom.build()
    assert "potentialAction" not in _blocks(newsroom.page("index.html"))[0]
    newsroom.write(SETTINGS + 'search = "https://search.example/?q={query}"\n')
    newsroom.build()
    block = _blocks(newsroom.page("index.html"))[0]
    SCHEMA.validate(block)
    assert block["potentialAction"]["target"]["urlTemplate"] == "https://search.example/?q={search_term_string}"
    newsroom.write(SETTINGS + 'search = "https://search.example/"\n')
    assert "is not an address where readers can search" in newsroom.problems_of_settings()[0].message


def test_networks_get_a_raster_picture_with_its_size(sample: Path) -> None:
    page = (sample / "2026/11/08/lifeboat-brings-in-seven/index.html").read_text(encoding="utf-8")
    said = dict(re.findall(r'<meta property="og:(image[:\w]*)" content="([^"]*)">', page))
    assert said["image"].endswith(".jpg")
    assert (said["image:width"], said["image:height"], said["image:type"]) == ("1200", "630", "image/jpeg")
    assert said["image:alt"]
    assert 'name="twitter:card" content="summary_large_image"' in page
    drawing = (sample / "2026/11/12/flood-gate-first-storm/index.html").read_text(encoding="utf-8")
    assert '<meta property="og:image:type" content="image/png">' in drawing


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=5))
def test_a_block_cannot_be_left_by_any_words(value: object) -> None:
    text = str(json_ld({"@type": "WebPage", "name": value}))
    assert not re.search(r"</script|<!--|<script|[\u2028\u2029]", text, re.IGNORECASE)
    assert "<" not in text
    assert json.loads(text)["name"] == value
