"""Corrections as data: what readers see of them, where, and from when on."""

from __future__ import annotations

import json
from typing import Any

import feedparser
import pytest
from asking import site_of
from newsroom import SETTINGS, Newsroom, story

from generator.editorial.schedule import upcoming
from generator.search.index import SEARCH_PAGE

BODY = "The gate took 41 minutes to close."
AT_NOON = "at: 2026-11-20T12:00"
TEXT = "It was *six* to one, says [the Board](good.md)."
GOOD = story("good.md", "The Board", "2026-11-01")
PLACE = "2026/11/19/dues-go-up/"


def _corrected(*given: str, more: tuple[str, ...] = ()) -> str:
    """A story with these corrections."""
    lines = [f"  - {{{each}}}" for each in given]
    return story("dues.md", "Dues go up", "2026-11-19T09:00", *more, "corrections:", *lines, body=BODY) + GOOD


ONE = f'{AT_NOON}, kind: correction, text: "{TEXT}"'


def _article(newsroom: Newsroom) -> Any:
    page = newsroom.page(PLACE)
    data = json.loads(page.split('application/ld+json">')[1].split("</script>")[0])
    return next(each for each in data["@graph"] if each["@type"] == "NewsArticle")


def test_a_correction_is_in_a_box_above_the_text_with_its_date_and_links(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + _corrected(ONE)).build()
    page = newsroom.page(PLACE)
    assert '<p id="correction-1"><b>Correction, <time datetime="2026-11-20T12:00:00+03:00">20 November 2026' in page
    assert 'It was <em>six</em> to one, says <a href="/2026/11/01/the-board/">the Board</a>.' in page
    assert page.index('class="corrections"') < page.index(f"<p>{BODY}")


def test_the_box_is_below_the_text_if_the_site_wants_it_there(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + '[theme]\ncorrections = "bottom"\n' + _corrected(ONE)).build()
    assert newsroom.page(PLACE).index(f"<p>{BODY}") < newsroom.page(PLACE).index('class="corrections"')


def test_a_correction_moves_the_time_of_the_last_change_everywhere(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + _corrected(ONE)).build()
    assert _article(newsroom)["dateModified"] == "2026-11-20T12:00:00+03:00"
    assert feedparser.parse(newsroom.page("feed.xml")).entries[0].updated == "2026-11-20T12:00:00+03:00"
    assert "<updated>2026-11-20T12:00:00+03:00</updated>" in newsroom.page("feed.xml").split("<entry")[0]
    assert "<lastmod>2026-11-20T12:00:00+03:00</lastmod>" in newsroom.page("sitemaps/stories-2026-11.xml")


def test_a_later_modification_counts_more_than_a_correction(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + _corrected(ONE, more=("modified: 2026-11-21T08:00",))).build()
    assert _article(newsroom)["dateModified"] == "2026-11-21T08:00:00+03:00"


def test_machines_get_corrections_under_the_names_of_their_standards(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + _corrected(ONE)).build()
    plain = "It was six to one, says the Board."
    assert _article(newsroom)["correction"] == [
        {"@type": "CorrectionComment", "text": plain, "datePublished": "2026-11-20T12:00:00+03:00"}
    ]
    bodies = json.loads(newsroom.page(f"{PLACE}ninjs.json"))["bodies"]
    assert bodies[1] == {"role": "correction", "contentType": "text/plain", "value": f"2026-11-20: {plain}"}


def test_feeds_and_the_text_edition_have_the_note(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + _corrected(ONE)).build()
    content = feedparser.parse(newsroom.page("feed.xml")).entries[0].content[0].value
    assert "<strong>Correction, 20 November 2026:</strong>" in content
    assert 'href="https://courier.example/2026/11/01/the-board/"' in content
    assert content.index("Correction") < content.index(BODY)
    assert "Correction, <time" in newsroom.page(f"{PLACE}text/")


def test_feeds_of_standfirsts_have_the_note_after_the_standfirst(newsroom: Newsroom) -> None:
    newsroom.write(
        SETTINGS + '[feeds]\ntext = "standfirst"\n' + _corrected(ONE, more=("standfirst: By half.",))
    ).build()
    said = "By half. Correction, 20 November 2026: It was six to one, says the Board."
    assert feedparser.parse(newsroom.page("feed.xml")).entries[0].summary == said
    assert feedparser.parse(newsroom.page("rss.xml")).entries[0].summary == said
    assert json.loads(newsroom.page("feed.json"))["items"][0]["summary"] == said


@pytest.mark.parametrize(
    ("kind", "mark"), [("correction", "Corrected"), ("clarification", "Clarified"), ("update", "Updated")]
)
def test_cards_say_what_happened_to_a_story(newsroom: Newsroom, kind: str, mark: str) -> None:
    newsroom.write(SETTINGS + _corrected(f'{AT_NOON}, kind: {kind}, text: "So it is."')).build()
    assert f"{mark}</span>" in newsroom.page("")


def test_all_corrections_are_on_a_page_and_in_a_feed_of_their_own(newsroom: Newsroom) -> None:
    second = 'at: 2026-11-22T08:00, kind: update, text: "And more."'
    other = 'corrections: [{at: 2026-11-21T08:00, text: "It is blue."}]'
    newsroom.write(SETTINGS + _corrected(ONE, second) + story("boat.md", "A boat", "2026-11-18", other)).build()
    page = newsroom.page("corrections")
    assert page.index("And more.") < page.index("It was <em>six</em>") < page.index("It is blue.")
    entries = feedparser.parse(newsroom.page("corrections/feed.xml")).entries
    assert [each.title for each in entries] == [
        "Update: Dues go up",
        "Correction: A boat",
        "Correction: Dues go up",
    ]
    assert [each.link.partition("#")[2] for each in entries] == ["correction-2", "correction-1", "correction-1"]
    assert len({each.id for each in entries}) == 3
    assert 'href="/corrections/"' in newsroom.page("")
    assert "https://courier.example/corrections/</loc>" in newsroom.page("sitemaps/pages.xml")


