"""Sections, tags, bylines, sources, the archive and the lists of them."""

from __future__ import annotations

import re

from newsroom import Newsroom, story


def _headlines(html: str) -> list[str]:
    """The numbers of the stories that a page lists, in its order, each once."""
    return list(dict.fromkeys(re.findall(r"Matter (\d+)", html.partition("<main")[2])))


def _fill(newsroom: Newsroom, count: int) -> None:
    for number in range(1, count + 1):
        day = f"2026-01-{number:02}T12:00"
        newsroom.write(story(f"{number}.md", f"Matter {number}", day, "section: Local", "tags: [Harbour]"))


def test_a_long_listing_shows_the_newest_and_numbers_older_pages_from_the_oldest(newsroom: Newsroom) -> None:
    with (newsroom.folder / "site.toml").open("a") as settings:
        settings.write("per_page = 3\n")
    _fill(newsroom, 10)
    newsroom.build()
    assert _headlines(newsroom.page("tags/harbour")) == ["10", "9", "8", "7"]
    assert _headlines(newsroom.page("tags/harbour/page/2")) == ["6", "5", "4"]
    assert _headlines(newsroom.page("tags/harbour/page/1")) == ["3", "2", "1"]
    assert 'href="/tags/harbour/page/2/"' in newsroom.page("tags/harbour")
    assert "url=/tags/harbour/" in newsroom.page("tags/harbour/page/3")


def test_full_pages_stay_as_they_are_when_stories_come(newsroom: Newsroom) -> None:
    with (newsroom.folder / "site.toml").open("a") as settings:
        settings.write("per_page = 3\n")
    _fill(newsroom, 7)
    newsroom.build()
    before = newsroom.page("local/page/1")
    _fill(newsroom, 12)
    newsroom.build()
    assert newsroom.page("local/page/1") == before


def test_the_archive_has_each_year_month_and_day_with_stories(newsroom: Newsroom) -> None:
    for name, day in (("a", "2024-12-02"), ("b", "2024-12-05"), ("c", "2026-01-01")):
        newsroom.write(story(f"{name}.md", f"Story {name}", day))
    newsroom.build()
    folders = {path.removesuffix("index.html") for path in newsroom.tree() if re.match(r"20[\d/]+index\.html", path)}
    assert folders == {"2024/", "2024/12/", "2024/12/02/", "2024/12/05/", "2026/", "2026/01/", "2026/01/01/"}
    assert 'href="/2024/12/02/"' in newsroom.page("2024/12")
    assert 'href="/2024/12/"' in newsroom.page("2024")
    assert 'href="/2024/12/05/"' in newsroom.page("2024/12/02"), "the next day with stories"
    assert 'href="/2024/"' in newsroom.page("archive")


def test_listings_go_by_the_clock_of_the_site_whatever_zone_a_story_names(newsroom: Newsroom) -> None:
    """The site is in Istanbul, three hours ahead of Greenwich."""
    newsroom.write(story("a.md", "Matter 1", "2024-12-02T23:30:00-05:00", "section: Local"))
    newsroom.write(story("b.md", "Matter 2", "2024-12-03T06:00:00+03:00", "section: Local"))
    newsroom.write(story("c.md", "Matter 3", "2024-12-03T02:00:00+00:00", "section: Local")).build()
    assert _headlines(newsroom.page("2024/12/03")) == ["1", "2", "3"]
    headings = re.findall(r"<h2>(?:<time[^>]*>)?([^<]+)", newsroom.page("2024/12/03").partition("<main")[2])
    assert headings[:3] == ["07:30", "06:00", "05:00"]
    assert newsroom.page("latest").count("<h2>Tuesday, 3 December 2024") == 1
    assert "2024/12/02/matter-1/index.html" in newsroom.tree(), "a story stays at the address of its own date"


def test_bylines_and_sources_have_listings_of_their_own(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "One", "2026-01-01", "bylines: [Ayla Demirci, Tom Reeve]", "source: North Coast Wire"))
    newsroom.build()
    assert "One" in newsroom.page("bylines/ayla-demirci")
    assert "One" in newsroom.page("bylines/tom-reeve")
    assert "One" in newsroom.page("sources/north-coast-wire")
    assert "Ayla Demirci" in newsroom.page("bylines")


def test_an_agency_is_one_source_under_each_of_its_names(newsroom: Newsroom) -> None:
    with (newsroom.folder / "site.toml").open("a") as settings:
        settings.write('[agencies."North Coast Wire"]\nurl = "https://ncw.example/"\naliases = ["NCW"]\n')
    newsroom.write(story("a.md", "One", "2026-01-01", "source: NCW"))
    newsroom.write(story("b.md", "Two", "2026-01-02", "source: North Coast Wire"))
    newsroom.build()
    page = newsroom.page("sources/north-coast-wire")
    assert "One" in page
    assert "Two" in page
    assert "https://ncw.example/" in page


def test_a_site_without_stories_has_no_empty_listings(newsroom: Newsroom) -> None:
    newsroom.build()
    assert set(newsroom.tree()) >= {"index.html", "404.html", "robots.txt", "sitemap.xml"}
    assert not {"feed.xml", "latest/index.html", "tags/index.html", "archive/index.html"} & set(newsroom.tree())
