"""Numbers in words."""

from __future__ import annotations

import pytest

from generator.text.number_words import numbers_in


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Four hundred boats left.", "400"),
        ("three hundred and fifty-two", "352"),
        ("Twenty-one of them", "21"),
        ("twelve hundred", "1200"),
        ("two thousand and six", "2006"),
        ("1.2 million euros", "1200000"),
        ("1,2 million", "1200000"),
        ("4,500 thousand", "4500000"),
        ("two dozen", "24"),
        ("a hundred", "100"),
        ("one million two hundred thousand", "1200000"),
        ("1,200 boats", "1200"),
        ("Nine.", "9"),
    ],
)
def test_a_number_is_found_in_digits_or_words(text: str, number: str) -> None:
    assert number in numbers_in(text)


@pytest.mark.parametrize("text", ["None of the tents", "A5 and B12", "often", "zerodown"])
def test_words_that_only_contain_a_number_are_none(text: str) -> None:
    assert numbers_in(text) == set()


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1.2 million", {"12", "1000000", "1200000"}),
        ("1.25 million", {"125", "1000000", "1250000"}),
        ("1,200 thousand", {"1200", "1000", "1200000"}),
        ("3. million", {"3", "1000000", "3000000"}),
        ("twenty-one", {"20", "1", "21"}),
        ("two thousand and six", {"2", "1000", "6", "2006"}),
        ("million", {"1000000"}),
        ("dozen", {"12"}),
    ],
)
def test_each_word_of_a_number_counts_too(text: str, numbers: set[str]) -> None:
    assert numbers_in(text) == numbers
