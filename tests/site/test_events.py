"""Events: what readers and machines see of them, where, and until when."""

from __future__ import annotations

import json
from typing import Any

import feedparser
import pytest
from asking import site_of
from icalendar import Calendar
from newsroom import SETTINGS, Newsroom, story

from generator.editorial.schedule import upcoming
from generator.search.index import SEARCH_PAGE

EVENT = (
    'event: {from: 2026-12-04 19:00, until: 2026-12-04 21:00, place: "Town Hall, Quay Street", name: The dues debate}'
)
DEBATE = story("debate.md", "Dues to be debated", "2026-11-19T09:00", "standfirst: By half.", EVENT, body="Words.")
FAIR = story("fair.md", "The fair", "2026-11-01", "event: {from: 2026-11-26, until: 2026-11-29, place: The Spit}")
PLACE = "2026/11/19/dues-to-be-debated/"


def _nodes(newsroom: Newsroom, place: str = PLACE) -> dict[str, Any]:
    data = json.loads(newsroom.page(place).split('application/ld+json">')[1].split("</script>")[0])
    return {each["@type"]: each for each in data["@graph"]}


def test_a_story_says_when_and_where(newsroom: Newsroom) -> None:
    page = newsroom.write(SETTINGS + DEBATE).build() and newsroom.page(PLACE)
    assert '<time datetime="2026-12-04T19:00:00+03:00">Friday, 4 December 2026, 19:00</time>–' in page
    assert '<time datetime="2026-12-04T21:00:00+03:00">21:00</time>' in page
    assert "Town Hall, Quay Street" in page
    assert "Town Hall, Quay Street" in newsroom.page(f"{PLACE}text")


def test_days_without_a_time_are_shown_without_one(newsroom: Newsroom) -> None:
    page = newsroom.write(SETTINGS + FAIR).build() and newsroom.page("2026/11/01/the-fair")
    assert '<time datetime="2026-11-26">Thursday, 26 November 2026</time> – <time datetime="2026-11-29">' in page


def test_machines_get_what_search_engines_require(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + DEBATE).build()
    assert _nodes(newsroom)["Event"] == {
        "@type": "Event",
        "@id": f"https://courier.example/{PLACE}#event",
        "name": "The dues debate",
        "startDate": "2026-12-04T19:00:00+03:00",
        "endDate": "2026-12-04T21:00:00+03:00",
        "location": {"@type": "Place", "name": "Town Hall, Quay Street", "address": "Town Hall, Quay Street"},
        "description": "By half.",
        "subjectOf": {"@id": f"https://courier.example/{PLACE}#article"},
    }
    ninjs = json.loads(newsroom.page(f"{PLACE}ninjs.json"))
    assert ninjs["events"] == [{"name": "The dues debate", "uri": f"https://courier.example/{PLACE}#event"}]


@pytest.mark.parametrize("text", ["full", "standfirst"])
def test_feeds_have_a_line_with_the_event(newsroom: Newsroom, text: str) -> None:
    newsroom.write(SETTINGS + f'[feeds]\ntext = "{text}"\n' + DEBATE).build()
    (entry,) = feedparser.parse(newsroom.page("feed.xml")).entries
    shown = entry.content[0].value if text == "full" else entry.summary
    assert "The dues debate" in shown
    assert "4 December 2026, 19:00" in shown
    assert "Town Hall" in shown


def test_the_list_has_what_is_to_come_the_next_one_first(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + DEBATE + FAIR).build()
    page = newsroom.page("events").partition("<main")[2]
    assert page.index("The fair") < page.index("The dues debate")
    assert 'href="/events/"' in newsroom.page("")
    assert "<loc>https://courier.example/events/</loc>" in newsroom.page("sitemaps/pages.xml")
    assert '<link rel="alternate" type="text/calendar"' in newsroom.page("events")


def test_an_event_leaves_the_list_when_it_is_over_and_stays_on_its_story(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + DEBATE + FAIR)
    newsroom.build("2026-11-29T20:59:00+00:00")  # 23:59 in Istanbul
    assert "The fair" in newsroom.page("events")
    newsroom.build("2026-11-29T21:00:00+00:00")
    assert "The fair" not in newsroom.page("events").partition("<main")[2]
    assert 'datetime="2026-11-29"' in newsroom.page("2026/11/01/the-fair")
    newsroom.build("2026-12-05T12:00:00+00:00")
    assert "No events are announced" in newsroom.page("events")
    assert "The fair" in newsroom.page("events.ics")


