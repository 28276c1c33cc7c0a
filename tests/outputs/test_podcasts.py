"""The feed of a podcast: what Apple and Podcasting 2.0 require, and what stays the same whatever changes."""

from __future__ import annotations

import re
from pathlib import Path
from uuid import UUID, uuid5

import feedparser
import pytest
import recording_files as made
from lxml import etree
from newsroom import SETTINGS, Newsroom, photo, story

from generator.model.podcast import CATEGORIES, guid_from

PODCAST = """
[podcast.tides]
series = "Tides"
title = "The tides & we"
description = "Who lives by the water."
author = "Ada Marsh"
email = "podcast@courier.example"
category = "News > Daily News"
artwork = "/podcasts/tides.jpg"
"""
WORDS = "WEBVTT\n\n00:00.000 --> 00:01.000\nThe gate closes.\n"
CHAPTERS = '{"version": "1.2.0", "chapters": [{"startTime": 0, "title": "Low water"}]}'
NAMES = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "atom": "http://www.w3.org/2005/Atom",
}


def episode(number: int, *more: str, body: str = "") -> str:
    block = f'::: audio talk{number}.mp3 title="Part {number}" transcript=talk.vtt chapters=words/talk.json :::'
    lines = (f"series: {{name: Tides, part: {number}}}", f"standfirst: Part {number} & more.", *more)
    return story(f"e{number}.md", f"Tide {number}", f"2026-11-{10 + number}T08:00", *lines, body=body or block)


def written(newsroom: Newsroom, settings: str = PODCAST, *stories: str) -> Newsroom:
    parts = stories or (episode(1), episode(2), episode(3, "draft: true"))
    newsroom.write(SETTINGS + settings + "".join(parts) + f"-- content/talk.vtt --\n{WORDS}")
    newsroom.write(f"-- content/words/talk.json --\n{CHAPTERS}\n")
    for number in (1, 2, 3):
        (newsroom.folder / f"content/talk{number}.mp3").write_bytes(made.mp3(60 * number + 2))
    artwork = newsroom.folder / "content/static/podcasts/tides.jpg"
    artwork.parent.mkdir(parents=True, exist_ok=True)
    artwork.write_bytes(photo(1400, 1400))
    return newsroom


def channel(newsroom: Newsroom, name: str = "tides") -> etree._Element:
    root = etree.fromstring(newsroom.page(f"podcasts/{name}.xml").encode())
    return root.find("channel")  # type: ignore[return-value]


def text(element: etree._Element, path: str) -> str:
    found = element.findtext(path, namespaces=NAMES)
    assert found, path
    return found


def test_a_podcast_has_everything_that_directories_require(newsroom: Newsroom) -> None:
    written(newsroom).build()
    show = channel(newsroom)
    assert text(show, "title") == "The tides & we"
    assert text(show, "description") == "Who lives by the water."
    assert text(show, "language") == "en"
    assert text(show, "link") == "https://courier.example/series/tides/"
    assert text(show, "itunes:explicit") == "false"
    assert text(show, "itunes:author") == "Ada Marsh"
    assert text(show, "itunes:owner/itunes:email") == "podcast@courier.example"
    assert text(show, "itunes:type") == "episodic"
    assert text(show, "podcast:locked") == "yes"
    locked, image = show.find("podcast:locked", NAMES), show.find("itunes:image", NAMES)
    assert locked is not None
    assert locked.get("owner") == "podcast@courier.example"
    assert image is not None
    assert image.get("href") == "https://courier.example/podcasts/tides.jpg"
    categories = [each.get("text") for each in show.iterfind(".//itunes:category", NAMES)]
    assert categories == ["News", "Daily News"]
    assert "Daily News" in CATEGORIES["News"]
    own = show.find("atom:link[@rel='self']", NAMES)
    assert own is not None
    assert own.get("href") == "https://courier.example/podcasts/tides.xml"


def test_each_public_episode_is_there_with_its_file(newsroom: Newsroom) -> None:
    written(newsroom).build()
    items = channel(newsroom).findall("item")
    assert [text(each, "title") for each in items] == ["Tide 2", "Tide 1"]
    newest = items[0]
    enclosure = newest.find("enclosure")
    assert enclosure is not None
    assert enclosure.get("url") == "https://courier.example/talk2.mp3"
    assert enclosure.get("type") == "audio/mpeg"
    assert int(enclosure.get("length", "")) == len(newsroom.tree()["talk2.mp3"])
    assert text(newest, "itunes:duration") == "122"
    assert text(newest, "itunes:episode") == "2"
    assert text(newest, "description") == "Part 2 & more."
    assert text(newest, "guid") == "tag:courier.example,2026:e2"
    transcript, chapters = newest.find("podcast:transcript", NAMES), newest.find("podcast:chapters", NAMES)
    assert transcript is not None
    told = {name: transcript.get(name) for name in ("url", "type", "language")}
    assert told == {"url": "https://courier.example/talk.vtt", "type": "text/vtt", "language": "en"}
    assert chapters is not None
    assert chapters.get("type") == "application/json+chapters"
    assert len({text(each, "guid") for each in items}) == 2
    assert "talk3" not in str(sorted(newsroom.tree()))
    assert "Tide 3" not in newsroom.page("podcasts/tides.xml")


