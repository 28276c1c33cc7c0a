"""What a story knows about itself, and what a card does not have."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from stories import BARE

from generator.model.story import Card, Story, direction, facts


def test_a_card_has_no_body() -> None:
    assert {*Story.__struct_fields__} - {*Card.__struct_fields__} >= {"body", "extra", "path"}


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (230, 1), (460, 2), (1000, 4)])
def test_reading_time_is_in_whole_minutes(words: int, minutes: int) -> None:
    assert replace(BARE, words=words).reading_minutes == minutes


@pytest.mark.parametrize(
    ("language", "expected"), [("ar", "rtl"), ("fa-IR", "rtl"), ("HE", "rtl"), ("tr", "ltr"), ("az", "ltr")]
)
def test_a_language_has_its_direction(language: str, expected: str) -> None:
    assert direction(language) == expected


@pytest.mark.parametrize(
    ("standfirst", "beginning", "summary"),
    [("In brief.", "At dawn", "In brief."), ("", "At dawn", "At dawn"), ("", "", "")],
)
def test_the_summary_is_the_standfirst_or_else_the_beginning(standfirst: str, beginning: str, summary: str) -> None:
    story = replace(BARE, standfirst=standfirst, beginning=beginning)
    assert (story.summary, str(story.summary_html)) == (summary, summary)


def test_the_facts_of_a_card_are_all_its_fields() -> None:
    assert facts(BARE).keys() == {*Card.__struct_fields__}
    assert facts(BARE)["headline"] == BARE.headline