def test_programs_read_the_calendar_as_it_is_meant(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + DEBATE + FAIR).build()
    data = (newsroom.output / "events.ics").read_bytes()
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    debate, fair = Calendar.from_ical(data).walk("VEVENT")
    assert debate["summary"] == "The dues debate"
    assert debate.decoded("dtstart").isoformat() == "2026-12-04T16:00:00+00:00"
    assert debate["location"] == "Town Hall, Quay Street"
    assert debate["url"] == f"https://courier.example/{PLACE}"
    assert str(debate["uid"]).startswith("tag:courier.example,")
    assert (fair.decoded("dtstart").isoformat(), fair.decoded("dtend").isoformat()) == ("2026-11-26", "2026-11-30")


def test_nothing_of_a_story_that_is_not_public_is_in_the_calendar(newsroom: Newsroom) -> None:
    for number, line in enumerate(
        ("draft: true", "embargo: 2031-01-01", "published: 2031-01-01", "killed: 2026-11-20")
    ):
        date = "" if line.startswith("published") else "2026-11-19"
        fields = [
            each for each in (f"published: {date}" if date else "", line, EVENT.replace("The dues", "A secret")) if each
        ]
        newsroom.write(
            f"-- content/{number}.md --\n---\ntitle: Story {number}\n" + "\n".join(fields) + "\n---\nWords.\n"
        )
    newsroom.write(FAIR).build()
    assert not [name for name, data in newsroom.tree().items() if b"A secret" in data]


def test_a_section_of_that_name_keeps_its_place(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + DEBATE.replace("standfirst", "section: Events\nstandfirst")).build()
    assert "at-section" in newsroom.page("events")
    assert "BEGIN:VCALENDAR" in newsroom.page("events.ics")
    assert newsroom.page("sitemaps/pages.xml").count("/events/</loc>") == 1


def test_a_site_without_events_has_none_of_this(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + story("a.md", "A", "2026-11-01")).build()
    assert not [name for name in newsroom.tree() if "events" in name]
    assert "/events" not in newsroom.page("")


def test_the_schedule_knows_when_an_event_is_over(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + FAIR)
    coming = upcoming(newsroom.request(), None).coming
    assert [(each.what, each.instant.isoformat()) for each in coming] == [
        ("leaves the list of events", "2026-11-30T00:00:00+03:00")
    ]


def test_the_site_s_search_finds_an_event_by_its_name_and_place(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + DEBATE + FAIR)
    graph = site_of(newsroom).graph
    assert "The dues debate Town Hall, Quay Street" in graph(SEARCH_PAGE, "content/debate.md").html
    assert "Town Hall" not in graph(SEARCH_PAGE, "content/fair.md").html


@pytest.mark.parametrize(("language", "word"), [("tr", "Etkinlikler"), ("ar", "الفعاليات")])
def test_the_words_around_events_are_in_the_site_s_language(newsroom: Newsroom, language: str, word: str) -> None:
    newsroom.write(SETTINGS + f'language = "{language}"\n' + DEBATE).build()
    assert f"<h1>{word}</h1>" in newsroom.page("events")
    assert word in newsroom.page("events.ics")
    assert '<p class="event"' in newsroom.page(PLACE)


def test_another_place_changes_only_what_has_the_place(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + DEBATE + FAIR).build()
    newsroom.write(DEBATE.replace("Town Hall", "School Hall"))
    assert {*newsroom.build().published.written} == {
        *(f"{PLACE}{name}" for name in ("index.html", "text/index.html")),
        *("feed.xml", "rss.xml", "feed.json", "events/index.html", "events.ics"),
    }


def test_other_words_in_the_text_do_not_change_the_list(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + DEBATE).build()
    newsroom.write(DEBATE.replace("Words.", "Other words."))
    assert not [each for each in newsroom.build().published.written if "events" in each]


def test_the_end_of_an_event_brings_about_what_a_clean_build_gives(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + DEBATE + FAIR)
    for as_of in (
        "2026-11-10T12:00+03:00",
        "2026-11-29T12:00+03:00",
        "2026-11-30T12:00+03:00",
        "2026-12-04T21:00+03:00",
    ):
        newsroom.build(as_of)
        newsroom.build(as_of, output=newsroom.folder / "clean", full=True)
        assert newsroom.tree() == newsroom.tree(newsroom.folder / "clean")
