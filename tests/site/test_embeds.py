"""Embeds: the card on a story's page, what its policy allows, and the link that every other form has."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest
from newsroom import SETTINGS, Newsroom, photo, story

TIDE = "jX3kLm90qRs"
LINK = f"https://www.youtube.com/watch?v={TIDE}"
DAY = "uploaded=2025-12-30"
VIDEO = f'::: embed https://youtu.be/{TIDE} title="The tide <at> the gate" poster=gate.jpg {DAY}\nAt *noon*.\n:::'
POST = "::: embed https://mastodon.social/@courier/113 :::"
PAGE = "2026/01/01/tide"
_CARD = re.compile(r'<div class="embed-card[^"]*"([^<>]*)>')
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def _rules(page: str) -> dict[str, list[str]]:
    """What the policy of a page allows, by its rules."""
    found = _POLICY.search(page)
    assert found
    rules = (rule.split() for rule in unescape(found[1]).split(";"))
    return {name: allowed for name, *allowed in rules}


def _origins(page: str) -> set[str]:
    """The sites whose frames the cards of a page load."""
    frames = re.findall(r'data-frame="([^"]*)"', " ".join(_CARD.findall(page)))
    return {"/".join(unescape(frame).split("/")[:3]) for frame in frames}


@pytest.fixture
def paper(newsroom: Newsroom) -> Newsroom:
    newsroom.write(SETTINGS + 'republish = "CC-BY-4.0"\n')
    (newsroom.folder / "content/gate.jpg").write_bytes(photo(1600, 900))
    return newsroom


def _write(paper: Newsroom, body: str) -> Newsroom:
    return paper.write(story("a.md", "Tide", "2026-01-01", "standfirst: A line.", body=body))


def test_a_card_has_title_provider_poster_and_caption_and_loads_nothing(paper: Newsroom) -> None:
    _write(paper, VIDEO).build()
    page = paper.page(PAGE)
    assert f'<a href="{LINK}">The tide &lt;at&gt; the gate</a>' in page
    assert "YouTube" in page
    assert "<em>noon</em>" in page
    assert "/gate" in page
    assert "<iframe" not in page
    assert not re.search(r'src="https?://(?!courier)', page)
    assert _origins(page) == {"https://www.youtube-nocookie.com"}


def test_the_policy_allows_the_frames_of_the_page_alone(paper: Newsroom) -> None:
    _write(paper, f"{VIDEO}\n\nWords.\n\n{POST}\n\n{VIDEO}")
    paper.write(story("b.md", "Other", "2026-01-02")).build()
    rules = _rules(paper.page(PAGE))
    assert sorted(rules["frame-src"]) == ["https://mastodon.social", "https://www.youtube-nocookie.com"]
    for page in ("index.html", "2026/01/02/other", "latest", "404.html", f"{PAGE}/text", f"{PAGE}/republish"):
        assert "frame-src" not in _rules(paper.page(page))


def test_every_other_form_has_a_link_with_title_and_provider(paper: Newsroom) -> None:
    _write(paper, f"{VIDEO}\n\n{POST}").build()
    for name in (f"{PAGE}/text/index.html", f"{PAGE}/republish/index.html", "feed.xml", "rss.xml", "feed.json"):
        text = (
            json.dumps(json.loads(paper.page(name)), ensure_ascii=False) if name.endswith("json") else paper.page(name)
        )
        text = unescape(unescape(text)).replace('\\"', '"')
        assert LINK in text, name
        assert "The tide <at> the gate" in unescape(text), name
        assert "YouTube" in text, name
        assert "Post on Mastodon" in text, name
        for sign in ("<iframe", "embed-offer", "data-frame", "youtube-nocookie"):
            assert sign not in text, (name, sign)
    assert "https://mastodon.social/@courier/113" in paper.page(f"{PAGE}/ninjs.json")


@pytest.mark.parametrize(
    ("block", "message", "fix"),
    [
        ("::: embed https://video.example/1 :::", "stories cannot embed anything from video.example", "[embeds]"),
        (f"::: embed http://youtu.be/{TIDE} :::", "begins with `http:`", f"write `https://youtu.be/{TIDE}`"),
        ("::: embed https://www.youtube.com/@courier :::", "not of anything there that can be embedded", "watch?v="),
        (f"::: embed https://youtu.be/{TIDE} ratio=wide :::", "`ratio` cannot be `wide`", "16:9"),
        (f"::: embed https://youtu.be/{TIDE} height=tall :::", "`tall` is not a number", "height="),
        (f"::: embed https://youtu.be/{TIDE} height=4.5 :::", "cannot be 4.5 pixels high", "from 50 to 3000"),
        (
            f"::: embed https://youtu.be/{TIDE} ratio=4:3 height=99 :::",
            "both a `ratio` and a `height`",
            "one of the two",
        ),
        (f"::: embed https://youtu.be/{TIDE} poster=gone.jpg :::", "gone.jpg", ""),
        (f"::: embed https://youtu.be/{TIDE} uploaded=30/12/2025 :::", "`30/12/2025` is not a day", "2026-11-20"),
        (f"::: embed https://youtu.be/{TIDE} uploaded=2025-13-30 :::", "`2025-13-30` is not a day", "2026-11-20"),
    ],
)
def test_an_editor_is_told_at_its_line(paper: Newsroom, block: str, message: str, fix: str) -> None:
    [problem] = [each for each in _write(paper, f"Words.\n\n{block}").problems() if each.level == "error"]
    assert message in problem.message
    assert fix in problem.fix
    assert (problem.path, problem.line, problem.level) == ("content/a.md", 7 + 1, "error")


def test_an_entry_that_readers_do_not_see_yet_allows_no_frame_and_shows_no_picture(paper: Newsroom) -> None:
    given = ("standfirst: A line.", "live: {from: 2026-11-24 14:00, until: 2026-11-24 20:00}")
    body = f"## 14:30 Now\n\n{POST}\n\n## 17:00 Later\n\n{VIDEO}"
    paper.write(story("a.md", "Tide", "2026-01-01", *given, body=body)).build("2026-11-24T12:00:00+00:00")
    assert _rules(paper.page(PAGE))["frame-src"] == ["https://mastodon.social"]
    assert not [name for name in paper.tree() if "gate" in name]
    assert TIDE not in "".join(data.decode("utf-8", "replace") for data in paper.tree().values())
    paper.build("2026-11-24T15:00:00+00:00")
    assert len(_rules(paper.page(PAGE))["frame-src"]) == 2


def _videos(page: str) -> list[dict[str, str]]:
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    article = next(each for each in json.loads(data)["@graph"] if "headline" in each)
    return [each for each in article.get("video", []) if each["@type"] == "VideoObject"]


def test_search_engines_learn_of_a_video_if_all_is_known_that_they_ask_for(paper: Newsroom) -> None:
    _write(paper, f"{VIDEO}\n\n{POST}").build()
    assert _videos(paper.page(PAGE)) == [
        {
            "@type": "VideoObject",
            "name": "The tide <at> the gate",
            "description": "A line.",
            "thumbnailUrl": "https://courier.example/gate.jpg",
            "uploadDate": "2025-12-30",
            "embedUrl": f"https://www.youtube-nocookie.com/embed/{TIDE}?autoplay=1&rel=0",
        }
    ]


@pytest.mark.parametrize(
    ("block", "said"),
    [
        (VIDEO.replace(" uploaded=2025-12-30", ""), ""),
        (VIDEO.replace(" poster=gate.jpg", ""), "search engines list this video only if it also has a `poster`"),
        (POST.replace(" :::", " uploaded=2025-12-30 :::"), "`uploaded` is for videos, and this is not one"),
    ],
)
def test_they_learn_nothing_of_other_embeds(paper: Newsroom, block: str, said: str) -> None:
    warnings = [each.message for each in _write(paper, block).build().warnings if each.path == "content/a.md"]
    assert warnings == [said] * bool(said)
    assert not _videos(paper.page(PAGE))


def test_a_newsroom_allows_other_hosts(paper: Newsroom) -> None:
    paper.write(f'{SETTINGS}[embeds]\nhosts = ["maps.example"]\n')
    _write(paper, '::: embed https://maps.example/quay?z=3 title="The quay" height=500 :::').build()
    page = paper.page(PAGE)
    assert _rules(page)["frame-src"] == ["https://maps.example"]
    assert 'data-height="500"' in page


def test_a_post_known_by_a_name_is_only_a_link(paper: Newsroom) -> None:
    _write(paper, "::: embed https://bsky.app/profile/courier.example/post/3mbp3x7tcnc2y :::").build()
    page = paper.page(PAGE)
    assert "data-frame" not in page
    assert "frame-src" not in _rules(page)
    assert 'href="https://bsky.app/profile/courier.example/post/3mbp3x7tcnc2y"' in page


def test_the_sample_sites_pages_allow_what_is_on_them(sample: Path) -> None:
    with_frames = 0
    for file in sample.rglob("*.html"):
        page = file.read_text(encoding="utf-8")
        if not _POLICY.search(page):
            continue
        rules = _rules(page)
        assert set(rules.get("frame-src", ())) == _origins(page), file
        with_frames += "frame-src" in rules
        forms = {"/".join(each.split("/")[:3]) for each in re.findall(r'<form action="(https://[^"]*)"', page)}
        assert {each for each in rules["form-action"] if each.startswith("http")} == forms, file
        scripts = set(re.findall(r'<script [^<>]*src="(https://[^"]*)"', page))
        assert {each for each in rules.get("script-src", ()) if each.startswith("http")} == scripts, file
    assert with_frames
