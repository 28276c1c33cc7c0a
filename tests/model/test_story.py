"""What a story knows about itself, and what a card does not have."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from stories import BARE

from generator.model.story import Card, Story, direction


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
