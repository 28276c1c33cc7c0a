"""How long a story takes to read, in every kind of script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.reading_time import reading_minutes
from generator.text.word_count import character_count, word_count


def minutes(text: str, language: str) -> int:
    return reading_minutes(word_count(text), character_count(text), language)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("", "en", 1),
        ("word " * 228 * 3, "en", 3),
        ("kelime " * 166 * 3, "tr", 3),
        ("كلمة " * 138 * 3, "ar-EG", 3),
        ("港" * 255 * 4, "zh-Hant", 4),
        ("港" * 255 * 4, "yue", 4),
        ("フェリー" * 357, "ja", 4),
        ("港" * 255 * 2 + " word" * 228 * 2, "zh", 4),
        ("word " * 228 * 2 + "港" * 255 * 2, "en", 4),
        ("港口的渡轮,今天。" * 51, "zh", 2),
        ("สวัสดีครับ" * 184, "th", 2),
    ],
)
def test_texts_of_known_length(text: str, language: str, expected: int) -> None:
    assert minutes(text, language) == expected


@given(st.text("港口フェ、。 aé1", max_size=200), st.text("港口フェ、。 aé1", max_size=200))
def test_characters_are_a_part_of_the_words_and_add_up(one: str, other: str) -> None:
    one, other = f"港{one}", f"口{other}"
    assert 0 <= character_count(one) <= word_count(one)
    assert character_count(f"{one}\n{other}") == character_count(one) + character_count(other)
    assert character_count(one + " word") == character_count(one)
