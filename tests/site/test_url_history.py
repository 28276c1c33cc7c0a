"""The ledger of published addresses: none is lost, and none vanishes unsaid."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.site.url_history import UrlHistory, lost, moved, place_of, read, recorded, renamed, retired, vanished

TALKS = {"content/world/talks.md": "/2024/12/02/talks/"}


def test_a_url_history_reads_as_it_was_written() -> None:
    history = UrlHistory({"/a/": "content/a.md", "/2024/kış/": "content/kış.md", "/b/": "retired"})
    text = str(history)
    assert text == "/2024/kış/  content/kış.md\n/a/         content/a.md\n/b/         retired\n"
    assert read(text)[0].files == history.files


@given(
    st.dictionaries(st.from_regex(r"/[^\s]{0,9}", fullmatch=True), st.from_regex(r"content/[^\s]{1,9}", fullmatch=True))
)
def test_any_url_history_survives_its_file(files: dict[str, str]) -> None:
    assert read(str(UrlHistory(files)))[0].files == files


def test_a_url_history_may_have_comments_and_empty_lines() -> None:
    history, problems = read("# ours since 2024\n\n/a/  content/my story.md\n")
    assert (history.files, history.lines, problems) == ({"/a/": "content/my story.md"}, {"/a/": 3}, ())
    assert str(retired(history, ["/a/"])) == "# ours since 2024\n/a/  retired\n"


@pytest.mark.parametrize("line", ["/a/", "a/ content/a.md", "content/a.md"])
def test_a_line_that_is_no_entry_is_a_problem(line: str) -> None:
    (problem,) = read(f"/b/  content/b.md\n{line}\n")[1]
    assert (problem.line, problem.source) == (2, line)


def test_every_place_of_an_edition_is_recorded_and_old_ones_stay() -> None:
    history = recorded(UrlHistory({"/old/": "content/old.md"}), TALKS, "courier.example")
    assert history.authority == "courier.example"
    assert recorded(history, TALKS, "new.example").authority == "courier.example"
    assert history.files == {"/old/": "content/old.md", "/2024/12/02/talks/": "content/world/talks.md"}


def test_an_address_that_a_story_left_leads_to_where_it_is_now() -> None:
    history = UrlHistory(
        {"/2024/12/02/old-name/": "content/world/talks.md", **{place: path for path, place in TALKS.items()}}
    )
    assert list(moved(history, TALKS, ())) == [("/2024/12/02/old-name/", "content/world/talks.md")]
    assert list(vanished(history, TALKS, (), ())) == []


def test_an_address_that_another_story_has_now_is_its_own() -> None:
    history = UrlHistory({"/2024/12/02/talks/": "content/a.md", "/x/": "content/a.md"})
    places = {**TALKS, "content/a.md": "/a/"}
    assert list(moved(history, places, ["/x/"])) == []


def test_an_address_whose_story_is_gone_is_reported_until_it_is_settled() -> None:
    history, _ = read("/gone/  content/gone.md\n")
    assert list(vanished(history, TALKS, (), ())) == ["/gone/"]
    problem = lost(history, "/gone/", "", "warning")
    assert (problem.path, problem.line, problem.level) == ("published.txt", 1, "warning")
    assert "broadsheet retire /gone/" in problem.fix
    assert list(vanished(history, TALKS, ["/gone/"], ())) == []
    assert list(vanished(retired(history, ["/gone/"]), TALKS, (), ())) == []


def test_addresses_of_scheduled_and_expired_stories_are_not_reported() -> None:
    history = UrlHistory({"/later/": "content/later.md"})
    assert list(vanished(history, TALKS, (), ["content/later.md"])) == []


@pytest.mark.parametrize(
    ("url", "base_path", "place"),
    [
        ("https://courier.example/news/2024/a/", "/news/", "/2024/a/"),
        ("/2024/a", "/", "/2024/a/"),
        ("/k%C4%B1%C5%9F/", "/", "/kış/"),
        ("/old.html", "/", "/old.html"),
        ("/v1.2/notes", "/", "/v1.2/notes/"),
        ("/v1.2/", "/", "/v1.2/"),
    ],
)
def test_an_address_may_be_written_as_readers_have_it(url: str, base_path: str, place: str) -> None:
    assert place_of(url, base_path) == place


def test_a_merge_that_nobody_finished_is_one_problem_and_loses_no_address() -> None:
    text = "<<<<<<< ours\n/a/  content/a.md\n=======\n/b/  content/b.md\n>>>>>>> theirs\n"
    history, (problem,) = read(text)
    assert history.files == {"/a/": "content/a.md", "/b/": "content/b.md"}
    assert problem.fix.startswith("keep the addresses of both")
    assert len(read("=======\n")[1]) == 1


OLD, NEW = "/2026/01/02/ferry/", "/2026/01/02/ferry-returns/"


@pytest.mark.parametrize(
    ("history", "places", "aliases", "found"),
    [
        ({OLD: "content/a.md"}, {"content/b.md": OLD}, {}, True),
        ({OLD: "content/a.md"}, {"content/b.md": NEW}, {OLD: "content/b.md"}, True),
        ({OLD: "content/a.md"}, {"content/b.md": NEW}, {}, False),
        ({OLD: "content/b.md"}, {"content/b.md": OLD}, {}, False),
        ({OLD: "retired"}, {"content/b.md": OLD}, {}, False),
        ({OLD: "content/c.md"}, {"content/b.md": OLD}, {}, False),
        ({OLD: "content/a.md"}, {"content/b.md": "/2026/03/04/ferry/"}, {OLD: "content/b.md"}, False),
        ({OLD: "content/a.md", "/b/": "content/b.md"}, {"content/b.md": NEW}, {OLD: "content/b.md"}, False),
    ],
    ids=["its place", "an alias", "neither", "its own", "retired", "there", "another day", "known"],
)
def test_a_story_is_known_by_its_place_or_an_alias_beside_it_when_its_file_has_another_name(
    history: dict[str, str], places: dict[str, str], aliases: dict[str, str], found: bool
) -> None:
    paths = {"content/b.md", "content/c.md"}
    assert [*renamed(UrlHistory(history), places, aliases, paths)] == [("content/b.md", "content/a.md")] * found
