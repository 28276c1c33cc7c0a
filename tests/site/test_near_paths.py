"""Which file a broken link may mean."""

from __future__ import annotations

from time import perf_counter

import pytest

from generator.site.near_paths import known_paths

KNOWN = known_paths(
    ["content/town/2026-01-01-ferry-steps.md", "content/culture/band.md", "content/img/quay.jpg"]
    + [f"content/{number}.md" for number in range(500)]
)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("content/town/2026-01-01-fery-steps.md", "content/town/2026-01-01-ferry-steps.md"),
        ("content/town/band.md", "content/culture/band.md"),
        ("content/img/quay.jpeg", "content/img/quay.jpg"),
        ("content/imgs/quay.jpg", "content/img/quay.jpg"),
        ("content/nothing/like/it.pdf", ""),
    ],
)
def test_the_nearest_path_is_found(wanted: str, found: str) -> None:
    assert KNOWN.near(wanted) == found


def test_row_55_many_broken_links_take_no_minutes() -> None:
    many = known_paths(f"content/this-is-a-story-about-topic-number-{number}.md" for number in range(2000))
    start = perf_counter()
    for number in range(500):
        many.near(f"content/some-other-story-about-topic-{number}x.html")
    assert perf_counter() - start < 10
