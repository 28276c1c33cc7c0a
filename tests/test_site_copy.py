"""What the copy of a story says, and what readers get of it, in everything that is built from it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from newsroom import SETTINGS, Newsroom, photo, story

HEADLINE = "The *Endeavour* sails & `M*A*S*H` returns"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    found = Newsroom(tmp_path_factory.mktemp("site"))
    found.write(
        SETTINGS
        + "llms = true\n"
        + story(
            "a.md",
            HEADLINE,
            "2026-11-23",
            'standfirst: "Says **who**? 2 * 3"',
            "section: Harbour",
            'picture: {src: q.jpg, alt: "The *quay*", caption: "At [Skerra](b.md) *now*", credit: "[Ada](tel:1)"}',
        )
        + story(
            "b.md", "Skerra", "2026-11-19", 'related: ["The *Endeavour* sails & M*A*S*H returns"]', body="One.\n\nTwo."
        )
        + story("c.md", "Gone", "2026-11-18", "killed: 2026-11-19", 'kill_note: "It was *wrong*"')
        + "-- content/pages/about.md --\n---\ntitle: About *us*\nstandfirst: Who _we_ are\n---\nUs.\n"
    )
    (found.folder / "content/q.jpg").write_bytes(photo())
    found.build()
    return found


PAGE = "2026/11/23/the-endeavour-sails-and-m-a-s-h-returns"
SHOWN = "The <em>Endeavour</em> sails &amp; <code>M*A*S*H</code> returns"
PLAIN = "The Endeavour sails & M*A*S*H returns"


@pytest.mark.parametrize("page", [PAGE, "", "harbour", "latest", "2026/11", "2026/11/19/skerra"])
def test_pages_show_the_emphasis_of_a_headline(town: Newsroom, page: str) -> None:
    assert f">{SHOWN}</" in town.page(page)


@pytest.mark.parametrize("page", ["", "harbour", PAGE])
def test_pages_show_the_emphasis_of_a_standfirst(town: Newsroom, page: str) -> None:
    assert '<p class="standfirst">Says <strong>who</strong>? 2 * 3</p>' in town.page(page)


def test_pages_and_notes_may_have_emphasis(town: Newsroom) -> None:
    assert "<h1>About <em>us</em></h1>" in town.page("about")
    assert ">Who <em>we</em> are<" in town.page("about")
    assert "It was <em>wrong</em>" in town.page("2026/11/18/gone")


def test_everything_else_is_plain(town: Newsroom) -> None:
    page = town.page(PAGE)
    head = page[: page.index("</head>")]
    assert "*Endeavour*" not in head
    assert "<em>" not in head
    assert f"<title>{PLAIN.replace('&', '&amp;')} —" in head
    assert 'og:description" content="Says who? 2 * 3"' in head
    for name in ("feed.xml", "rss.xml", "news-sitemap.xml", f"{PAGE}/text/index.html", "text/index.html"):
        assert PLAIN.replace("&", "&amp;") in town.page(name), name
    assert "[The Endeavour sails " in town.page("llms.txt")
    assert json.loads(town.page("feed.json"))["items"][0]["title"] == PLAIN
    ninjs = json.loads(town.page(f"{PAGE}/ninjs.json"))
    assert ninjs["headlines"][0]["value"] == PLAIN
    assert ninjs["descriptions"][0]["value"] == "Says who? 2 * 3"


def test_captions_and_credits_have_links_on_pages_and_are_plain_in_data(town: Newsroom) -> None:
    page = town.page(PAGE)
    assert 'At <a href="/2026/11/19/skerra/">Skerra</a> <em>now</em>' in page
    assert '<span class="credit"><span>Photo:</span> <a href="tel:1">Ada</a></span>' in page
    assert 'alt="The quay"' in page
    picture = json.loads(town.page(f"{PAGE}/ninjs.json"))["associations"][0]
    assert (picture["headlines"][0]["value"], picture["by"]) == ("At Skerra now", "Ada")


def test_a_story_is_related_by_its_headline_with_or_without_signs(town: Newsroom) -> None:
    assert f'<a href="/{PAGE}/">{SHOWN}</a>' in town.page("2026/11/19/skerra")


def test_a_story_without_standfirst_has_a_summary_but_never_shows_it_twice(town: Newsroom) -> None:
    page = town.page("2026/11/19/skerra")
    assert '<meta name="description" content="One.">' in page
    assert page[page.index("<body") :].count("One.") == 1
    assert '<p class="standfirst">One.</p>' in town.page("")
    assert [each["summary"] for each in json.loads(town.page("feed.json"))["items"]] == ["Says who? 2 * 3", "One."]
    assert json.loads(town.page("2026/11/19/skerra/ninjs.json"))["descriptions"][0]["value"] == "One."


def test_a_site_s_own_layout_keeps_its_plain_headlines(newsroom: Newsroom) -> None:
    newsroom.write(
        SETTINGS
        + story("a.md", "The *Endeavour*", "2026-11-20")
        + "-- layouts/story.html --\n<h1>{{ story.headline }}</h1><p>{{ story.standfirst }}</p>\n"
    )
    newsroom.build()
    assert "<h1>The Endeavour</h1><p></p>" in newsroom.page("2026/11/20/the-endeavour")


@pytest.mark.parametrize(
    ("field", "message"),
    [
        (
            'picture: {src: q.jpg, alt: x, caption: "[x](gone.md)"}',
            "`gone.md` points to content/gone.md, which does not",
        ),
        (
            'picture: {src: q.jpg, alt: x, credit: "[x](/gone/)"}',
            "`/gone/` does not exist on this site",
        ),
        ('picture: {src: q.jpg, alt: x, credit: "[x](javascript:y)"}', "`javascript:` is not a kind of address"),
    ],
)
def test_a_bad_link_in_a_caption_is_reported_at_its_place(newsroom: Newsroom, field: str, message: str) -> None:
    newsroom.write(SETTINGS + story("a.md", "A", "2026-11-20", field))
    (newsroom.folder / "content/q.jpg").write_bytes(photo())
    found = [each for each in newsroom.problems() if each.level == "error"]
    address = re.search(r"\((.*?)\)", field)
    assert address
    assert [(each.path, each.line, each.column) for each in found] == [("content/a.md", 4, field.index(address[1]) + 1)]
    assert found[0].message.startswith(message)


def test_a_bad_link_in_a_caption_of_the_text_is_reported_at_its_place(newsroom: Newsroom) -> None:
    body = 'A word.\n\n![A](q.jpg "At [x](gone.md) | [Ada](//evil.example)")'
    newsroom.write(SETTINGS + story("a.md", "A", "2026-11-20", body=body))
    (newsroom.folder / "content/q.jpg").write_bytes(photo())
    found = [each for each in newsroom.problems() if each.level == "error"]
    assert [(each.line, each.column) for each in found] == [(7, 20), (7, 37)]


def test_a_link_in_a_headline_is_its_text_and_said(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + story("a.md", "By [Ada](https://a.example/)", "2026-11-20"))
    assert [each.line for each in newsroom.build().warnings] == [2]
    assert "<h1>By Ada</h1>" in newsroom.page("2026/11/20/by-ada")


def test_a_summary_follows_its_text(newsroom: Newsroom, tmp_path: Path) -> None:
    newsroom.write(SETTINGS + story("a.md", "A", "2026-11-20", body="One.\n\nTwo."))
    newsroom.build()
    newsroom.write(story("a.md", "A", "2026-11-20", body="One, corrected.\n\nTwo."))
    newsroom.build()
    newsroom.build(output=tmp_path / "clean", full=True)
    assert "One, corrected." in newsroom.page("")
    assert newsroom.tree() == newsroom.tree(tmp_path / "clean")


def test_a_link_in_a_caption_follows_its_story(newsroom: Newsroom, tmp_path: Path) -> None:
    picture = 'picture: {src: q.jpg, alt: x, caption: "At [Skerra](b.md)"}'
    newsroom.write(
        SETTINGS + story("a.md", "A", "2026-11-20", picture) + story("b.md", "B", "2026-11-19", "draft: true")
    )
    (newsroom.folder / "content/q.jpg").write_bytes(photo())
    newsroom.build()
    assert "<figcaption>At Skerra\n" in newsroom.page("2026/11/20/a")
    newsroom.write(story("b.md", "New name", "2026-11-19"))
    newsroom.build()
    assert 'At <a href="/2026/11/19/new-name/">Skerra</a>' in newsroom.page("2026/11/20/a")
    newsroom.build(output=tmp_path / "clean", full=True)
    assert newsroom.tree() == newsroom.tree(tmp_path / "clean")


def test_quotation_marks_and_entities_of_adopted_headlines_are_read(newsroom: Newsroom) -> None:
    newsroom.write(
        SETTINGS
        + "adopt = true\n-- content/a.md --\n---\ntitle: 'Q&amp;amp;A: <em>Endeavour</em> &#42;sails&#42; *now*'\n"
        + "date: 2026-11-20\nslug: “told”\naliases: [“/old/”]\n---\nOne.\n\n<!-- truncate -->\n\nTwo.\n"
    )
    newsroom.build()
    page = newsroom.page("2026/11/20/told")
    assert "<h1>Q&amp;A: <em>Endeavour</em> *sails* <em>now</em></h1>" in page
    assert '<meta name="description" content="One.">' in page
    assert "/2026/11/20/told/" in newsroom.page("old")
