"""Marks in headings that have no effect are told to the editor, since readers would see them."""

from __future__ import annotations

import pytest

from generator.model.settings import Settings
from generator.reading.story import read

LIVE = "live: {from: 2026-11-24 12:00, until: 2026-11-24 20:00}"
UNSEEN = "which has no effect here"


def _told(body: str, line: str = LIVE, adopt: bool = False) -> list[tuple[str, str]]:
    settings = Settings(
        title="The Courier", base_url="https://courier.example/", timezone="Europe/Istanbul", adopt=adopt
    )
    text = f"---\ntitle: Gate night\npublished: 2026-11-24 11:30\n{line}\n---\n{body}\n"
    return [
        (f"{each.line}:{each.column} {each.message}", each.fix)
        for each in read(text.encode(), "content/a.md", settings).problems
    ]


@pytest.mark.parametrize("mark", ["{key}", "{ KEY }", "{key} {#shut}"])
def test_the_mark_of_a_key_event_is_none_of_them(mark: str) -> None:
    assert not _told(f"## 14:05 The gate is shut {mark}\n\nA word.")


@pytest.mark.parametrize(
    ("written", "meant"),
    [("{kye}", "did you mean `{key}`"), ("{keys}", "did you mean `{key}`"), ("{breaking}", "remove it; to show it")],
)
def test_any_other_mark_of_an_entry_is_told_with_the_one_that_was_meant(written: str, meant: str) -> None:
    [(message, fix)] = _told(f"## 14:05 The gate is shut {written}\n\nA word.")
    assert message == f"6:27 readers see `{written}`, {UNSEEN}"
    assert fix.startswith(meant)


@pytest.mark.parametrize("heading", ["## 14:05 {key} The gate is shut", "## 14:05 The gate\n\n### At the quay {key}"])
def test_a_mark_must_be_at_the_end_of_an_entry(heading: str) -> None:
    [(message, fix)] = _told(f"{heading}\n\nA word.")
    assert UNSEEN in message
    assert fix.startswith("it marks a key event only at the end of an entry's heading")


def test_a_story_without_live_coverage_has_no_key_events() -> None:
    [(message, fix)] = _told("## The gate is shut {key}\n\nA word.", "tags: [Gate]")
    assert message == f"6:21 readers see `{{key}}`, {UNSEEN}"
    assert fix.startswith("it marks a key event only in a story with live coverage; remove it")


@pytest.mark.parametrize("heading", ["How to use {name}", "The set {1, 2}", "The `{key}`"])
def test_other_words_in_braces_are_words_where_nothing_is_live(heading: str) -> None:
    assert not _told(f"## {heading}\n\nA word.", "tags: [Gate]")


def test_in_adopted_copy_braces_are_those_of_another_program() -> None:
    assert not _told("## The gate is shut {key}\n\nA word.", "tags: [Gate]", adopt=True)