def test_programs_for_podcasts_read_it(newsroom: Newsroom) -> None:
    written(newsroom).build()
    found = feedparser.parse(newsroom.page("podcasts/tides.xml"))
    assert not found.bozo
    assert found.feed.title == "The tides & we"
    assert found.feed.image.href == "https://courier.example/podcasts/tides.jpg"
    assert [each.itunes_duration for each in found.entries] == ["122", "62"]
    assert all(each.enclosures[0].type == "audio/mpeg" for each in found.entries)


def test_its_identity_is_that_of_its_first_address(newsroom: Newsroom) -> None:
    written(newsroom).build()
    namespace = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
    guid = str(uuid5(namespace, "courier.example/podcasts/tides.xml"))
    assert text(channel(newsroom), "podcast:guid") == guid
    newsroom.write("-- published.txt --\n# tag authority: courier.example\n")
    newsroom.build(base_url="https://elm.example/news/")
    assert text(channel(newsroom), "podcast:guid") == guid
    given = "917393e3-1b1e-5cef-ace4-edaa54e1f810"
    written(newsroom, PODCAST + f'guid = "{given}"\n').build()
    assert text(channel(newsroom), "podcast:guid") == given


def test_the_identity_is_made_as_the_standard_says() -> None:
    assert guid_from("podnews.net/rss") == "9b024349-ccf0-5f69-a609-6b82873eab3c"  # its own example


def test_the_page_of_the_series_leads_to_it(newsroom: Newsroom) -> None:
    written(newsroom).build()
    page = newsroom.page("series/tides")
    assert '<a href="/podcasts/tides.xml" type="application/rss+xml">Podcast: The tides &amp; we</a>' in page
    assert (
        '<link rel="alternate" type="application/rss+xml" title="The tides &amp; we" href="/podcasts/tides.xml">'
        in page
    )


def test_a_tag_or_a_section_can_be_a_podcast(newsroom: Newsroom) -> None:
    for of, line in (("tag", "tags: [Talks]"), ("section", "section: Talks")):
        settings = re.sub("series = .*", f'{of} = "Talks"', PODCAST)
        written(newsroom, settings, episode(1, line)).build()
        assert len(channel(newsroom).findall("item")) == 1


def test_a_changed_recording_changes_the_feed_as_a_clean_build_would(newsroom: Newsroom, tmp_path: Path) -> None:
    written(newsroom).build()
    (newsroom.folder / "content/talk2.mp3").write_bytes(made.mp3(300))
    newsroom.build()
    assert "<itunes:duration>300<" in newsroom.page("podcasts/tides.xml")
    newsroom.build(output=tmp_path / "clean", full=True)
    assert newsroom.tree() == newsroom.tree(tmp_path / "clean")


@pytest.mark.parametrize(
    ("size", "message"),
    [
        ((1400, 1000), "content/static/podcasts/tides.jpg has 1400 × 1000 pixels, which Apple refuses"),
        ((800, 800), "content/static/podcasts/tides.jpg has 800 × 800 pixels, which Apple refuses"),
        ((3200, 3200), "content/static/podcasts/tides.jpg has 3200 × 3200 pixels, which Apple refuses"),
    ],
)
def test_artwork_that_apple_refuses_is_an_error(newsroom: Newsroom, size: tuple[int, int], message: str) -> None:
    written(newsroom)
    (newsroom.folder / "content/static/podcasts/tides.jpg").write_bytes(photo(*size))
    assert message in {each.message for each in newsroom.problems()}
    newsroom.remove("content/static/podcasts/tides.jpg")
    assert "there is no picture content/static/podcasts/tides.jpg" in {each.message for each in newsroom.problems()}


def test_a_podcast_without_episodes_has_no_feed_and_is_said(newsroom: Newsroom) -> None:
    written(newsroom, PODCAST, episode(1, body="Words."))
    assert [each.message for each in newsroom.build().warnings if "podcast" in each.message] == [
        "no story of the series `Tides` has a recording, so the podcast `tides` has no feed yet"
    ]
    assert "podcasts/tides.xml" not in newsroom.tree()
    written(newsroom, PODCAST.replace('"Tides"', '"Tide"'))
    (said,) = (each for each in newsroom.build().warnings if "podcast" in each.message)
    assert said.message == "no story has the series `Tide`, so the podcast `tides` has no episodes"
    assert said.fix == "did you mean `Tides`?"


def test_a_format_that_apple_does_not_play_is_said(newsroom: Newsroom) -> None:
    body = '::: audio talk.wav title="A" transcript=talk.vtt :::'
    written(newsroom, PODCAST, episode(1, body=body))
    (newsroom.folder / "content/talk.wav").write_bytes(made.wav(3))
    assert any("Apple does not play audio/wav" in each.message for each in newsroom.build().warnings)
