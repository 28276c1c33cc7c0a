"""Sound and video in a story: a player, what machines learn about it, and what is said about mistakes."""

from __future__ import annotations

import json
import re

import feedparser
import pytest
import recording_files as made
from newsroom import SETTINGS, Newsroom, photo, story

from generator.model.problems import Problems

VIDEO = (
    '::: video clip.mp4 title="The gate *closes*" poster=gate.jpg captions=clip.vtt subtitles=clip.tr.vtt '
    'credit="Ada Marsh" transcript=clip.vtt'
)
AUDIO = '::: audio talk.mp3 title="At the fish hall" caption="Recorded on Friday." transcript=/words/ :::'
WORDS = "WEBVTT\n\n00:00.000 --> 00:01.000\nThe gate closes.\n"


def written(newsroom: Newsroom, body: str, *more: str) -> Newsroom:
    newsroom.write(
        SETTINGS
        + story("a.md", "The gate", "2026-11-20", *more, body=body)
        + f"-- content/clip.vtt --\n{WORDS}-- content/clip.tr.vtt --\n{WORDS}"
        + "-- content/pages/words.md --\n---\ntitle: Words\n---\nWords.\n"
    )
    for name, data in (("clip.mp4", made.mp4(151)), ("talk.mp3", made.mp3(62)), ("gate.jpg", photo(1600, 900))):
        (newsroom.folder / "content" / name).write_bytes(data)
    return newsroom


def test_a_video_has_a_player_that_loads_nothing_by_itself(newsroom: Newsroom) -> None:
    written(newsroom, f"{VIDEO}\nAs seen from the *bridge*.\n:::").build()
    page = newsroom.page("2026/11/20/the-gate")
    player = re.search("<video[^>]*>.*?</video>", page, re.DOTALL)
    assert player
    assert (
        'src="/clip.mp4" controls preload="none" playsinline poster="/gate.jpg" width="640" height="360"' in player[0]
    )
    assert '<track kind="captions" src="/clip.vtt" srclang="en" label="English" default>' in player[0]
    assert '<track kind="subtitles" src="/clip.tr.vtt" srclang="tr" label="Türkçe">' in player[0]
    assert "2:31 · " in page
    assert "As seen from the <em>bridge</em>." in page
    assert "video" in re.findall(r"assets/blocks/(\w+)", page)
    assert {"clip.mp4", "clip.vtt", "clip.tr.vtt", "gate.jpg"} <= newsroom.tree().keys()


def test_search_engines_learn_about_it(newsroom: Newsroom) -> None:
    written(newsroom, f"{VIDEO} :::\n\n{AUDIO}").build()
    page = newsroom.page("2026/11/20/the-gate")
    data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)[0])
    article = next(each for each in data["@graph"] if "headline" in each)
    (video,), (audio,) = article["video"], article["audio"]
    assert video["@type"] == "VideoObject"
    assert video["thumbnailUrl"] == "https://courier.example/gate.jpg"
    assert video["contentUrl"] == "https://courier.example/clip.mp4"
    assert (video["duration"], video["width"], video["uploadDate"]) == ("PT2M31S", 640, "2026-11-20T00:00:00+03:00")
    assert audio["@type"] == "AudioObject"
    assert (audio["name"], audio["encodingFormat"]) == ("At the fish hall", "audio/mpeg")
    assert audio["duration"] == "PT1M2S"


def test_feeds_have_the_recording_as_their_enclosure(newsroom: Newsroom) -> None:
    written(newsroom, AUDIO, 'picture: {src: gate.jpg, alt: "The gate"}').build()
    (entry,) = feedparser.parse(newsroom.page("rss.xml")).entries
    (enclosure,) = entry.enclosures
    assert (enclosure.href, enclosure.type) == ("https://courier.example/talk.mp3", "audio/mpeg")
    assert int(enclosure.length) == len(newsroom.tree()["talk.mp3"])
    assert "<audio" not in newsroom.page("rss.xml")
    assert 'href="https://courier.example/talk.mp3"' in entry.content[0].value
    item = json.loads(newsroom.page("feed.json"))["items"][0]
    assert [each["mime_type"] for each in item["attachments"]] == ["audio/mpeg", "image/jpeg"]
    assert item["attachments"][0]["duration_in_seconds"] == 62
    (entry,) = feedparser.parse(newsroom.page("feed.xml")).entries
    assert [each.type for each in entry.enclosures] == ["audio/mpeg", "image/jpeg"]


def test_other_newsrooms_get_it_with_the_story(newsroom: Newsroom) -> None:
    written(newsroom, f"{VIDEO} :::").build()
    data = json.loads(newsroom.page("2026/11/20/the-gate/ninjs.json"))
    (video,) = (each for each in data["associations"] if each["type"] == "video")
    assert video["uri"] == "https://courier.example/clip.mp4"
    assert video["renditions"][0]["duration"] == 151


