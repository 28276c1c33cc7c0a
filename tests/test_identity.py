"""Who a story is, wherever it stands."""

from __future__ import annotations

from datetime import date

from generator.identity import tag_uri


def test_a_story_is_known_by_its_host_day_and_file() -> None:
    assert tag_uri("courier.example", date(2026, 11, 20), "content/world/talks.md") == (
        "tag:courier.example,2026-11-20:world/talks"
    )


def test_a_name_in_any_script_is_percent_encoded() -> None:
    assert tag_uri("courier.example", date(2026, 1, 1), "content/kış geldi.md") == (
        "tag:courier.example,2026-01-01:k%C4%B1%C5%9F%20geldi"
    )
