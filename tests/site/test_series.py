"""Series: their pages in reading order, and what each part shows of the others."""

from __future__ import annotations

import json
import re

import pytest
from asking import site_of
from newsroom import Newsroom, story

from generator.site.series import numbered


def _parts(newsroom: Newsroom, *series: str) -> Newsroom:
    """Stories a day apart, each with one of these as its ``series``."""
    return newsroom.write(
        "".join(
            story(f"{day}.md", f"Matter {day}", f"2026-01-{day:02}", *([f"series: {each}"] if each else ()))
            for day, each in enumerate(series, 1)
        )
    )


def _listed(html: str) -> list[str]:
    return re.findall(r"(Part \d+|Matter \d+)<", html.partition("<main")[2])


@pytest.mark.parametrize(
    ("given", "numbers"),
    [
        ((0, 0, 0), [1, 2, 3]),
        ((3, 1, 2), [3, 1, 2]),
        ((0, 1, 0, 3), [2, 1, 4, 3]),
        ((2, 2, 0), [2, 2, 1]),
        ((7,), [7]),
    ],
)
def test_a_part_without_a_number_gets_the_lowest_free_one(given: tuple[int, ...], numbers: list[int]) -> None:
    found = numbered([(number, str(place)) for place, number in enumerate(given)])
    assert [number for number, _ in sorted(found, key=lambda part: part[1])] == numbers
    assert [number for number, _ in found] == sorted(numbers)


def test_a_series_is_read_in_order_and_each_part_says_which_it_is(newsroom: Newsroom) -> None:
    _parts(newsroom, "Harbour money", "{name: Harbour money, part: 3}", "harbour money", "").build()
    assert _listed(newsroom.page("series/harbour-money")) == [
        *("Part 1", "Matter 1", "Part 2", "Matter 3", "Part 3", "Matter 2"),
    ]
    second = newsroom.page("2026/01/03/matter-3").partition("<main")[2]
    assert '<a href="/series/harbour-money/">Harbour money</a> <span class="genre">Part 2 of 3</span>' in second
    nav = second.partition('aria-label="Harbour money"')[2].partition("</nav>")[0]
    assert re.findall(r'class="(\w+)" href="([^"]+)"><span>([^<]+)', nav) == [
        ("back", "/2026/01/01/matter-1/", "Harbour money, part 1"),
        ("on", "/2026/01/02/matter-2/", "Harbour money, part 3"),
    ]
    assert "Harbour money, part 2" in newsroom.page("latest"), "cards name the series"
    assert "Harbour money" not in newsroom.page("2026/01/04/matter-4").partition("<main")[2].partition("<aside")[0]
    assert 'href="/series/harbour-money/">Harbour money</a> <span>3 stories' in newsroom.page("series")
    assert 'href="/series/"' in newsroom.page("404.html"), "the footer has the list"


def test_machines_know_of_a_series(newsroom: Newsroom) -> None:
    _parts(newsroom, "Harbour money", "Harbour money").build()
    page = newsroom.page("2026/01/02/matter-2")
    data = json.loads(page.partition('ld+json">')[2].partition("</script>")[0])["@graph"][0]
    url = "https://courier.example/series/harbour-money/"
    series = {"@type": "CreativeWorkSeries", "@id": f"{url}#series", "name": "Harbour money", "url": url}
    assert (data["isPartOf"], data["position"]) == (series, 2)
    listing = newsroom.page("series/harbour-money")
    assert json.loads(listing.partition('ld+json">')[2].partition("</script>")[0])["@graph"][0]["about"] == series
    assert {"name": "Harbour money", "rel": "series", "uri": url} in json.loads(
        newsroom.page("2026/01/02/matter-2/ninjs.json")
    )["subjects"]
    feed = json.loads(newsroom.page("series/harbour-money/feed.json"))
    assert [item["title"] for item in feed["items"]] == ["Matter 2", "Matter 1"], "the newest first, as in every feed"
    assert feed["items"][0]["tags"] == ["Harbour money"]
    assert '<category term="harbour-money" label="Harbour money"/>' in newsroom.page("feed.xml")
    assert "Part 2 of 2" in newsroom.page("2026/01/02/matter-2/text")
    assert f"<loc>{url}</loc>" in newsroom.page("sitemaps/pages.xml")


def test_a_long_series_goes_on_on_further_pages_in_order(newsroom: Newsroom) -> None:
    with (newsroom.folder / "site.toml").open("a") as settings:
        settings.write("per_page = 2\n")
    _parts(newsroom, *["Harbour money"] * 5).build()
    place = "series/harbour-money"
    pages = [newsroom.page(place), newsroom.page(f"{place}/page/2"), newsroom.page(f"{place}/page/3")]
    assert [_listed(html)[1::2] for html in pages] == [["Matter 1", "Matter 2"], ["Matter 3", "Matter 4"], ["Matter 5"]]
    turns = [re.findall(r'class="(back|on)" href="([^"]+)" rel', html) for html in pages]
    assert turns == [
        [("on", f"/{place}/page/2/")],
        [("back", f"/{place}/"), ("on", f"/{place}/page/3/")],
        [("back", f"/{place}/page/2/")],
    ]
    assert not (newsroom.output / place / "page/4").exists()


