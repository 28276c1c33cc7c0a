"""Feeds, as feed readers see them: Atom, RSS 2.0 and JSON Feed, and the archive."""

from __future__ import annotations

import json
import re
from email.utils import parsedate_to_datetime
from html import unescape
from pathlib import Path
from typing import Any

import feedparser
import pytest
from jsonschema import Draft202012Validator
from lxml import etree
from newsroom import SETTINGS, Newsroom, photo, story

SCHEMA = Draft202012Validator(json.loads((Path(__file__).parent.parent / "schemas/feed.json").read_text()))
ATOM = {"a": "http://www.w3.org/2005/Atom", "fh": "http://purl.org/syndication/history/1.0"}


def _read(newsroom: Newsroom, name: str) -> Any:
    """A feed as a reader's program understands it; it must be well-formed and to the letter."""
    data = newsroom.page(name).encode()
    etree.fromstring(data)
    found = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    assert not found.bozo
    return found


def _json(newsroom: Newsroom, name: str) -> Any:
    found = json.loads(newsroom.page(name))
    SCHEMA.validate(found)
    return found


@pytest.fixture
def town(newsroom: Newsroom) -> Newsroom:
    newsroom.write(
        story("tea.md", "Tea & cake", "2026-01-01T10:00", "modified: 2026-01-05T10:00", "section: Local", "tags: [Tea]")
    )
    newsroom.write(
        story(
            "b.md",
            "Later",
            "2026-01-02T10:00",
            "standfirst: In short.",
            "section: World",
            "tags: [Tea, NATO]",
            "bylines: [Ayla Demirci]",
            "source: North Coast Wire",
            'picture: {src: b.jpg, alt: "A boat", credit: "Jo"}',
            body='See [tea](tea.md). ![A boat](b.jpg) <a href="#end" id="end">End</a> [More](?page=2)',
        )
    )
    (newsroom.folder / "content/b.jpg").write_bytes(photo())
    newsroom.build(base_url="https://courier.example/repo/")
    return newsroom


def test_each_section_tag_and_byline_has_feeds_of_its_own(town: Newsroom) -> None:
    for place, count in {"": 2, "local/": 1, "world/": 1, "tags/tea/": 2, "bylines/ayla-demirci/": 1}.items():
        assert len(_read(town, f"{place}feed.xml").entries) == count
        assert len(_read(town, f"{place}rss.xml").entries) == count
        assert len(_json(town, f"{place}feed.json")["items"]) == count
    assert _read(town, "tags/tea/feed.xml").feed.title == "The Port Elm Courier: Tea"


def test_settings_say_what_has_feeds(town: Newsroom) -> None:
    town.write(SETTINGS + '[feeds]\nof = ["tags"]\n')
    town.build()
    assert {path for path in town.tree() if path.endswith("rss.xml")} == {
        f"{place}rss.xml" for place in ("", "tags/tea/", "tags/nato/")
    }


def test_pages_offer_the_feeds_of_their_stories(town: Newsroom) -> None:
    offered = re.findall(r'<link rel="alternate" type="([^"]+)" title="([^"]+)" href="([^"]+)">', town.page("tags/tea"))
    assert offered == [
        ("application/atom+xml", "The Port Elm Courier: Tea", "/repo/tags/tea/feed.xml"),
        ("application/rss+xml", "The Port Elm Courier: Tea", "/repo/tags/tea/rss.xml"),
        ("application/feed+json", "The Port Elm Courier: Tea", "/repo/tags/tea/feed.json"),
        ("application/atom+xml", "The Port Elm Courier", "/repo/feed.xml"),
    ]
    assert 'href="/repo/tags/tea/feed.xml" type="application/atom+xml">Feed of these stories</a>' in town.page(
        "tags/tea"
    )


