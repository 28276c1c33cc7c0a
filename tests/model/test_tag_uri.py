"""Who a story is, wherever it stands."""

from __future__ import annotations

import re

import pytest
from newsroom import NOON, SETTINGS, Newsroom, story

from generator.model.tag_uri import feed_uri, story_uri
from generator.pipeline.build import build


def test_a_story_is_known_by_its_host_and_file() -> None:
    assert story_uri("courier.example", "content/world/talks.md") == "tag:courier.example,2026:world/talks"


def test_a_feed_is_known_by_its_place() -> None:
    assert feed_uri("courier.example", "/world/") == "tag:courier.example,2026:feed:/world/"


def test_a_name_in_any_script_is_percent_encoded() -> None:
    assert story_uri("courier.example", "content/kış geldi.md") == "tag:courier.example,2026:k%C4%B1%C5%9F%20geldi"


def test_a_site_that_moves_keeps_the_ids_of_its_stories(newsroom: Newsroom) -> None:
    """And those of its feeds; a new headline, another permalink and another time change nothing either."""
    newsroom.write(story("a.md", "Dues", "2026-01-01"))
    build(newsroom.request(record=True), newsroom.output)
    assert "# tag authority: courier.example\n" in (newsroom.folder / "published.txt").read_text(encoding="utf-8")
    before = newsroom.page("feed.xml")
    moved = '-- site.toml --\ntitle = "C"\nbase_url = "https://new.example/news/"\npermalink = "/{slug}/"\n'
    newsroom.write(moved + story("a.md", "Harbour dues", "2026-01-02"))
    build(newsroom.request(NOON, record=True), newsroom.output)
    after = newsroom.page("feed.xml")
    assert "https://new.example/news/harbour-dues/" in after
    for each in ("tag:courier.example,2026:a", "tag:courier.example,2026:feed:/"):
        assert f"<id>{each}</id>" in before
        assert f"<id>{each}</id>" in after


def test_a_story_that_moves_to_another_file_may_keep_its_id(newsroom: Newsroom) -> None:
    newsroom.write(story("b.md", "Dues", "2026-01-01", "uri: tag:courier.example,2026:a"))
    newsroom.build()
    assert "<id>tag:courier.example,2026:a</id>" in newsroom.page("feed.xml")


def test_two_stories_cannot_have_one_id(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "Dues", "2026-01-01"))
    newsroom.write(story("b.md", "Ferry", "2026-01-02", "uri: tag:courier.example,2026:a"))
    (problem,) = newsroom.problems()
    assert (problem.path, problem.line) == ("content/b.md", 4)
    assert "content/a.md" in problem.message


def test_an_invalid_uri_cannot_be_an_id(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "Dues", "2026-01-01", "uri: story 12"))
    (problem,) = newsroom.problems()
    assert "`story 12` is not a URI" in problem.message


def _elections(host: str) -> str:
    return f'-- site.toml --\ntitle = "Elections"\nbase_url = "https://courier.example/{host}"\n'


def test_row_68_two_microsites_on_one_host_share_no_id(newsroom: Newsroom) -> None:
    newsroom.write(story("elections/a.md", "What we know", "2026-01-01") + story("a.md", "Know", "2026-01-02"))
    ids = list[str]()
    for base in ("", "elections/", "elections/2026/", "budget/"):
        newsroom.write(_elections(base))
        newsroom.build(output=newsroom.folder / "trial", full=True)
        feed = (newsroom.folder / "trial/feed.xml").read_text()
        ids += re.findall("<id>(tag:[^<]*)</id>", feed)
    assert len(ids) == len(set(ids)) == 12


def test_a_site_that_was_published_before_keeps_its_ids_though_its_base_path_is_not_in_them(newsroom: Newsroom) -> None:
    newsroom.write(_elections("elections/") + story("a.md", "What we know", "2026-01-01"))
    newsroom.write("-- published.txt --\n# tag authority: courier.example\n")
    newsroom.build()
    assert "<id>tag:courier.example,2026:a</id>" in newsroom.page("feed.xml")


def test_the_base_path_a_site_began_with_stays_in_its_ids(newsroom: Newsroom) -> None:
    newsroom.write(_elections("elections/") + story("a.md", "What we know", "2026-01-01"))
    build(newsroom.request(record=True), newsroom.output)
    newsroom.write(_elections(""))
    newsroom.build()
    assert "<id>tag:courier.example,2026:/elections/:a</id>" in newsroom.page("feed.xml")


def test_a_story_whose_file_is_renamed_does_not_get_another_id_without_a_word(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "Dues", "2026-01-01"))
    build(newsroom.request(record=True), newsroom.output)
    newsroom.remove("content/a.md")
    newsroom.write(story("b.md", "Dues", "2026-01-01"))
    (problem,) = newsroom.build().warnings
    assert (problem.path, problem.line, problem.level) == ("content/b.md", 2, "warning")
    assert "published from content/a.md" in problem.message
    assert problem.fix == "to keep its id, add a line `uri: tag:courier.example,2026:a`"
    newsroom.write(story("b.md", "Dues", "2026-01-01", "uri: tag:courier.example,2026:a"))
    assert newsroom.build().warnings == ()


def test_a_renamed_story_with_another_headline_is_known_by_its_alias(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "Dues", "2026-01-01") + story("c.md", "Tide", "2026-01-01"))
    build(newsroom.request(record=True), newsroom.output)
    newsroom.remove("content/a.md")
    newsroom.write(story("b.md", "Dues rise", "2026-01-01", "aliases: [/2026/01/01/dues/]"))
    (problem,) = newsroom.build().warnings
    assert problem.fix == "to keep its id, add a line `uri: tag:courier.example,2026:a`"
    newsroom.remove("content/b.md")
    newsroom.write(story("c.md", "Tide", "2026-01-01", "aliases: [/2026/01/01/dues/]"))
    assert newsroom.build().warnings == (), "a story that replaces another one keeps its own id"


@pytest.mark.parametrize("owner", ["", "uri: tag:wire.example,2026:7"])
def test_row_58_a_withdrawn_story_cannot_delete_another_one_from_feeds(newsroom: Newsroom, owner: str) -> None:
    taken = owner or "uri: tag:courier.example,2026:a"
    newsroom.write(story("a.md", "Dues", "2026-01-01", *([owner] if owner else [])))
    newsroom.write(story("b.md", "Ferry", "2026-01-01", taken, "killed: 2026-01-02"))
    (problem,) = newsroom.problems()
    assert (problem.path, problem.line, problem.level) == ("content/b.md", 4, "error")
    assert "same `uri` as content/a.md" in problem.message
    newsroom.write(SETTINGS + "adopt = true\n")
    newsroom.build()
    deleted = re.findall('deleted-entry ref="([^"]+)"', newsroom.page("feed.xml"))
    assert not {*deleted} & {"tag:courier.example,2026:a", "tag:wire.example,2026:7"}


def test_a_story_cannot_take_the_id_of_a_withdrawn_one(newsroom: Newsroom) -> None:
    newsroom.write(story("a.md", "Dues", "2026-01-01", "killed: 2026-01-02"))
    newsroom.write(story("b.md", "Ferry", "2026-01-01", "uri: tag:courier.example,2026:a"))
    (problem,) = newsroom.problems()
    assert (problem.path, problem.line) == ("content/a.md", 4)
