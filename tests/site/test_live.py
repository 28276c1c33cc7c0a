"""Live coverage: what readers see of its entries, where, and from when on."""

from __future__ import annotations

import json
import re
from html import unescape
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


def test_the_headings_of_an_entry_keep_their_addresses_when_others_like_them_come(newsroom: Newsroom) -> None:
    body = "## 14:40 Late\n\n### What we know\n\nB.\n\n## 13:10 Early\n\n### What we know\n\nA.\n"
    newsroom.write(SETTINGS + _live(body)).build(AT_1430)
    assert '<h3 id="what-we-know">' in newsroom.page(PLACE)
    newsroom.build(AT_15)
    assert re.findall('<h3 id="([^"]*)"', newsroom.page(PLACE)) == ["what-we-know-2", "what-we-know"]


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
    warned = next(each for each in result.warnings if "is in the future" in each.message)
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


NOTED = """The gate closes tonight.[^top] The Board said so.[^both]

## 14:40 The water rises

By the hour.[^late] As it said.[^both]

## 13:10 Sandbags arrive

From Skerra.[^early] As it said.[^both]

## 12:05 The gate begins to close

It takes 41 minutes.[^begin]

[^late]: The late note, and [a list](files/late.txt).
[^begin]: The note on the beginning, which has another.[^inner]
[^both]: The Board's minutes.
[^top]: The note at the top.
[^early]: The early note.
[^inner]: The inner note.
"""


def _notes(html: str) -> list[tuple[str, str, list[str]]]:
    """The notes below a text: each id, its words, and the places to which it leads back."""
    items = re.findall(r'<li id="fn:(\d+)">(.*?)</li>', html, re.DOTALL)
    return [
        (number, " ".join(re.sub("<[^>]*>|\u21a9\ufe0e", "", item).split()), re.findall("#fnref:([\\d:]+)", item))
        for number, item in items
    ]


def _signs(html: str) -> list[tuple[str, str, str]]:
    return re.findall(r'<sup class="footnote-ref"><a href="[^"]*#fn:(\d+)" id="fnref:([\d:]+)">(\d+)</a></sup>', html)


def test_the_notes_of_what_readers_see_are_there_numbered_as_they_read(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + _live(NOTED) + "-- content/files/late.txt --\nA list.\n").build(AT_1430)
    page = newsroom.page(PLACE)
    assert _signs(page) == [(each.partition(":")[0], each, each.partition(":")[0]) for each in _READ_FIRST]
    assert [(number, words) for number, words, _ in _notes(page)] == [
        ("1", "The note at the top."),
        ("2", "The Board's minutes."),
        ("3", "The early note."),
        ("4", "The note on the beginning, which has another.5"),
        ("5", "The inner note."),
    ]
    assert [back for _, _, back in _notes(page)] == [["1"], ["2", "2:1"], ["3"], ["4"], ["5"]]
    assert not [name for name in newsroom.tree() if "files/" in name]
    assert "late note" not in page
    newsroom.build(AT_15)
    page = newsroom.page(PLACE)
    assert [words for _, words, _ in _notes(page)][:3] == [
        "The note at the top.",
        "The Board's minutes.",
        "The late note, and a list.",
    ]
    assert _notes(page)[1][2] == ["2", "2:1", "2:2"]
    assert any("files/late" in name for name in newsroom.tree())


_READ_FIRST = ("1", "2", "3", "2:1", "4", "5")


def test_every_form_of_the_story_has_these_notes(newsroom: Newsroom) -> None:
    settings = SETTINGS + 'republish = "CC-BY-4.0"\n'
    newsroom.write(settings + _live(NOTED) + "-- content/files/late.txt --\nA list.\n").build(AT_1430)
    page = _notes(newsroom.page(PLACE))
    feed = feedparser.parse(newsroom.page("feed.xml")).entries[0].content[0].value
    rss = feedparser.parse(newsroom.page("rss.xml")).entries[0].content[0].value
    item = json.loads(newsroom.page("feed.json"))["items"][0]["content_html"]
    ninjs = json.loads(newsroom.page(f"{PLACE}ninjs.json"))["bodies"][0]["value"]
    search = site_of(newsroom, AT_1430).graph(SEARCH_PAGE, "content/gate.md").html
    copied = unescape(newsroom.page(f"{PLACE}republish/"))
    text = newsroom.page(f"{PLACE}text/")
    for html in (feed, rss, item, ninjs, text):
        assert _notes(html) == page
    for html in (feed, rss, item, ninjs, text, search, copied):
        assert [html.index(words.partition(",")[0]) for _, words, _ in page] == sorted(
            html.index(words.partition(",")[0]) for _, words, _ in page
        )
        assert "late note" not in html


def test_notes_that_only_later_entries_refer_to_leave_no_gap_and_no_trace(newsroom: Newsroom) -> None:
    body = (
        "Above.\n\n## 14:40 Late\n\nB.[^b]\n\n## 13:10 Early\n\nA.\n\n[^b]: Note two has words that nobody may count.\n"
    )
    newsroom.write(SETTINGS + _live(body)).build(AT_1430)
    page = newsroom.page(PLACE)
    assert "footnote" not in page
    assert "fn:" not in page
    assert _graph(newsroom, "LiveBlogPosting")["wordCount"] == 3
    newsroom.build(AT_15)
    assert _graph(newsroom, "LiveBlogPosting")["wordCount"] == 13


