"""Sitemaps: the index and its parts, the news."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import msgspec
import pytest
from asking import Given
from lxml import etree
from newsroom import Newsroom, photo, story

from generator.model.feed import Location
from generator.reading.inputs import DRAFTS
from generator.site.entry import IndexEntry
from generator.site.index import AS_OF, INDEX, PUBLIC, PublicPaths
from generator.site.news import NEWS_SITEMAPS
from generator.site.sitemaps import LARGEST, LARGEST_NEWS, cut

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parent.parent / "schemas/sitemap.xsd"))
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"


def _read(newsroom: Newsroom, name: str) -> etree._Element:
    root = etree.fromstring(newsroom.page(name).encode())
    SCHEMA.assertValid(root)
    return root


def _listed(newsroom: Newsroom, name: str) -> dict[str | None, str | None]:
    """The last change of everything that a sitemap or index lists, by its address."""
    return {each.findtext(f"{MAP}loc"): each.findtext(f"{MAP}lastmod") for each in _read(newsroom, name)}


@pytest.fixture
def town(newsroom: Newsroom) -> Newsroom:
    newsroom.write(
        story(
            "a.md",
            "Kış geldi",
            "2026-01-01T10:00",
            "modified: 2026-03-01T10:00",
            "tags: [Hava]",
            "language: tr",
            "aliases: [/old/]",
        )
    )
    newsroom.write(story("b.md", "Spring", "2026-02-02T10:00", "tags: [Hava]", 'picture: {src: b.jpg, alt: "A bud"}'))
    (newsroom.folder / "content/b.jpg").write_bytes(photo())
    newsroom.write("-- content/pages/about.md --\n---\ntitle: About\n---\nWords.\n")
    newsroom.build(base_url="https://courier.example/repo/")
    return newsroom


def test_the_index_has_a_part_for_each_month_and_what_is_newest_in_it(town: Newsroom) -> None:
    root = "https://courier.example/repo/"
    assert _listed(town, "sitemap.xml") == {
        f"{root}sitemaps/pages.xml": "2026-03-01T10:00:00+03:00",
        f"{root}sitemaps/stories-2026-01.xml": "2026-03-01T10:00:00+03:00",
        f"{root}sitemaps/stories-2026-02.xml": "2026-02-02T10:00:00+03:00",
    }


def test_everything_that_can_be_found_is_listed_with_its_last_change_and_nothing_else(town: Newsroom) -> None:
    root, changed = "https://courier.example/repo/", "2026-03-01T10:00:00+03:00"
    january = _listed(town, "sitemaps/stories-2026-01.xml")
    assert january == {f"{root}2026/01/01/k%C4%B1%C5%9F-geldi/": changed}
    assert _listed(town, "sitemaps/pages.xml") == {
        root: changed,
        f"{root}about/": None,
        f"{root}latest/": changed,
        f"{root}tags/hava/": changed,
        f"{root}2026/": changed,
        f"{root}2026/01/": changed,
        f"{root}2026/01/01/": changed,
        f"{root}2026/02/": "2026-02-02T10:00:00+03:00",
        f"{root}2026/02/02/": "2026-02-02T10:00:00+03:00",
    }


def test_a_story_has_its_picture_in_the_sitemap(town: Newsroom) -> None:
    pictures = _read(town, "sitemaps/stories-2026-02.xml").iter(f"{IMAGE}loc")
    assert [each.text for each in pictures] == ["https://courier.example/repo/b.jpg"]


def test_a_story_has_its_translations_in_the_sitemap(town: Newsroom) -> None:
    town.write(story("c.md", "Bahar", "2026-02-03", "language: tr", "translation_of: spring"))
    town.build()
    links = _read(town, "sitemaps/stories-2026-02.xml").iter("{http://www.w3.org/1999/xhtml}link")
    assert [(each.get("hreflang"), each.get("href")) for each in links] == 2 * [
        ("en", "https://courier.example/2026/02/02/spring/"),
        ("tr", "https://courier.example/2026/02/03/bahar/"),
    ]


def test_a_new_story_changes_the_part_of_its_month_alone(town: Newsroom) -> None:
    town.build()
    town.write(story("d.md", "Summer", "2026-07-02"))
    written = {path for path in town.build().published.written if "sitemap" in path}
    assert written == {"sitemap.xml", "sitemaps/pages.xml", "sitemaps/stories-2026-07.xml"}


def test_a_part_never_has_more_than_it_may() -> None:
    many = [Location(f"https://courier.example/{number}/") for number in range(2 * LARGEST + 1)]
    parts = dict(cut("stories-2026-11", many))
    assert [*parts] == [f"/sitemaps/stories-2026-11{number}.xml" for number in ("", "-2", "-3")]
    assert [len(each) for each in parts.values()] == [50_000, 50_000, 1]


def _news(newsroom: Newsroom) -> list[str | None]:
    return [each.text for each in _read(newsroom, "news-sitemap.xml").iter(f"{NEWS}title")]


def _naming_news(newsroom: Newsroom) -> list[str]:
    """The files that lead crawlers to the news sitemap."""
    return [name for name in ("robots.txt", "sitemap.xml") if "/news-sitemap" in newsroom.page(name)]


def test_news_is_what_was_published_in_the_last_two_days(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "Old", "2026-11-22T14:59:00+03:00", "modified: 2026-11-24T10:00:00+03:00"))
    newsroom.write(story("b.md", "New", "2026-11-22T15:01:00+03:00", "modified: 2026-11-24T10:00:00+03:00"))
    newsroom.write(story("c.md", "To come", "2026-11-24T15:01:00+03:00"))
    newsroom.build("2026-11-24T12:00:00+00:00")
    assert _news(newsroom) == ["New"]
    (found,) = _read(newsroom, "news-sitemap.xml").iter(f"{NEWS}news")
    assert found.findtext(f"{NEWS}publication/{NEWS}name") == "The Port Elm Courier"
    assert found.findtext(f"{NEWS}publication/{NEWS}language") == "en"
    assert found.findtext(f"{NEWS}publication_date") == "2026-11-22T15:01:00+03:00"


def test_news_leaves_the_sitemap_after_two_days(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "New", "2026-11-22T12:00:00+00:00"))
    newsroom.build("2026-11-22T13:00:00+00:00")
    assert newsroom.build("2026-11-24T11:59:00+00:00").published.written == ()
    assert _news(newsroom) == ["New"]
    assert _naming_news(newsroom) == ["robots.txt", "sitemap.xml"]
    newsroom.build("2026-11-24T12:00:00+00:00")
    assert _news(newsroom) == []
    assert _naming_news(newsroom) == []
    clean = newsroom.folder.parent / "clean"
    newsroom.build("2026-11-24T12:00:00+00:00", output=clean)
    assert newsroom.tree(clean) == newsroom.tree()


def test_news_after_a_quiet_week_is_named_again(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "Old", "2026-11-12T12:00:00+00:00")).build()
    assert _naming_news(newsroom) == []
    newsroom.write(story("b.md", "New", "2026-11-24T11:00:00+00:00")).build()
    assert _naming_news(newsroom) == ["robots.txt", "sitemap.xml"]
    clean = newsroom.folder.parent / "clean"
    newsroom.build(output=clean)
    assert newsroom.tree(clean) == newsroom.tree()


def test_a_correction_removes_expired_news_from_the_sitemap(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "New", "2026-11-22T12:00:00+00:00", body="One word."))
    newsroom.build("2026-11-22T13:00:00+00:00")
    newsroom.write(story("a.md", "New", "2026-11-22T12:00:00+00:00", body="Two words."))
    newsroom.build("2026-11-23T13:00:00+00:00")
    newsroom.build("2026-11-24T13:00:00+00:00")
    assert _news(newsroom) == []


def test_a_site_without_news_has_an_empty_sitemap_of_it(newsroom: Newsroom) -> None:
    newsroom.build()
    assert _news(newsroom) == []


SAILS = datetime(2026, 11, 2, 9, 0, tzinfo=timezone(timedelta(hours=3)))


def _news_sitemaps(count: int, as_of: datetime) -> dict[str, tuple[str, ...]]:
    """The sitemaps of news with the paths in them, where so many stories were published at one time."""
    entry = IndexEntry("", "story", "", SAILS, None, None, None, False, "", (), (), "", "", 0, (), "", "", (), False)
    index = tuple(msgspec.structs.replace(entry, path=str(number)) for number in range(count))
    public = PublicPaths(tuple(each.path for each in index), (), ())
    ask = Given({INDEX.name: {"": index}, PUBLIC.name: {"": public}, AS_OF.name: {"": as_of}, DRAFTS.name: {"": False}})
    return dict(NEWS_SITEMAPS.run(ask))


def test_much_news_goes_into_several_files() -> None:
    files = _news_sitemaps(LARGEST_NEWS + 1, SAILS)
    assert {place: len(each) for place, each in files.items()} == {"/news-sitemap.xml": 1000, "/news-sitemap-2.xml": 1}


def test_a_story_is_news_for_two_days_to_the_second() -> None:
    (last,) = _news_sitemaps(1, SAILS + timedelta(days=2, seconds=-1)).values()
    (over,) = _news_sitemaps(1, SAILS.astimezone(UTC) + timedelta(days=2)).values()
    assert (last, over) == (("0",), ())


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("+03:00</lastmod>", "</lastmod>"),
        ("<loc>https://courier.example/2026", "<loc>/2026"),
        ("<image:loc>https://courier.example/b.jpg", "<image:loc>b.jpg"),
        ("<loc>https", "<priority>1</priority><loc>https"),
    ],
)
def test_the_schema_sees_what_breaks_a_rule(town: Newsroom, right: str, wrong: str) -> None:
    town.build()
    text = town.page("sitemaps/stories-2026-02.xml")
    assert right in text
    assert SCHEMA.validate(etree.fromstring(text.encode()))
    assert not SCHEMA.validate(etree.fromstring(text.replace(right, wrong, 1).encode()))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (">en</news:language>", ">en-GB</news:language>"),
        ("+03:00</news:publication_date>", "</news:publication_date>"),
        ("<news:name>The Port Elm Courier", "<news:name>"),
        ("<news:title>New</news:title>", ""),
    ],
)
def test_the_schema_sees_what_breaks_a_rule_of_news(newsroom: Newsroom, right: str, wrong: str) -> None:
    newsroom.write(story("a.md", "New", "2026-11-24T09:00:00+00:00"))
    newsroom.build()
    text = newsroom.page("news-sitemap.xml")
    assert right in text
    assert not SCHEMA.validate(etree.fromstring(text.replace(right, wrong, 1).encode()))