def test_a_site_without_corrections_has_no_such_page(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + GOOD).build()
    assert not (newsroom.output / "corrections").exists()
    assert "/corrections/" not in newsroom.page("")


def test_the_list_has_pages_as_other_listings_do(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + "per_page = 1\n")
    for day in (10, 11, 12):
        line = f'corrections: [{{at: 2026-11-{day + 1}, text: "Mended {day}."}}]'
        newsroom.write(story(f"{day}.md", f"Story {day}", f"2026-11-{day}", line))
    newsroom.build()
    assert "Mended 12." in newsroom.page("corrections")
    assert "Mended 10." not in newsroom.page("corrections")
    assert "Mended 10." in newsroom.page("corrections/page/1")


def test_the_policy_of_the_site_is_a_page_above_the_list_at_the_same_address(newsroom: Newsroom) -> None:
    policy = "-- content/pages/corrections.md --\n---\ntitle: Corrections\n---\nWe say so.\n"
    newsroom.write(SETTINGS + '[policies]\ncorrections = "/corrections/"\n' + policy + GOOD).build()
    assert 'class="sheet"' in newsroom.page("corrections")
    newsroom.write(_corrected(ONE)).build()
    page = newsroom.page("corrections")
    assert page.index("We say so.") < page.index("It was <em>six</em>")
    assert "How we correct mistakes" not in page
    box = newsroom.page(PLACE)
    assert '<a href="https://courier.example/corrections/">How we correct mistakes</a>' in box
    assert newsroom.page("sitemaps/pages.xml").count("/corrections/</loc>") == 1


def test_nothing_of_a_correction_is_seen_before_its_time(newsroom: Newsroom) -> None:
    later = 'at: 2026-11-25T10:00, kind: correction, text: "Secret [list](list.csv)."'
    newsroom.write(SETTINGS + _corrected(later) + "-- content/list.csv --\na,b\n")
    built = newsroom.build("2026-11-24T12:00:00+00:00")
    assert ["2026-11-25 10:00" in each.message for each in built.warnings] == [True]
    assert not [name for name, data in newsroom.tree().items() if b"Secret" in data or b"list.csv" in data]
    assert not [name for name in newsroom.tree() if "corrections" in name or "list.csv" in name]
    assert "dateModified" in newsroom.page(PLACE)
    assert "2026-11-25" not in newsroom.page(PLACE)
    newsroom.build("2026-11-25T12:00:00+00:00")
    assert 'Secret <a href="/list.csv">list</a>.' in newsroom.page(PLACE)
    assert "list.csv" in newsroom.tree()


def test_a_dead_link_in_a_correction_to_come_is_told_at_once(newsroom: Newsroom) -> None:
    later = 'at: 2026-11-25T10:00, kind: correction, text: "See [it](nothing.md)."'
    told = newsroom.write(SETTINGS + _corrected(later)).problems("2026-11-24T12:00:00+00:00")
    assert any("content/nothing.md, which does not exist" in each.message for each in told)


def test_the_schedule_knows_when_a_correction_appears(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + _corrected('at: 2026-11-25T10:00, text: "It is six."'))
    coming = upcoming(newsroom.request(), None).coming
    assert [(each.what, each.instant.isoformat()) for each in coming] == [
        ("gets a correction", "2026-11-25T10:00:00+03:00")
    ]


def test_the_site_s_search_finds_the_words_of_a_correction(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + _corrected(ONE))
    assert "It was six to one" in site_of(newsroom).graph(SEARCH_PAGE, "content/dues.md").html


@pytest.mark.parametrize(("language", "word"), [("tr", "Düzeltme"), ("ar", "تصحيح")])
def test_the_words_around_corrections_are_in_the_site_s_language(newsroom: Newsroom, language: str, word: str) -> None:
    newsroom.write(SETTINGS + f'language = "{language}"\n' + _corrected(ONE, more=("language: en",))).build()
    assert f'<b lang="{language}"' in newsroom.page(PLACE)
    assert f">{word}, <time" in newsroom.page(PLACE)
    assert f"<strong>{word}," in feedparser.parse(newsroom.page("feed.xml")).entries[0].content[0].value


def test_other_words_in_a_correction_change_only_what_has_these_words(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + _corrected(ONE)).build()
    newsroom.write(_corrected(ONE.replace("six", "five")))
    assert {*newsroom.build().published.written} == {
        *(f"{PLACE}{name}" for name in ("index.html", "ninjs.json", "text/index.html")),
        *("feed.xml", "rss.xml", "feed.json"),
        *(f"corrections/{name}" for name in ("index.html", "feed.xml", "rss.xml", "feed.json")),
    }


def test_the_time_of_a_correction_brings_about_what_a_clean_build_gives(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + _corrected(ONE, 'at: 2026-11-25T10:00, kind: update, text: "More [here](good.md)."'))
    for as_of in ("2026-11-20T08:00+03:00", "2026-11-24T12:00+03:00", "2026-11-25T12:00+03:00"):
        newsroom.build(as_of)
        newsroom.build(as_of, output=newsroom.folder / "clean", full=True)
        assert newsroom.tree() == newsroom.tree(newsroom.folder / "clean")
