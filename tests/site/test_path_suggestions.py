"""Which file a broken link may mean: one whose name is alike, of the same kind; otherwise none."""

from __future__ import annotations

import pytest

from generator.reading.fields.targets import picture
from generator.reading.markdown.links import Address, resolve
from generator.site.path_suggestions import did_you_mean, from_story, known_paths

KNOWN = known_paths(
    [
        "content/a.md",
        "content/b.md",
        "content/ferry-back.md",
        "content/tides.md",
        "content/tiny.png",
        "content/pictures/harbour/quay.jpg",
        "/",
        "/2026/11/20/ferry-back/",
        "/harbour/",
    ]
)


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("content/missing.jpg", ""),
        ("content/gone.md", ""),
        ("content/x.mp3", ""),
        ("content/c.md", ""),
        ("content/a.png", ""),
        ("/nope/", ""),
        ("/2026/11/20/storm/", ""),
        ("content/ferry-bakc.md", "content/ferry-back.md"),
        ("content/ferry-back.markdown", ""),
        ("content/tiny.jpg", "content/tiny.png"),
        ("content/Tiny.png", "content/tiny.png"),
        ("content/quay.jpg", "content/pictures/harbour/quay.jpg"),
        ("/2026/11/20/ferry-bakc/", "/2026/11/20/ferry-back/"),
        ("/harbor/", "/harbour/"),
        ("content/tid.md", "content/tides.md"),  # exactly three quarters alike
        ("content/ti.md", ""),
    ],
)
def test_only_a_file_of_the_same_kind_with_a_name_that_is_alike_is_meant(path: str, near: str) -> None:
    assert KNOWN.near(path) == near


@pytest.mark.parametrize(
    ("path", "story", "written"),
    [
        ("content/boat.svg", "content/a.md", "boat.svg"),
        ("content/boat.svg", "content/town/a.md", "../boat.svg"),
        ("content/town/the (new) boat.svg", "content/town/a.md", "the%20%28new%29%20boat.svg"),
        ("content/ebbe 1:2.svg", "content/a.md", "./ebbe%201:2.svg"),
        ("content/rıhtım#1.svg", "content/a.md", "rıhtım%231.svg"),
        ("content/static/maps/boat.svg", "content/town/a.md", "/maps/boat.svg"),
    ],
)
def test_a_suggested_file_is_written_so_that_it_works_there(path: str, story: str, written: str) -> None:
    assert from_story(path, story) == written
    found = resolve(written, story)
    assert isinstance(found, Address)
    assert found.target in (path, f"/{path.removeprefix('content/static/')}")
    beside = from_story(path, story, encoded=False)
    assert picture(beside, story) == path


FAR = "content/the/archive/of/the/year/2020"


@pytest.mark.parametrize(
    ("known", "near"),
    [
        ([f"{FAR}/storm.md"], f"{FAR}/storm.md"),
        ([f"{FAR}/2020-05-06-storm.md"], f"{FAR}/2020-05-06-storm.md"),
        ([f"{FAR}/storm.md", f"{FAR}/2020-05-06-storm.md"], f"{FAR}/storm.md"),
        ([f"{FAR}/storm.md", f"{FAR}/north/storm.md"], ""),
        ([f"{FAR}/2020-05-06-storm.md", f"{FAR}/2020-05-07-storm.md"], ""),
    ],
)
def test_a_file_far_away_is_meant_if_it_is_the_only_one_of_that_name(known: list[str], near: str) -> None:
    assert known_paths(known).near("content/storm.md") == near


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("content/a", ["content/b/a.md"]),
        ("content/a.md", ["content/b/a.md"]),
        ("content/a.markdown", []),
        ("content/c", ["content/c.markdown"]),
        ("content/gone", []),
    ],
)
def test_stories_are_found_in_any_folder_with_or_without_their_extension(path: str, found: list[str]) -> None:
    assert known_paths(["content/a.png", "content/b/a.md", "content/c.markdown"]).stories_named(path) == found


@pytest.mark.parametrize(
    ("near", "path", "written", "question"),
    [
        ("", "/storm/", "", ""),
        ("/storm/", "/strom/", "", "did you mean /storm/?"),
        ("/storm/", "/storm/", "", "did you mean /storm/?"),
        (
            "content/Quay.jpg",
            "content/quay.jpg",
            "",
            "did you mean content/Quay.jpg? Letter case matters on web servers",
        ),
        ("content/a.md", "content/b.md", "../a.md", "did you mean `../a.md`?"),
    ],
)
def test_the_question_says_how_to_write_it_and_when_only_letter_case_differs(
    near: str, path: str, written: str, question: str
) -> None:
    assert did_you_mean(near, path, written) == question
