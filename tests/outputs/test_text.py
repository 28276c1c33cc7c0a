"""The light edition: one request, small, and all that the story says."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from newsroom import SETTINGS, Newsroom, story

SAMPLE = Path(__file__).parent.parent.parent
STORY = story(
    "a.md",
    "Ferry returns",
    "2026-01-02",
    "standfirst: It sails.",
    "bylines: [Ayla Demirci]",
    body="See ![The boat](boat.svg) and [the vote](b.md), [below](#end), [page 2](?page=2).\n\n## End\n\n![](boat.svg)",
) + story("b.md", "The vote", "2026-01-01", "draft: false")
BOAT = "-- content/boat.svg --\n<svg xmlns='http://www.w3.org/2000/svg' width='4' height='4'/>\n"


def test_each_story_is_there_as_text_with_words_for_its_pictures(newsroom: Newsroom) -> None:
    newsroom.write(STORY + BOAT).build()
    page = newsroom.page("2026/01/02/ferry-returns/text")
    assert "<h1>Ferry returns</h1>" in page
    for words in ("It sails.", "Ayla Demirci", "[Picture: The boat]", 'href="/2026/01/01/the-vote/"', "2 January 2026"):
        assert words in page
    assert 'rel="canonical" href="https://courier.example/2026/01/02/ferry-returns/"' in page
    assert 'href="#end"' in page
    assert 'href="/2026/01/02/ferry-returns/?page=2"' in page
    for tag in ("<img", "<script", "<picture", 'rel="stylesheet"'):
        assert tag not in page


def test_it_has_a_front_page_and_is_linked_from_where_readers_need_it(newsroom: Newsroom) -> None:
    newsroom.write(STORY + BOAT).build()
    assert 'href="/2026/01/02/ferry-returns/text/"' in newsroom.page("text")
    assert 'href="/2026/01/02/ferry-returns/text/"' in newsroom.page("2026/01/02/ferry-returns")
    assert 'href="/text/"' in newsroom.page("404.html")


def test_a_site_can_do_without(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + "text = false\n" + STORY + BOAT).build()
    assert not any("text/" in path for path in newsroom.tree())
    assert "text/" not in newsroom.page("2026/01/02/ferry-returns") + newsroom.page("404.html")


def test_a_story_whose_slug_is_text_keeps_its_place(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + 'permalink = "/{year}/{slug}/"\n')
    newsroom.write(story("a.md", "A", "2026-01-01", "slug: text")).build()
    assert "<h1>A</h1>" in newsroom.page("2026/text")


@pytest.mark.parametrize("pattern", ["text/index.html", "**/text/index.html"])
def test_pages_of_the_sample_come_in_one_round_trip(sample: Path, pattern: str) -> None:
    pages = list(sample.glob(pattern))
    assert pages
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert len(gzip.compress(text.encode())) < 14_000, page
        assert not re.findall(r"<(?:script|img|link rel=.stylesheet|iframe|video)", text)
