"""What search engines may list: neither what an editor keeps out, nor what was published first elsewhere."""

from __future__ import annotations

import re

import pytest
from newsroom import SETTINGS, Newsroom, story

ELSEWHERE = "https://wire.example/2026/ferry/"
PAGE = "-- content/pages/about.md --\n---\ntitle: About\nMORE---\nWords.\n"


def _built(newsroom: Newsroom, *more: str, of_page: str = "") -> None:
    """A site with the story Ferry, which has ``more`` fields, and one that has none of them."""
    newsroom.write(SETTINGS + "llms = true\n").write(story("a.md", "Ferry", "2026-11-24T10:00", *more))
    newsroom.write(story("b.md", "Boat", "2026-11-24T09:00")).write(PAGE.replace("MORE", of_page))
    newsroom.build()


def _listing(newsroom: Newsroom, place: str) -> set[str]:
    """The files for machines and readers that mention a place, without its own pages."""
    found = {name for name, data in newsroom.tree().items() if place.encode() in data}
    return {
        name
        for name in found
        if f"/{name}".endswith((".xml", ".json", ".txt")) or name in ("index.html", "latest/index.html")
    }


_FOR_ENGINES = {"sitemaps/stories-2026-11.xml", "news-sitemap.xml", "llms.txt"}


def test_a_story_without_such_fields_is_listed_everywhere(newsroom: Newsroom) -> None:
    _built(newsroom)
    assert _listing(newsroom, "/2026/11/24/ferry/") >= _FOR_ENGINES


@pytest.mark.parametrize("field", ["noindex: true", f"canonical_url: {ELSEWHERE}"])
def test_search_engines_are_not_sent_to_a_story_that_readers_find(newsroom: Newsroom, field: str) -> None:
    _built(newsroom)
    before = _listing(newsroom, "/2026/11/24/ferry/")
    _built(newsroom, field)
    assert _listing(newsroom, "/2026/11/24/ferry/") == before - _FOR_ENGINES
    assert {"feed.xml", "rss.xml", "feed.json", "index.html"} <= before


def test_a_story_that_is_not_indexed_says_so(newsroom: Newsroom) -> None:
    _built(newsroom, "noindex: true")
    assert '<meta name="robots" content="noindex">' in newsroom.page("2026/11/24/ferry")
    assert '<meta name="robots" content="noindex">' not in newsroom.page("2026/11/24/boat")


def test_a_story_from_elsewhere_names_its_first_address(newsroom: Newsroom) -> None:
    _built(newsroom, f"canonical_url: {ELSEWHERE}")
    page = newsroom.page("2026/11/24/ferry")
    assert f'<link rel="canonical" href="{ELSEWHERE}">' in page
    assert f'<meta property="og:url" content="{ELSEWHERE}">' in page
    assert f'"mainEntityOfPage": "{ELSEWHERE}"' in re.sub(r'":\s*"', '": "', page)
    assert f'<link rel="canonical" href="{ELSEWHERE}">' in newsroom.page("2026/11/24/ferry/text")
    assert "https://courier.example/2026/11/24/ferry/" in newsroom.page("feed.xml")


@pytest.mark.parametrize("field", ["noindex: true\n", "canonical_url: https://house.example/about/\n"])
def test_a_page_can_be_kept_out_of_the_sitemap(newsroom: Newsroom, field: str) -> None:
    _built(newsroom)
    assert "/about/" in newsroom.page("sitemaps/pages.xml")
    _built(newsroom, of_page=field)
    assert "/about/" not in newsroom.page("sitemaps/pages.xml")
    assert 'href="/about/"' in newsroom.page("index.html")


def test_a_page_can_be_kept_out_of_the_menu_alone(newsroom: Newsroom) -> None:
    _built(newsroom, of_page="menu: false\n")
    newsroom.write(SETTINGS + '[policies]\ncorrections = "/about/"\n').build()
    assert 'href="/about/"' not in newsroom.page("index.html")
    assert "/about/" in newsroom.page("sitemaps/pages.xml")
    newsroom.write(SETTINGS + '[[menu]]\nname = "About"\n').build()
    assert 'href="/about/"' in newsroom.page("index.html")


def test_a_translation_that_is_not_indexed_is_no_alternative_for_search_engines(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS).write(story("a.md", "Ferry", "2026-11-24T10:00"))
    german = story("b.md", "Fähre", "2026-11-24T11:00", "language: de", "translation_of: ferry", "MORE")
    newsroom.write(german.replace("MORE\n", "")).build()
    places = ("sitemaps/stories-2026-11.xml", "2026/11/24/ferry", "2026/11/24/fähre")
    links = 'rel="alternate" hreflang='
    assert all(newsroom.page(place).count(f'{links}"de"') for place in places)
    newsroom.write(german.replace("MORE", "noindex: true")).build()
    assert not any(links in newsroom.page(place) for place in places)
    assert ">Deutsch</a>" in newsroom.page("2026/11/24/ferry"), "readers still find it"


def test_versions_that_are_indexed_name_one_another_and_not_the_one_that_is_not(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS).write(story("a.md", "Ferry", "2026-11-24T10:00"))
    for name, headline, more in (
        ("de", "Fähre", "tags: [Ferry]"),
        ("tr", "Vapur", "canonical_url: https://example.org/v/"),
    ):
        fields = (f"language: {name}", "translation_of: ferry", more)
        newsroom.write(story(f"{name}.md", headline, "2026-11-24T11:00", *fields))
    newsroom.build()
    linked = {
        place: re.findall(r'rel="alternate" hreflang="([^"]+)', newsroom.page(f"2026/11/24/{place}"))
        for place in ("ferry", "fähre", "vapur")
    }
    assert linked == {"ferry": ["en", "x-default", "de"], "fähre": ["en", "x-default", "de"], "vapur": []}


def test_an_address_of_the_site_itself_is_no_canonical_address(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS).write(
        story("a.md", "Ferry", "2026-11-24T10:00", "canonical_url: https://courier.example/x/")
    )
    [problem] = newsroom.problems()
    assert (problem.path, problem.line, problem.level) == ("content/a.md", 4, "error")
    assert "is an address of this site" in problem.message
    newsroom.write(SETTINGS + "adopt = true\n")
    [problem] = newsroom.build().warnings
    assert problem.outcome == "dropped"
    assert 'rel="canonical" href="https://courier.example/2026/11/24/ferry/"' in newsroom.page("2026/11/24/ferry")