def test_what_is_not_public_is_no_part(newsroom: Newsroom) -> None:
    _parts(newsroom, "Harbour money", "Harbour money", "A plan")
    newsroom.write(story("4.md", "Matter 4", "2026-01-04", "series: {name: Harbour money, part: 9}", "draft: true"))
    newsroom.write(story("3.md", "Matter 3", "2026-01-03", "series: A plan", "draft: true")).build()
    assert "Part 2 of 2" in newsroom.page("2026/01/02/matter-2")
    assert not (newsroom.output / "series/a-plan").exists()
    assert not any(b"A plan" in data for data in newsroom.tree().values())


def test_two_stories_that_are_the_same_part_are_told_unless_one_is_in_another_language(newsroom: Newsroom) -> None:
    both = "{name: Harbour money, part: 1}"
    _parts(newsroom, both, both)
    newsroom.write(story("tr.md", "Liman", "2026-01-05", f"series: {both}", "language: tr"))
    [said] = site_of(newsroom).problems
    assert (said.path, said.line, said.level) == ("content/2.md", 4, "warning")
    assert said.message == "part 1 of `Harbour money` is also content/1.md"


def test_names_that_differ_in_case_are_one_series_and_in_a_hyphen_too_with_a_warning(newsroom: Newsroom) -> None:
    _parts(newsroom, "Harbour money", "Harbour Money", "Harbour money", "Harbour-money")
    [said] = newsroom.build().warnings
    assert (said.place, said.fix) == ("content/4.md:4", "write `Harbour money`")
    assert said.message == "the series `Harbour-money` is listed as `Harbour money`, as in content/3.md"
    assert "Part 4 of 4" in newsroom.page("2026/01/04/matter-4")


@pytest.mark.parametrize("kind", ["opinion", "analysis"])
def test_the_card_of_an_opinion_names_its_series_too(newsroom: Newsroom, kind: str) -> None:
    newsroom.write(story("1.md", "Matter 1", "2026-01-01", "series: Harbour money", f"kind: {kind}")).build()
    kicker = newsroom.page("latest").partition('class="kicker">')[2].partition("</p>")[0]
    assert "Harbour money, part 1" in kicker
    assert kind.capitalize() in kicker


@pytest.mark.parametrize("file", ["series/harbour-money.md", "series/harbour-money/_index.md"])
def test_a_series_has_the_words_of_its_file(newsroom: Newsroom, file: str) -> None:
    _parts(newsroom, "Harbour money")
    newsroom.write(f"-- content/{file} --\n---\nstandfirst: Four parts.\n---\nAll of it.\n").build()
    page = newsroom.page("series/harbour-money")
    assert "Four parts." in page
    assert "All of it." in page


def test_a_file_for_a_series_that_there_is_not_may_be_a_story(newsroom: Newsroom) -> None:
    newsroom.write("-- content/series/quay.md --\n---\nstandfirst: So.\n---\n")
    [said] = site_of(newsroom).problems
    assert said.message == "no story is in the series `quay`, so readers do not see this"
    assert said.fix.endswith("if this is a story, move it to another folder")


def test_a_section_can_be_called_series_where_there_are_none(newsroom: Newsroom) -> None:
    with (newsroom.folder / "site.toml").open("a") as settings:
        settings.write("per_page = 1\n")
    for day in (1, 2, 3):
        newsroom.write(story(f"{day}.md", f"Matter {day}", f"2026-01-{day:02}", "section: Series"))
    newsroom.build()
    assert "Matter 3" in newsroom.page("series")
    assert "Matter 1" in newsroom.page("series/page/1")


def test_in_adopted_copy_a_section_makes_room_for_the_list_of_series(newsroom: Newsroom) -> None:
    with (newsroom.folder / "site.toml").open("a") as settings:
        settings.write("adopt = true\n")
    newsroom.write(story("1.md", "Matter 1", "2026-01-01", "section: Series", "series: [Harbour money, Other]"))
    newsroom.write(story("2.md", "Matter 2", "2026-01-02", "series: {title: Of another program}", "tags: [Ferry]"))
    newsroom.write("-- content/pages/tags.md --\n---\ntitle: All our tags\n---\nFerry.\n")
    result = newsroom.build()
    assert "Matter 1" in newsroom.page("series-stories")
    assert "Matter 1" in newsroom.page("series/harbour-money")
    assert "All our tags" in newsroom.page("tags"), "a page of the archive's own is the list"
    [kept] = [each for each in result.warnings if each.path == "content/2.md"]
    assert kept.message.startswith("`series` has no effect: write the series as")
    assert kept.outcome == "kept"
