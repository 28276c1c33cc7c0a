"""The feeds, sitemaps and manifest of the whole sample site, held against their schemas."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import feedparser
import pytest
from jsonschema import Draft202012Validator
from lxml import etree

SCHEMAS = Path(__file__).parent / "schemas"
SITEMAPS = etree.XMLSchema(etree.parse(SCHEMAS / "sitemap.xsd"))
JSON_FEED = Draft202012Validator(json.loads((SCHEMAS / "feed.json").read_text(encoding="utf-8")))


def _files(sample: Path, name: str) -> list[Path]:
    found = sorted(sample.rglob(name))
    assert found
    return found


@pytest.mark.parametrize("name", ["feed.xml", "rss.xml"])
def test_every_feed_is_well_formed_and_understood(sample: Path, name: str) -> None:
    paths = _files(sample, name)
    assert len(paths) > 30
    for path in [*paths, *(sample / "feed").glob("*.xml")]:
        data = path.read_bytes()
        etree.fromstring(data)
        feed: Any = feedparser.parse(data)
        assert (feed.bozo, feed.version) == (False, "rss20" if name == "rss.xml" and path.name == name else "atom10"), (
            path
        )
        for entry in feed.entries:
            assert entry.id.startswith("tag:courier.example,2026:"), path
            assert entry.link.startswith("https://courier.example/2"), path
            assert entry.title, path
            assert entry.published_parsed, path
            assert "</" in entry.content[0].value, path


def test_every_story_is_in_the_archive_or_the_feed(sample: Path) -> None:
    feeds = [sample / "feed.xml", *(sample / "feed").glob("*.xml")]
    told = {entry.link for path in feeds for entry in feedparser.parse(path.read_bytes()).entries}
    listed = {
        element.text
        for path in (sample / "sitemaps").glob("stories-*.xml")
        for element in etree.parse(path).iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    }
    assert told == listed
    assert len(told) > 30


def test_every_json_feed_is_valid(sample: Path) -> None:
    for path in _files(sample, "feed.json"):
        JSON_FEED.validate(json.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('"version":"https://jsonfeed.org/version/1.1"', '"version":"1.1"'),
        ('"id":"tag:', '"id":"'),
        ('"content_html":', '"content":'),
        ('"date_published":"2026-11-20T12:10:00+03:00"', '"date_published":"2026-11-20T12:10:00"'),
        ('"url":"https://courier.example/2026', '"url":"/2026'),
        ('"authors":[{"name"', '"author":[{"name"'),
    ],
)
def test_a_json_feed_that_breaks_a_rule_is_seen(sample: Path, right: str, wrong: str) -> None:
    text = (sample / "feed.json").read_text(encoding="utf-8")
    assert right in text
    assert not JSON_FEED.is_valid(json.loads(text.replace(right, wrong, 1)))


def test_every_sitemap_is_valid(sample: Path) -> None:
    paths = [sample / "sitemap.xml", sample / "news-sitemap.xml", *(sample / "sitemaps").glob("*.xml")]
    assert len(paths) > 20
    for path in paths:
        SITEMAPS.assertValid(etree.parse(path))
        assert path.stat().st_size < 50_000_000


def test_the_index_names_every_sitemap(sample: Path) -> None:
    named = {
        (element.text or "").removeprefix("https://courier.example/")
        for element in etree.parse(sample / "sitemap.xml").iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    }
    there = {path.relative_to(sample).as_posix() for path in (sample / "sitemaps").glob("*.xml")}
    news = (sample / "news-sitemap.xml").read_text()
    assert named == (there | {"news-sitemap.xml"} if "<url>" in news else there)
