"""Which file a broken link may mean: one whose name is alike, of the same kind; otherwise none."""

from __future__ import annotations

import pytest

from generator.site.near_paths import known_paths

KNOWN = known_paths(
    [
        "content/a.md",
        "content/b.md",
        "content/ferry-back.md",
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
    ],
)
def test_only_a_file_of_the_same_kind_with_a_name_that_is_alike_is_meant(path: str, near: str) -> None:
    assert KNOWN.near(path) == near
