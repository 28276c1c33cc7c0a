"""Links from the site's root are checked against what the site will have."""

from __future__ import annotations

import pytest
from newsroom import SETTINGS, Newsroom, story

from generator.model.problems import Problems


@pytest.mark.parametrize(
    "address",
    [
        "/2026/01/01/b/",
        "/2026/01/01/b",
        "/tags/ferry/",
        "/feed.xml",
        "/",
        "/old/",
        "/about/#us",
        "/files/a.txt?x",
        "/img/q.svg",
    ],
)
def test_a_link_to_what_the_site_has_is_no_problem(newsroom: Newsroom, address: str) -> None:
    newsroom.write(SETTINGS + story("a.md", "A", "2026-01-01", "tags: [Ferry]", body=f"[x]({address})"))
    newsroom.write(story("b.md", "B", "2026-01-01", "aliases: [/old/]"))
    newsroom.write("-- content/pages/about.md --\n---\ntitle: About\n---\n## Us\n-- content/static/files/a.txt --\nA\n")
    newsroom.write("-- content/img/q.svg --\n<svg xmlns='http://www.w3.org/2000/svg' width='4' height='4'/>\n")
    assert [each for each in newsroom.problems() if each.level == "error"] == []
    page = newsroom.page("2026/01/01/a")
    assert f'href="{address}"' in page


def test_a_link_to_nothing_is_an_error_at_its_place_until_there_is_something(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + story("a.md", "A", "2026-01-01", body="[x](/about/) ![y](/img/none.jpg)"))
    assert [(each.line, each.column) for each in newsroom.problems()] == [(5, 5), (5, 19)]
    newsroom.write("-- content/pages/about.md --\n---\ntitle: About\n---\nUs.\n")
    assert [(each.line, each.column) for each in newsroom.problems()] == [(5, 19)]
    newsroom.write(story("a.md", "A", "2026-01-01", body="[x](/about/)"))
    assert newsroom.problems() == []
    newsroom.remove("content/pages/about.md")
    assert [each.column for each in newsroom.problems()] == [5]


def test_a_picture_from_the_root_is_published_as_one_beside_the_story(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + story("town/a.md", "A", "2026-01-01", body="![A quay](/img/q.svg)"))
    newsroom.write("-- content/img/q.svg --\n<svg xmlns='http://www.w3.org/2000/svg' width='4' height='3'/>\n").build()
    assert "img/q.svg" in newsroom.tree()
    assert '<img src="/img/q.svg" width="4" height="3"' in newsroom.page("2026/01/01/a")


def test_a_site_below_a_folder_checks_its_own_addresses(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS.replace("courier.example/", "courier.example/repo/"))
    newsroom.write(story("a.md", "A", "2026-01-01", body="[x](/2026/01/01/a/)"))
    newsroom.build()
    assert 'href="/repo/2026/01/01/a/"' in newsroom.page("2026/01/01/a")


def test_all_links_to_nothing_are_said_at_once(newsroom: Newsroom) -> None:
    body = "[a](/nope/), [b](nope.md), [c](#nope)"
    newsroom.write(SETTINGS + story("a.md", "A", "2026-01-01", body=body))
    assert [(each.column, each.level) for each in newsroom.problems()] == [(5, "error"), (18, "error"), (32, "error")]
    newsroom.write(SETTINGS + "adopt = true\n").build()
    page = newsroom.page("2026/01/01/a")
    assert 'href="#nope"' not in page
    assert ", b, c" in page


def test_a_search_that_leads_to_nothing_on_this_site_is_reported(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS + 'search = "/find/?q={query}"\n').write(story("a.md", "Ferry", "2026-01-01"))
    [told] = newsroom.build().warnings
    assert (told.path, told.line) == ("site.toml", 5)
    assert "`search` leads to /find/" in told.message
    newsroom.write("-- content/static/find/index.html --\n<p>Search</p>\n")
    assert not newsroom.build().warnings


def test_a_file_of_authors_is_not_read_and_that_is_said(newsroom: Newsroom) -> None:
    newsroom.write(SETTINGS).write(story("a.md", "Ferry", "2026-01-01", "authors: [ayla]"))
    newsroom.write("-- content/authors.yml --\nayla: {name: Ayla Demirci}\n")
    [told] = newsroom.build().warnings
    assert "readers see its keys as bylines" in told.message


def test_a_draft_that_the_preview_shows_is_suggested_by_its_file(newsroom: Newsroom) -> None:
    """A link to its address would break the build, which does not have it; one to its file waits for the story."""
    newsroom.write(SETTINGS + story("town/b.md", "Ferry leaves", "2026-01-02", "draft: true"))
    newsroom.write(story("town/a.md", "A", "2026-01-01", body="[x](/2026/01/02/ferry-leave/)"))
    with pytest.raises(Problems) as found:
        newsroom.build(drafts=True)
    assert [each.fix for each in found.value.problems] == [
        "did you mean `b.md`, which is at /2026/01/02/ferry-leaves/?"
    ]
    newsroom.write(story("town/a.md", "A", "2026-01-01", body="[x](b.md)"))
    newsroom.build()
    newsroom.build(drafts=True, output=newsroom.folder / "drafts")