def test_notes_are_in_the_order_of_the_story_once_the_coverage_is_over(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + _live(NOTED) + "-- content/files/late.txt --\nA list.\n").build(AT_21)
    words = [each for _, each, _ in _notes(newsroom.page(PLACE))]
    assert words[2].startswith("The note on the beginning")
    assert words[3:] == ["The early note.", "The late note, and a list.", "The inner note."]


def test_a_note_in_the_words_of_a_picture_or_in_brackets_is_there(newsroom: Newsroom) -> None:
    body = "## 13:10 Early\n\nA.^[Said in brackets.] <b>B</b>.[^b]\n\n[^b]: Said *below*.\n\n    And <i>more</i>.\n"
    newsroom.write(SETTINGS + _live(body)).build(AT_1430)
    assert [words for _, words, _ in _notes(newsroom.page(PLACE))] == ["Said in brackets.", "Said below. And more."]


def test_a_link_to_a_later_entry_is_plain_text_until_its_time(newsroom: Newsroom) -> None:
    body = """See [the water](#at-2026-11-24-1440), [the advice](#what-to-do "Now"), <a class="x" href="#box">a box</a>.

## 14:40 The water rises

### What to do

<p id="box">Stay away.</p>

## 13:10 Sandbags arrive

[Above](#at-2026-11-24-1440) and [here](#at-2026-11-24-1310), and <q cite="#at-2026-11-24-1440">so</q>.
"""
    link = (
        "[The water](gate.md#at-2026-11-24-1440), [so](/2026/11/24/gate-night/#at-2026-11-24-1440) and [it](gate.md)."
    )
    body += "\n[The page](gate.md#what-to-do).\n"
    other = story("other.md", "Other", "2026-11-24T13:41", "standfirst: Two links.", body=link)
    result = newsroom.write(SETTINGS + _live(body) + other).build(AT_1430)
    assert "See the water, the advice, a box." in newsroom.page(PLACE)
    assert 'Above and <a href="#at-2026-11-24-1310">here</a>, and <q>so</q>.' in newsroom.page(PLACE)
    assert f'The water, so and <a href="/{PLACE}">it</a>.' in newsroom.page("2026/11/24/other/")
    everything = b"".join(newsroom.tree().values())
    assert b"1440" not in everything
    assert b"what-to-do" not in everything
    told = [(each.path, each.line) for each in result.warnings if "has not appeared yet, so this link" in each.message]
    assert told == [*[("content/gate.md", 6)] * 3, ("content/gate.md", 18), *[("content/other.md", 6)] * 2]
    newsroom.build(AT_15)
    assert 'See <a href="#at-2026-11-24-1440">the water</a>, <a href="#what-to-do"' in newsroom.page(PLACE)
    assert '<a href="#box" class="x">a box</a>' in newsroom.page(PLACE)
    assert f'<a href="/{PLACE}#at-2026-11-24-1440">The water</a>' in newsroom.page("2026/11/24/other/")


def test_a_link_in_the_front_matter_waits_for_its_entry_too(newsroom: Newsroom) -> None:
    notes = 'source_notes: ["[The water](#at-2026-11-24-1440)", "[The start](#at-2026-11-24-1205)"]'
    fix = "corrections: [{at: 2026-11-24T13:00, text: '[The water](#at-2026-11-24-1440) is higher.'}]"
    newsroom.write(SETTINGS + _live(ENTRIES, notes, fix)).build(AT_1430)
    assert '<a href="#at-2026-11-24-1205">The start</a>' in newsroom.page(PLACE)
    assert b"1440" not in b"".join(newsroom.tree().values())
    newsroom.build(AT_15)
    assert '<a href="#at-2026-11-24-1440">The water</a> is higher.' in newsroom.page(PLACE)
    assert f'<a href="/{PLACE}#at-2026-11-24-1440">The water</a> is higher.' in newsroom.page("corrections/")


def test_a_dead_link_within_the_page_is_told_with_the_nearest_part(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + _live(ENTRIES.replace("From Skerra.", "From [Skerra](#what-to-doo).")))
    (told,) = [each for each in newsroom.problems(AT_1430) if "#what" in each.message]
    assert (told.line, told.message, told.fix) == (
        18,
        "there is no heading `#what-to-doo` on this page",
        "did you mean `#what-to-do`?",
    )


def test_the_text_of_an_entry_for_search_engines_is_plain(newsroom: Newsroom) -> None:
    body = "Above.\n\n## 13:10 The <b>Endeavour</b> *sails* {key}\n\nAt noon[^a] it was seen.\n\n[^a]: By the Board.\n"
    newsroom.write(SETTINGS + _live(body)).build(AT_1430)
    (entry,) = _graph(newsroom, "LiveBlogPosting")["liveBlogUpdate"]
    assert (entry["headline"], entry["articleBody"]) == ("The Endeavour sails", "At noon it was seen.")
    listed = newsroom.page(PLACE).split('class="key-events"')[1].split("</section>")[0]
    assert "The Endeavour sails</a>" in listed


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
