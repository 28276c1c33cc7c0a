"""Headlines in lines: as large as they can be, never wider than their space, nothing lost without an ellipsis."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFont

from generator.media import text_fit
from generator.media.text_fit import drawn, fitted, undrawn

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
    assert fitted("Sea gate holds", 1072, 430, 84, 36) == text_fit.FittedText(84, ("Sea gate holds",))
    assert fitted("word " * 60, 1072, 430, 84, 36).size < 60


def test_a_long_word_is_split_where_the_line_ends_and_a_line_may_be_exactly_as_wide_as_its_space() -> None:
    found = fitted("Donaudampfschifffahrtsgesellschaft" * 4, 400, 430, 84, 36)
    assert len(found.lines) > 3
    assert all(len(line) > 9 for line in found.lines[:-1])
    exact = round(text_fit._width("Ferry") * 84)
    narrowest = next(width for width in range(exact - 2, exact + 3) if text_fit._width("Ferry") * 84 <= width)
    assert fitted("Ferry", narrowest, 430, 84, 36).size == 84
    assert fitted("Ferry", narrowest - 1, 430, 84, 36).size < 84


def test_lines_are_about_as_long_as_one_another() -> None:
    lines = fitted("Council asks Harbour Board to think again about dues", 1072, 430, 84, 36).lines
    assert max(map(len, lines)) - min(map(len, lines)) < 12


@pytest.mark.parametrize("text", ["Council asks", "Yağmur çığ İĞŞ", "Ферма у моря", "Λιμάνι", "Àéîõü ¿Qué? 3,180"])
def test_the_widths_are_those_of_the_font(text: str) -> None:
    font = ImageFont.truetype(str(text_fit.FONTS / "NotoSerif-Bold.ttf"), 100, layout_engine=ImageFont.Layout.BASIC)
    assert text_fit._width(text) * 100 == pytest.approx(font.getlength(text))


def test_each_script_is_measured_in_its_own_font() -> None:
    for text, name in (("البحر", "NotoNaskhArabic-Bold.ttf"), ("הים", "NotoSerifHebrew-Bold.ttf")):
        font = ImageFont.truetype(str(text_fit.FONTS / name), 100, layout_engine=ImageFont.Layout.BASIC)
        assert text_fit._width(text) * 100 == pytest.approx(font.getlength(text))


@pytest.mark.parametrize(
    ("text", "shown", "lost"),
    [
        ("Çarşı’da “büyük” şenlik – 3€", "Çarşı’da “büyük” şenlik – 3€", ""),
        ("البحر يرتفع، اليوم", "البحر يرتفع، اليوم", ""),
        ("הים", "הים", ""),
        ("CO₂ levels ≤ 1990’s, says ferry 🚢 owner", "CO2 levels <= 1990’s, says ferry owner", "₂≤🚢"),
        ("✓ Sea ❤️ 🌊", "Sea", "✓❤🌊"),
        ("ﬁne", "fine", "ﬁ"),
        ("Sea\ufe00 wall\ufe0f", "Sea wall", ""),
        ("港口", "", "港口"),
        ("The 港口 ferry", "", "港口"),
        ("🌊", "", "🌊"),
    ],
)
def test_signs_that_the_fonts_lack_are_replaced_or_left_out_and_letters_leave_no_picture(
    text: str, shown: str, lost: str
) -> None:
    assert drawn(text) == shown
    assert undrawn(text) == tuple(lost)


@given(st.text())
def test_whatever_the_text_only_what_the_fonts_have_is_drawn(text: str) -> None:
    assert not undrawn(drawn(text))


@pytest.mark.parametrize(
    ("text", "width", "height", "sizes", "size", "lines"),
    [
        ("aaaa bbbb", 360, 400, (80, 40), 80, ["aaaa bbbb"]),
        ("aaaa bbbb", 359, 400, (80, 40), 80, ["aaaa", "bbbb"]),
        ("aaaaaaaa", 320, 400, (80, 40), 80, ["aaaaaaaa"]),
        ("aaaaaaaa", 319, 400, (80, 40), 76, ["aaaaaaaa"]),
        ("aaaa", 320, 92, (80, 40), 80, ["aaaa"]),
        ("aaaa", 320, 91, (80, 40), 76, ["aaaa"]),
        ("aaaa bbbb cccc dddd eeee", 760, 400, (80, 80), 80, ["aaaa bbbb cccc", "dddd eeee"]),
        ("x" * 20, 160, 400, (40, 40), 40, ["xxxxxxxx", "xxxxxxxx", "xxxx"]),
        ("x" * 20, 160, 92, (40, 40), 40, ["xxxxxxxx", "xxxxxxx…"]),
        ("x" * 16, 160, 92, (40, 40), 40, ["xxxxxxxx", "xxxxxxxx"]),
        ("x" * 16, 160, 9, (40, 40), 40, ["xxxxxxx…"]),
        ("xxxxxx " * 2, 160, 46, (40, 40), 40, ["xxxxxx…"]),
    ],
)
def test_a_line_may_be_just_as_wide_and_all_lines_just_as_high_as_their_space(
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    width: int,
    height: int,
    sizes: tuple[int, int],
    size: int,
    lines: list[str],
) -> None:
    """In a font whose letters are all half as wide as they are high."""
    monkeypatch.setattr(text_fit, "_width", lambda text: len(text) / 2)
    found = fitted.__wrapped__(text, width, height, *sizes)
    assert (found.size, [*found.lines]) == (size, lines)