def test_the_text_edition_links_to_it(newsroom: Newsroom) -> None:
    written(newsroom, f"{VIDEO} :::").build()
    page = newsroom.page("2026/11/20/the-gate/text")
    assert 'Video: <a href="/clip.mp4">The gate *closes*</a> (2:31)' in page
    assert "<video" not in page


@pytest.mark.parametrize(
    ("body", "message", "fix"),
    [
        (
            "![The gate](clip.mp4)",
            "`clip.mp4` is not a picture, so readers would see an empty frame",
            "::: video clip.mp4",
        ),
        ("![Talk](talk.mp3)", "`talk.mp3` is not a picture, so readers would see an empty frame", "::: audio talk.mp3"),
        ('<video src="clip.mp4"></video>', "`<video>` was removed; the text in it stays", "::: video"),
        ('::: video talk.mp3 title="A" captions=clip.vtt :::', "`talk.mp3` is not a video", "::: audio talk.mp3"),
        ('::: audio gate.jpg title="A" transcript=clip.vtt :::', "`gate.jpg` is not sound", "save it as one of: .mp3"),
        (
            '::: video https://e.example/a.mp4 title="A" captions=clip.vtt :::',
            "`https://e.example/a.mp4` is on another site, which this block does not play",
            "::: embed",
        ),
        ("::: video clip.mp4 captions=clip.vtt :::", "the block `video` has no `title`", "title="),
        (
            '::: video clip.mp4 title="A" :::',
            "this video has no captions for readers who cannot hear it",
            "silent=true",
        ),
        (
            '::: audio talk.mp3 title="A" :::',
            "this recording has no transcript for readers who cannot hear it",
            "transcript=",
        ),
        ('::: video clip.mp4 title="A" captions=gate.jpg :::', "browsers cannot show `gate.jpg` as captions", "WebVTT"),
        (
            '::: video missing.mp4 title="A" silent=true :::',
            "`missing.mp4` points to content/missing.mp4, which does not exist",
            "",
        ),
    ],
)
def test_mistakes_are_said_with_what_to_write(newsroom: Newsroom, body: str, message: str, fix: str) -> None:
    written(newsroom, f"Words.\n\n{body}")
    try:
        found = [*newsroom.build().warnings]
    except Problems as error:
        found = list(error.problems)
    said = {each.message: each for each in found}
    assert message in said
    assert fix in said[message].fix
    assert said[message].line == 7


def test_a_silent_video_needs_no_captions(newsroom: Newsroom) -> None:
    written(newsroom, 'Words.\n\n::: video clip.mp4 title="A" silent=true :::')
    assert not [each for each in newsroom.build().warnings if "captions" in each.message]
    assert " muted" in newsroom.page("2026/11/20/the-gate")


def test_a_recording_in_a_story_that_is_not_public_is_not_published(newsroom: Newsroom) -> None:
    written(newsroom, f"{VIDEO} :::", "draft: true").build()
    assert not [name for name in newsroom.tree() if name.startswith(("clip", "talk", "gate"))]


def test_a_recording_in_a_live_entry_to_come_is_nowhere_before_its_time(newsroom: Newsroom) -> None:
    body = f"The gate.\n\n## 14:00 Now\n\nWords.\n\n## 17:00 Later\n\n{AUDIO}"
    live = "live: {from: 2026-11-24 13:00, until: 2026-11-24 20:00}"
    written(newsroom, body, live).build(as_of="2026-11-24T12:00:00+00:00")
    page = newsroom.page("2026/11/20/the-gate")
    assert "talk.mp3" not in newsroom.tree()
    assert "AudioObject" not in page + newsroom.page("rss.xml")
    assert "talk.mp3" not in page + newsroom.page("rss.xml") + newsroom.page("feed.json")
    newsroom.build(as_of="2026-11-24T15:00:00+00:00")
    assert "talk.mp3" in newsroom.tree()
    assert "AudioObject" in newsroom.page("2026/11/20/the-gate")


def test_a_file_that_has_no_chapters_is_an_error(newsroom: Newsroom) -> None:
    written(newsroom, AUDIO.replace(" :::", " chapters=sound/tides.json :::"))
    newsroom.write('-- content/sound/tides.json --\n[{"day": "2026-11-20", "tide": 3.2}]\n')
    [problem] = [each for each in newsroom.problems() if each.level == "error"]
    assert problem.path == "content/sound/tides.json"
    assert "has no list `chapters`" in problem.message
    chapters = '{"version": "1.2.0", "chapters": [{"startTime": 0, "title": "Low water"}]}'
    newsroom.write(f"-- content/sound/tides.json --\n{chapters}\n")
    newsroom.build()
    assert "sound/tides.json" in newsroom.tree()
