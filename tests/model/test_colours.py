"""Colours, and how well one can be read on another."""

from __future__ import annotations

import pytest

from generator.model.colours import READABLE, contrast, difference, is_colour, readable

WHITE, NIGHT = "#fff", "#15181b"


@pytest.mark.parametrize("text", ["#0b5d4b", "#06c", "#FFF"])
def test_colours_are_written_in_hexadecimal(text: str) -> None:
    assert is_colour(text)


@pytest.mark.parametrize("text", ["", "teal", "0b5d4b", "#0b5d4", "#0b5d4bff", "#0b5d4b;", "rgb(1, 2, 3)", "#0b5d4g"])
def test_nothing_else_is_a_colour(text: str) -> None:
    assert not is_colour(text)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000", WHITE, 21), (WHITE, WHITE, 1), ("#777777", WHITE, 4.48), ("#767676", WHITE, 4.54), ("#00f", "#ff0", 8)],
)
def test_contrast_is_that_of_the_accessibility_guidelines(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(one, other) == contrast(other, one)


def test_a_colour_that_can_be_read_stays() -> None:
    assert readable("#0B5D4B", WHITE) == "#0B5D4B"


@pytest.mark.parametrize("paper", [WHITE, NIGHT, "#fbf8f2", "#767676", "#000"])
@pytest.mark.parametrize("colour", ["#ffcc00", "#0b5d4b", "#f00", "#808080", "#000", WHITE, "#abc"])
def test_the_nearest_colour_can_just_be_read(colour: str, paper: str) -> None:
    found = readable(colour, paper)
    assert contrast(found, paper) >= READABLE
    if contrast(colour, paper) < READABLE:
        assert contrast(found, paper) < 5.1


def test_a_dark_accent_keeps_its_hue_where_it_is_lightened() -> None:
    red, green, blue = (int(readable("#0b5d4b", NIGHT)[at : at + 2], 16) for at in (1, 3, 5))
    assert green > blue > 4 * red


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("#000", WHITE, 0.999, 1.001),
        ("#0a5", "#00AA55", 0, 0),
        ("#0a5", "#0a6", 0.01, 0.03),
        ("#f00", "#00f", 0.5, 0.6),
    ],
)
def test_the_difference_of_colours_is_that_which_people_see(one: str, other: str, least: float, most: float) -> None:
    assert least <= difference(one, other) <= most
    assert difference(one, other) == difference(other, one)