def test_atom_says_all_that_the_story_carries(town: Newsroom) -> None:
    feed = _read(town, "feed.xml")
    assert feed.feed.id == "tag:courier.example,2026:/repo/:feed:/"
    later, tea = feed.entries
    assert (later.id, later.title, later.summary) == ("tag:courier.example,2026:/repo/:b", "Later", "In short.")
    assert (later.author_detail.name, later.author_detail.href) == (
        "Ayla Demirci",
        "https://courier.example/repo/bylines/ayla-demirci/",
    )
    assert [each.name for each in later.contributors] == ["North Coast Wire"]
    assert [tag.label for tag in later.tags] == ["Tea", "NATO"]
    (picture,) = later.enclosures
    assert (picture.href, picture.type, picture.length) == (
        "https://courier.example/repo/b.jpg",
        "image/jpeg",
        str((town.output / "b.jpg").stat().st_size),
    )
    assert tea.title == "Tea & cake"


def test_updated_is_said_of_a_real_modification_alone(town: Newsroom) -> None:
    later, tea = _read(town, "feed.xml").entries
    assert (tea.published, tea.updated) == ("2026-01-01T10:00:00+03:00", "2026-01-05T10:00:00+03:00")
    assert (later.published, later.updated) == ("2026-01-02T10:00:00+03:00", "2026-01-02T10:00:00+03:00")
    assert _read(town, "feed.xml").feed.updated == "2026-01-05T10:00:00+03:00"
    assert [("updated" in each) for each in _read(town, "rss.xml").entries] == [False, True]


def test_rss_has_what_readers_of_it_look_for(town: Newsroom) -> None:
    rss = etree.fromstring(town.page("rss.xml").encode())
    item = rss.find("channel/item")
    assert item is not None
    guid = item.find("guid")
    assert guid is not None
    assert (guid.text, guid.get("isPermaLink")) == ("tag:courier.example,2026:/repo/:b", "false")
    assert parsedate_to_datetime(item.findtext("pubDate") or "").isoformat() == "2026-01-02T10:00:00+03:00"
    media = item.find("{http://search.yahoo.com/mrss/}content")
    assert media is not None
    assert {each.tag.rpartition("}")[2]: each.text for each in media} == {"credit": "Jo"}
    later = _read(town, "rss.xml").entries[0]
    assert (later.author, later.enclosures[0].href) == ("Ayla Demirci", "https://courier.example/repo/b.jpg")


@pytest.mark.parametrize("name", ["feed.xml", "rss.xml", "feed.json"])
def test_addresses_in_a_text_lead_back_to_the_site(town: Newsroom, name: str) -> None:
    text = (
        _json(town, name)["items"][0]["content_html"]
        if name.endswith("json")
        else _read(town, name).entries[0].content[0].value
    )
    assert '<a href="https://courier.example/repo/2026/01/01/tea-and-cake/">tea</a>' in text
    assert 'src="https://courier.example/repo/b.jpg"' in text
    assert 'href="https://courier.example/repo/2026/01/02/later/#end"' in text
    assert 'href="https://courier.example/repo/2026/01/02/later/?page=2"' in text


def test_nothing_that_is_published_loads_a_picture_from_another_site(newsroom: Newsroom) -> None:
    body = '![A quay](https://e.example/quay.jpg)\n\n<img src="https://e.example/spit.jpg" alt="A spit">'
    lead = "picture: {src: https://e.example/lead.jpg, alt: A ferry}"
    newsroom.write(story("a.md", "Tea", "2026-01-01", lead, body=body)).build()
    published = {name: data.decode() for name, data in newsroom.tree().items() if b"e.example" in data}
    places = {"2026/01/01/tea/index.html", "2026/01/01/tea/ninjs.json", "2026/01/01/tea/text/index.html"}
    assert published.keys() == places | {"feed.xml", "rss.xml", "feed.json"}
    for text in map(unescape, published.values()):
        assert len(re.findall("e[.]example", text)) == 2
        assert len(re.findall(r"""href=\\?["']https://e[.]example""", text)) == 2


def test_addresses_in_a_story_for_other_newsrooms_lead_back_to_the_site(town: Newsroom) -> None:
    text = json.loads(town.page("2026/01/02/later/ninjs.json"))["bodies"][0]["value"]
    assert re.findall('(?:href|src)="([^"]*)"', text) == [
        "https://courier.example/repo/2026/01/01/tea-and-cake/",
        "https://courier.example/repo/b.jpg",
        "https://courier.example/repo/2026/01/02/later/#end",
        "https://courier.example/repo/2026/01/02/later/?page=2",
    ]


