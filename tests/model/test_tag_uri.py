"""Who a story is, wherever it stands."""

from __future__ import annotations

from newsroom import NOON, Newsroom, story

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
