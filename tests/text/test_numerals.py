"""Which numbers are recognised in a column, and which are left as they are written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.numerals import AmbiguousNumber, NumberColumn, recognised
from generator.text.written_numbers import compact, written


def _values(cells: list[str], language: str = "en", typed: bool = False, decimal: str = "") -> list[str | None]:
    found = recognised(cells, language, typed, decimal)
    assert isinstance(found, NumberColumn)
    return [None if each is None else str(each) for each in found.values]


@pytest.mark.parametrize(
    ("cell", "language", "value"),
    [
        ("1234", "en", "1234"),
        ("1,234", "en", "1234"),
        ("1,234,567.5", "en", "1234567.5"),
        ("-3", "en", "-3"),
        ("−3", "en", "-3"),
        ("+3", "en", "3"),
        ("1.234,5", "de", "1234.5"),
        ("12,5", "tr", "12.5"),
        ("1 234,5", "fr", "1234.5"),
        ("1\u202f234", "fr", "1234"),
        ("1’234.5", "de-CH", "1234.5"),
        ("12,34,567", "hi", "1234567"),
        ("١٬٢٣٤٫٥", "ar", "1234.5"),
        ("1234.5", "de", "1234.5"),
        ("0.125", "en", "0.125"),
    ],
)
def test_numbers_are_read_as_they_are_written_in_the_language(cell: str, language: str, value: str) -> None:
    assert _values([cell], language) == [value]


@pytest.mark.parametrize("cell", ["", "-", "–", "n/a", " ", ".."])
def test_a_cell_may_be_empty(cell: str) -> None:
    assert _values(["1", cell, "3"]) == ["1", None, "3"]


@pytest.mark.parametrize(
    ("cells", "before", "after"),
    [(["£5", "£1,200", "-£3"], "£", ""), (["12.5%", "3%"], "", "%"), (["%12,5"], "%", ""), (["12 %"], "", "\u00a0%")],
)
def test_a_sign_around_all_numbers_is_kept(cells: list[str], before: str, after: str) -> None:
    found = recognised(cells, "tr" if cells[0].startswith("%") else "en")
    assert isinstance(found, NumberColumn)
    assert (found.before, found.after) == (before, after)


def test_a_number_with_two_meanings_is_left_alone_unless_another_cell_or_the_editor_tells() -> None:
    assert recognised(["1.234", "5.678"], "de") == AmbiguousNumber(0, (",", "."))
    assert _values(["1.234", "12,5"], "de") == ["1234", "12.5"]
    assert _values(["1.234", "12.5"], "de") == ["1.234", "12.5"]
    assert _values(["1.234"], "de", decimal=",") == ["1234"]
    assert _values(["1.234"], "de", decimal=".") == ["1.234"]
    assert _values(["1.234"], "de", typed=True) == ["1.234"]


@pytest.mark.parametrize(
    ("cells", "language", "signs"),
    [(["1.234", "987", "765"], "en", (".", ",")), (["987", "1,234", "-"], "de", (",", "."))],
)
def test_three_digits_behind_a_sign_beside_whole_numbers_may_be_thousands(
    cells: list[str], language: str, signs: tuple[str, ...]
) -> None:
    place = next(at for at, each in enumerate(cells) if "234" in each)
    assert recognised(cells, language) == AmbiguousNumber(place, signs)
    found = recognised(cells, language, decimal=signs[1])
    assert isinstance(found, NumberColumn)
    assert found.values[place] == 1234
    assert isinstance(recognised([each.replace(",", ".") for each in cells], language, typed=True), NumberColumn)


@pytest.mark.parametrize("cells", [["0.998", "1.000", "100"], ["1.25", "987"], ["1.234", "5"], ["1.234", "9876"]])
def test_measurements_with_decimal_places_are_numbers(cells: list[str]) -> None:
    assert isinstance(recognised(cells, "en"), NumberColumn)


def test_a_decimal_comma_in_english_is_left_alone_and_named() -> None:
    assert recognised(["1,5", "2,25"], "en") == AmbiguousNumber(0, (",",))
    assert _values(["1,5", "2,25"], decimal=",") == ["1.5", "2.25"]


@pytest.mark.parametrize(
    ("cells", "place"), [(["12", "13", "about 14"], 2), (["£5", "$6"], 1), (["1", "2", "1e5"], 2), (["1", "12,34"], 1)]
)
def test_one_cell_that_is_no_number_makes_the_column_text_and_is_named(cells: list[str], place: int) -> None:
    found = recognised(cells, "en")
    assert isinstance(found, AmbiguousNumber)
    assert found.cell == place


@pytest.mark.parametrize("cells", [["Quay List", "Harbour Union"], ["A", "B", "3"], ["", ""], [], ["1 Quay Street"]])
def test_text_is_no_number(cells: list[str]) -> None:
    assert recognised(cells, "en") is None


def test_the_numbers_of_accounts_are_text() -> None:
    assert isinstance(recognised(["1234567890123456789"], "en"), AmbiguousNumber)


@given(
    st.lists(st.decimals(-(10**9), 10**9, places=2), min_size=1), st.sampled_from(("en", "de", "fr", "tr", "hi", "ar"))
)
def test_what_is_written_for_readers_is_read_again(values: list[Decimal], language: str) -> None:
    cells = [written(each, language, 2).replace("\u200e", "").replace("\u200f", "") for each in values]
    found = recognised(cells, language)
    assert isinstance(found, NumberColumn)
    assert [*found.values] == values


@given(st.lists(st.text(max_size=12)), st.sampled_from(("en", "de", "ar", "xx")))
def test_any_cells_are_answered(cells: list[str], language: str) -> None:
    found = recognised(cells, language)
    assert found is None or isinstance(found, AmbiguousNumber) or len(found.values) == len(cells)


@pytest.mark.parametrize(
    ("value", "language", "places", "shown"),
    [
        ("1234.5", "en", 1, "1,234.5"),
        ("1234.5", "de", 2, "1.234,50"),
        ("1234567", "hi", 0, "12,34,567"),
        ("-0.5", "en", 1, "-0.5"),
        ("-0.004", "en", 2, "0.00"),
    ],
)
def test_numbers_are_written_as_in_the_language(value: str, language: str, places: int, shown: str) -> None:
    assert written(Decimal(value), language, places) == shown


def test_a_minus_is_before_the_currency() -> None:
    assert written(Decimal(-1200), "en", before="£") == "-£1,200"


def test_large_numbers_are_written_in_few_letters() -> None:
    assert [compact(Decimal(1_500_000), each) for each in ("en", "en-US", "tr")] == [
        "1.5m",
        "1.5M",
        "1,5\N{NO-BREAK SPACE}Mn",
    ]