def test_a_feed_may_have_the_standfirsts_alone(town: Newsroom) -> None:
    town.write(SETTINGS + '[feeds]\ntext = "standfirst"\n')
    town.build()
    assert "content" not in _read(town, "feed.xml").entries[0]
    assert "content" not in _read(town, "rss.xml").entries[0]
    assert [each["content_text"] for each in _json(town, "feed.json")["items"]] == ["In short.", "A word."]


def test_subscribers_are_told_by_a_hub_if_there_is_one(town: Newsroom) -> None:
    assert "hub" not in town.page("feed.xml") + town.page("rss.xml") + town.page("feed.json")
    town.write(SETTINGS + '[feeds]\nhub = "https://hub.example/"\n')
    town.build()
    for name in ("feed.xml", "rss.xml", "tags/tea/feed.xml"):
        links = {each.rel: each.href for each in _read(town, name).feed.links}
        assert links["hub"] == "https://hub.example/"
        assert links["self"] == f"https://courier.example/{name}"
    assert _json(town, "feed.json")["hubs"] == [{"type": "WebSub", "url": "https://hub.example/"}]


@pytest.mark.parametrize("name", ["feed.xml", "rss.xml"])
def test_a_feed_parses_whatever_the_copy_holds(newsroom: Newsroom, name: str) -> None:
    newsroom.write(story("a.md", "]]> &amp; <b>", "2026-01-01", "slug: a", body="]]> & \\<![CDATA[ words مرحبا"))
    newsroom.build()
    (entry,) = _read(newsroom, name).entries
    assert entry.title == "]]> &amp; <b>"
    assert "مرحبا" in entry.content[0].value


def _archive(newsroom: Newsroom) -> list[Any]:
    """The documents that lead from the feed to the oldest story, the newest first."""
    found = [_read(newsroom, "feed.xml")]
    while older := [each.href for each in found[-1].feed.links if each.rel == "prev-archive"]:
        found.append(_read(newsroom, older[0].removeprefix("https://courier.example/")))
    return found


def test_the_feed_leads_to_every_story_there_is(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + "[feeds]\nstories = 3\n")
    for number in range(1, 12):
        newsroom.write(story(f"{number:02}.md", f"S{number}", f"2026-01-{number:02}"))
    newsroom.build()
    documents = _archive(newsroom)
    assert [len(each.entries) for each in documents] == [3, 3, 3, 3]
    assert {entry.title for each in documents for entry in each.entries} == {f"S{number}" for number in range(1, 12)}
    for each in documents[1:]:
        assert {
            "rel": "current",
            "type": "application/atom+xml",
            "href": "https://courier.example/feed.xml",
        } in each.feed.links
    first = etree.fromstring(newsroom.page("feed/1.xml").encode())
    assert first.find("fh:archive", ATOM) is not None
    assert etree.fromstring(newsroom.page("feed.xml").encode()).find("fh:archive", ATOM) is None


def test_a_full_document_of_the_archive_stays_when_a_story_is_added(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + "[feeds]\nstories = 3\n")
    for number in range(1, 12):
        newsroom.write(story(f"{number:02}.md", f"S{number}", f"2026-01-{number:02}"))
    newsroom.build()
    before = {path: data for path, data in newsroom.tree().items() if path.startswith("feed/")}
    newsroom.write(story("12.md", "S12", "2026-01-12"))
    newsroom.build()
    after = newsroom.tree()
    assert before == {path: after[path] for path in before}
    assert "feed/4.xml" in after


def test_a_site_may_have_no_archive(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + "[feeds]\nstories = 1\narchive = false\n")
    newsroom.write(story("a.md", "A", "2026-01-01") + story("b.md", "B", "2026-01-02"))
    newsroom.build()
    assert len(_archive(newsroom)) == 1


def test_a_withdrawn_story_is_deleted_from_the_sites_feed_alone(town: Newsroom) -> None:
    town.write(story("tea.md", "Tea & cake", "2026-01-01T10:00", "section: Local", "tags: [Tea]", "killed: 2026-01-06"))
    town.build(base_url="https://courier.example/repo/")
    assert "deleted-entry" in town.page("feed.xml")
    assert "deleted-entry" not in town.page("world/feed.xml")
