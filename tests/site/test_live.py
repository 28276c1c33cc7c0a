"""Live coverage: what readers see of its entries, where, and from when on."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import feedparser
import pytest
from asking import site_of
from newsroom import SETTINGS, Newsroom, story

from generator.editorial.checks import findings, site_to_check
from generator.editorial.schedule import upcoming
from generator.search.index import SEARCH_PAGE

GIVEN = "live: {from: 2026-11-24T12:00, until: 2026-11-24T20:00}"
ENTRIES = """The flood gate closes tonight.

## 14:40 The water rises {key}

At the *quay*, says [the Board](good.md).

### What to do

Stay away.

## 13:10 Sandbags arrive

From Skerra.

## 12:05 The gate begins to close {key}

It takes 41 minutes.
"""
GOOD = story("good.md", "The Board", "2026-11-01")
PLACE = "2026/11/24/gate-night/"
AT_15 = "2026-11-24T12:00:00+00:00"
AT_1430 = "2026-11-24T11:30:00+00:00"
AT_21 = "2026-11-24T18:00:00+00:00"


def _live(body: str = ENTRIES, *more: str, given: str = GIVEN) -> str:
    return story("gate.md", "Gate night", "2026-11-24T11:30", given, *more, body=body) + GOOD


def _graph(newsroom: Newsroom, kind: str) -> Any:
    data = json.loads(newsroom.page(PLACE).split('application/ld+json">')[1].split("</script>")[0])
    return next((each for each in data["@graph"] if each["@type"] == kind), None)


def _anchors(page: str) -> list[str]:
    return re.findall(r'<section class="entry[^"]*">\n<h2 id="([^"]*)"', page)


def test_entries_are_the_newest_first_with_their_times_while_it_is_live(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + _live()).build(AT_15)
    page = newsroom.page(PLACE)
    assert _anchors(page) == ["at-2026-11-24-1440", "at-2026-11-24-1310", "at-2026-11-24-1205"]
    time = '<time datetime="2026-11-24T14:40:00+03:00">14:40</time>'
    assert f'<section class="entry key">\n<h2 id="at-2026-11-24-1440">{time} The water rises</h2>' in page
    assert page.index("The flood gate closes tonight.") < page.index('<section class="entry')
    assert 'says <a href="/2026/11/01/the-board/">the Board</a>' in page
    assert '<h3 id="what-to-do">' in page


def test_the_entries_may_be_written_the_oldest_first(newsroom: Newsroom) -> None:
    body = "## 12:05 One\n\nA.\n\n## 13:10 Two\n\nB.\n"
    newsroom.write(SETTINGS + _live(body)).build(AT_15)
    assert _anchors(newsroom.page(PLACE)) == ["at-2026-11-24-1310", "at-2026-11-24-1205"]


def test_once_it_is_over_it_is_a_story_in_the_order_in_which_things_happened(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + _live()).build(AT_21)
    page = newsroom.page(PLACE)
    assert _anchors(page) == ["at-2026-11-24-1205", "at-2026-11-24-1310", "at-2026-11-24-1440"]
    assert "The live coverage is over." in page
    assert "live." not in "".join(re.findall(r"<script[^>]*>", page))
    assert "Live</b>" not in newsroom.page("")


def test_key_events_are_listed_above_the_text(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + _live()).build(AT_15)
    listed = newsroom.page(PLACE).split('class="key-events"')[1].split("</section>")[0]
    assert re.findall(r'<a href="#([^"]*)">([^<]*)</a>', listed) == [
        ("at-2026-11-24-1440", "The water rises"),
        ("at-2026-11-24-1205", "The gate begins to close"),
    ]


def test_the_address_of_an_entry_stays_when_it_is_edited_and_when_others_come(newsroom: Newsroom) -> None:
    body = "## 14:05 Second\n\nB.\n\n## 14:05 First\n\nA.\n\n## 13:00 Before\n\nZ.\n"
    newsroom.write(SETTINGS + _live(body)).build(AT_15)
    before = newsroom.page(PLACE)
    assert _anchors(before) == ["at-2026-11-24-1405-2", "at-2026-11-24-1405", "at-2026-11-24-1300"]
    more = body.replace("First", "The first").replace("## 13:00", "## 13:30 Between\n\nY.\n\n## 13:00")
    newsroom.write(_live("## 14:05 Third\n\nC.\n\n" + more)).build(AT_15)
    page = newsroom.page(PLACE)
    assert re.search(r'id="at-2026-11-24-1405"><time[^>]*>14:05</time> The first<', page)
    assert re.search(r'id="at-2026-11-24-1405-2"><time[^>]*>14:05</time> Second<', page)
    assert re.search(r'id="at-2026-11-24-1405-3"><time[^>]*>14:05</time> Third<', page)


def test_an_entry_may_have_an_address_of_its_own(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + _live("## 14:05 The gate is shut {key} {#shut}\n\nA.\n")).build(AT_15)
    assert _anchors(newsroom.page(PLACE)) == ["shut"]
    assert '<section class="entry key">' in newsroom.page(PLACE)


def test_coverage_over_midnight_needs_no_dates_unless_a_time_is_on_two_days(newsroom: Newsroom) -> None:
    night = "live: {from: 2026-11-23T19:00, until: 2026-11-24T02:00}"
    body = "## 00:20 Result\n\nB.\n\n## 19:30 Polls close\n\nA.\n"
    newsroom.write(SETTINGS + _live(body, given=night)).build(AT_15)
    page = newsroom.page(PLACE)
    assert _anchors(page) == ["at-2026-11-23-1930", "at-2026-11-24-0020"]
    assert "23 Nov 2026, 19:30</time>" in page
    days = "live: {from: 2026-11-23T08:00, until: 2026-11-24T20:00}"
    newsroom.write(_live(body, given=days))
    assert [each.message for each in newsroom.problems(AT_15)][:1] == [
        "19:30 is on 2 days within the live coverage, from 2026-11-23 08:00 until 2026-11-24 20:00"
    ]
    newsroom.write(_live(body.replace("19:30", "2026-11-23 19:30"), given=days))
    assert newsroom.problems(AT_15) == []


def test_a_future_entry_does_not_leak_until_its_time(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + "[extra]\n" + _live(ENTRIES.replace("(good.md)", "(files/secret.txt)")))
    newsroom.write("-- content/files/secret.txt --\nA list of names.\n")
    newsroom.build(AT_1430)
    text = b"".join(newsroom.tree().values())
    assert b"water rises" not in text
    assert b"1440" not in text
    assert not any("secret" in name for name in newsroom.tree())
    newsroom.build(AT_15)
    assert "The water rises" in newsroom.page(PLACE)
    assert any("secret" in name for name in newsroom.tree())


def test_a_future_entry_is_mentioned_to_editors_and_scheduled(newsroom: Newsroom) -> None:
    result = newsroom.write(SETTINGS + _live()).build(AT_1430)
    warned = next(each for each in result.warnings if "still to come" in each.message)
    assert (warned.path, warned.line) == ("content/gate.md", 8)
    coming = [(each.instant.isoformat(), each.what) for each in upcoming(newsroom.request(AT_1430), None).coming]
    assert coming[:2] == [
        ("2026-11-24T14:40:00+03:00", "gets a live entry"),
        ("2026-11-24T20:00:00+03:00", "is no longer covered live"),
    ]


def test_a_preview_with_drafts_shows_future_entries(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + _live()).build(AT_1430, drafts=True)
    assert '<section class="entry key later">' in newsroom.page(PLACE)
    assert 'says <a href="/2026/11/01/the-board/">' in newsroom.page(PLACE)


def test_a_dead_link_in_a_future_entry_is_told_now(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + _live(ENTRIES.replace("(good.md)", "(gone.md)")))
    assert any("gone.md" in each.message for each in newsroom.problems(AT_1430))


def test_a_file_of_two_entries_is_there_from_the_first_one_on(newsroom: Newsroom) -> None:
    body = "## 14:40 Late\n\n[List](files/list.txt)\n\n## 13:10 Early\n\n[List](files/list.txt)\n"
    newsroom.write(SETTINGS + _live(body) + "-- content/files/list.txt --\nA list.\n").build(AT_1430)
    assert any("list" in name for name in newsroom.tree())


def test_notes_wait_for_the_last_entry(newsroom: Newsroom) -> None:
    body = "## 14:40 Late\n\nB.[^b]\n\n## 13:10 Early\n\nA.[^a]\n\n[^a]: Note one.\n[^b]: Note two.\n"
    newsroom.write(SETTINGS + _live(body)).build(AT_1430)
    assert "Note two" not in newsroom.page(PLACE)
    newsroom.build(AT_15)
    assert "Note two" in newsroom.page(PLACE)


def test_search_engines_get_a_live_blog_posting(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + _live()).build(AT_15)
    found = _graph(newsroom, "LiveBlogPosting")
    assert found["coverageStartTime"] == "2026-11-24T12:00:00+03:00"
    assert found["coverageEndTime"] == "2026-11-24T20:00:00+03:00"
    assert found["dateModified"] == "2026-11-24T14:40:00+03:00"
    assert found["headline"] == "Gate night"
    assert found["liveBlogUpdate"][0] == {
        "@type": "BlogPosting",
        "@id": f"https://courier.example/{PLACE}#at-2026-11-24-1440",
        "url": f"https://courier.example/{PLACE}#at-2026-11-24-1440",
        "headline": "The water rises",
        "datePublished": "2026-11-24T14:40:00+03:00",
        "articleBody": "At the quay, says the Board. What to do Stay away.",
    }
    assert len(found["liveBlogUpdate"]) == 3


def test_without_entries_it_is_an_article(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + _live("Soon.")).build("2026-11-24T08:45:00+00:00")
    assert _graph(newsroom, "NewsArticle")
    assert "Live coverage begins:" in newsroom.page(PLACE)


def test_readers_see_on_cards_and_on_the_front_page_that_it_is_live(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + _live()).build(AT_15)
    front = newsroom.page("")
    assert f'<p><b>Live</b> <a href="/{PLACE}">Gate night</a></p>' in front
    assert '<b class="live">Live</b>' in front
    newsroom.build("2026-11-24T08:45:00+00:00")
    assert "Live</b>" not in newsroom.page("")


def test_a_live_story_is_not_announced_as_breaking_news_too(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + _live(ENTRIES, "breaking: true")).build(AT_15)
    assert "<b>Breaking</b>" not in newsroom.page("")
    newsroom.build(AT_21)
    assert "<b>Breaking</b>" in newsroom.page("")


def test_feeds_ninjs_and_the_text_edition_have_the_entries_in_reading_order_with_times(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + _live()).build(AT_15)
    entry = feedparser.parse(newsroom.page("feed.xml")).entries[0]
    body = json.loads(newsroom.page(f"{PLACE}ninjs.json"))["bodies"][0]["value"]
    for text in (entry.content[0].value, body, newsroom.page(f"{PLACE}text/")):
        assert text.index("14:40</time> The water rises") < text.index("13:10</time> Sandbags arrive")
    assert entry.updated == "2026-11-24T14:40:00+03:00"


def test_times_are_by_the_clock_of_the_site(newsroom: Newsroom) -> None:
    given = "live: {from: 2026-11-24T09:00:00+00:00, until: 2026-11-24T19:00:00+02:00}"
    newsroom.write(SETTINGS + _live(given=given)).build(AT_15)
    assert '<time datetime="2026-11-24T14:40:00+03:00">14:40</time>' in newsroom.page(PLACE)
    assert _graph(newsroom, "LiveBlogPosting")["coverageStartTime"] == "2026-11-24T12:00:00+03:00"
    assert _graph(newsroom, "LiveBlogPosting")["coverageEndTime"] == "2026-11-24T20:00:00+03:00"


def test_links_to_entries_and_to_headings_in_them_are_in_order(newsroom: Newsroom) -> None:
    link = "[The water](gate.md#at-2026-11-24-1440) and [you](gate.md#what-to-do)."
    other = story("other.md", "Other", "2026-11-24T14:41", "standfirst: Two links.", body=link)
    newsroom.write(SETTINGS + _live() + other)
    found = findings(site_to_check(newsroom.request(AT_15), newsroom.output), {})
    assert [each.problem.message for each in found if each.check == "headings"] == []


def test_the_search_has_only_what_readers_see(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + _live())
    for as_of, seen in ((AT_1430, False), (AT_15, True)):
        graph = site_of(newsroom, as_of).graph
        html = graph(SEARCH_PAGE, "content/gate.md").html
        assert ("The water rises" in html) == seen
        assert "Sandbags arrive" in html


def test_only_a_live_page_loads_the_script(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + _live()).build(AT_15)
    assert "/assets/live." in newsroom.page(PLACE)
    assert "1 new entry" not in newsroom.page(PLACE)
    assert "{count} new entry" in newsroom.page(PLACE)
    for place in ("", "2026/11/01/the-board/"):
        assert "/assets/live." not in newsroom.page(place)


def test_another_entry_writes_only_what_an_edit_of_the_text_writes_and_where_the_time_is(newsroom: Newsroom) -> None:
    others = "".join(story(f"{each}.md", f"Story {each}", f"2026-11-{each}") for each in range(10, 20))
    newsroom.write(SETTINGS + _live() + others).build(AT_15)
    newsroom.write(_live(ENTRIES.replace("It takes 41 minutes.", "It takes 42 minutes."))).build(AT_15)
    edited = _written(newsroom, lambda: newsroom.write(_live()).build(AT_15))
    entry = "## 14:55 The tide turns\n\nAt last.\n\n## 14:40"
    added = _written(newsroom, lambda: newsroom.write(_live(ENTRIES.replace("## 14:40", entry))).build(AT_15))
    assert {each for each in added - edited if not each.endswith(".xml")} == {"ninjs.json"}  # with its version
    assert all(each.startswith("sitemap") for each in added - edited if each.endswith(".xml"))
    assert f"{PLACE}index.html" in edited & added


def _written(newsroom: Newsroom, do: Any) -> set[str]:
    before = newsroom.tree()
    do()
    return {name for name, data in newsroom.tree().items() if before.get(name) != data}


def test_a_beginning_is_only_what_is_above_the_entries(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + _live("## 14:40 Late\n\nThe secret.\n\n## 13:10 Early\n\nKnown.\n")).build(AT_1430)
    assert '<meta name="description"' not in newsroom.page(PLACE)


@pytest.mark.parametrize("drafts", [False, True])
def test_a_build_after_an_edit_equals_a_clean_one(newsroom: Newsroom, tmp_path: Path, drafts: bool) -> None:
    newsroom.write(SETTINGS + _live()).build(AT_1430, drafts=drafts)
    for number, as_of in enumerate((AT_15, AT_21, AT_1430)):
        newsroom.build(as_of, drafts=drafts)
        clean = tmp_path / str(number)
        newsroom.build(as_of, drafts=drafts, output=clean, full=True)
        assert newsroom.tree() == newsroom.tree(clean)


def test_raw_html_that_is_left_open_ends_with_its_entry(newsroom: Newsroom) -> None:
    body = "<div class='box'>\n\nAbove.\n\n## 13:10 Two\n\n<b>B.\n\n## 12:05 One\n\nA.\n"
    newsroom.write(SETTINGS + _live(body)).build(AT_15)
    page = newsroom.page(PLACE)
    assert _anchors(page) == ["at-2026-11-24-1310", "at-2026-11-24-1205"]
    assert page.count("<section") == page.count("</section>")
