"""Headlines in lines: as large as they can be, never wider than their space, nothing lost without an ellipsis."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFont

from generator.media import social_cards, text_fit
from generator.media.text_fit import drawable, fitted

WORDS = st.lists(st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=20), min_size=1, max_size=40)


@given(WORDS, st.integers(300, 1100), st.integers(80, 430))
def test_lines_fit_their_space_and_lose_no_word(words: list[str], width: int, height: int) -> None:
    text = " ".join(words)
    found = fitted(text, width, height, 84, 36)
    assert 36 <= found.size <= 84
    assert len(found.lines) * found.size * 1.15 <= max(height, 36 * 1.15)
    said = "".join(found.lines).replace(" ", "")
    whole = "".join(text.split())
    assert said == whole or (said.endswith("…") and whole.startswith(said[:-1]))


def test_short_headlines_are_large_and_long_ones_small() -> None:
    assert fitted("Sea gate holds", 1072, 430, 84, 36) == text_fit.Fitted(84, ("Sea gate holds",))
    assert fitted("word " * 60, 1072, 430, 84, 36).size < 60


def test_lines_are_about_as_long_as_one_another() -> None:
    lines = fitted("Council asks Harbour Board to think again about dues", 1072, 430, 84, 36).lines
    assert max(map(len, lines)) - min(map(len, lines)) < 12


@pytest.mark.parametrize("text", ["Council asks", "Yağmur çığ İĞŞ", "Ферма у моря", "Λιμάνι", "Àéîõü ¿Qué? 3,180"])
def test_the_widths_are_those_of_the_font_or_a_little_larger(text: str) -> None:
    font = ImageFont.truetype(next(each for each in social_cards._FONTS if "NotoSerif-" in each), 100)
    assert 0.98 <= text_fit._width(text) * 100 / font.getlength(text) <= 1.25


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Çarşı’da “büyük” şenlik – 3€", True),
        ("البحر يرتفع، اليوم", True),
        ("הים", True),
        ("港口", False),
        ("नमस्ते", False),
        ("Sea 🌊", False),
    ],
)
def test_text_that_the_fonts_lack_is_not_drawn(text: str, known: bool) -> None:
    assert drawable(text) is known
