"""The tables that readers see of data files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.media.tables.block_options import BlockOptions
from generator.media.tables.html_table import shown_table
from generator.model.data_table import DataTable

NAMES = ("party", "votes", "share", "Seats, new")
ROWS = (
    ("Quay List", "1200", "12.5", "3"),
    ("Union", "900", "9.25", ""),
    ("", "", "", ""),
    ("Free Skerra", "10100", "78.25", "12"),
)


def _choice(language: str = "en", file: tuple[tuple[str, ...], ...] = ROWS, **values: str) -> BlockOptions:
    return BlockOptions(DataTable(NAMES, file, tuple(range(2, 2 + len(file)))), values, language, "results.csv")


def test_a_table_shows_all_columns_with_numbers_as_readers_write_them() -> None:
    table = shown_table(_choice("tr"))
    assert [(each.name, each.numeric) for each in table.headings] == [
        *(("party", False), ("votes", True), ("share", True), ("Seats, new", True))
    ]
    assert table.rows[0] == ("Quay List", "1.200", "12,50", "3")
    assert table.rows[2] == ("", "", "", "")


def test_columns_are_chosen_renamed_and_sorted_and_the_first_rows_shown() -> None:
    choice = _choice(columns="Seats, new,party", labels="Seats, Party", sort="-votes", rows="2")
    table = shown_table(choice)
    assert [each.name for each in table.headings] == ["Seats", "Party"]
    assert table.rows == (("12", "Free Skerra"), ("3", "Quay List"))
    assert table.rest == (("", "Union"), ("", ""))
    assert table.count == 4
    assert choice.misfits == []


def test_sums_are_below_their_columns() -> None:
    table = shown_table(_choice(total="votes,share", columns="party,votes,share"))
    assert table.total == ("", "12,200", "100.00")


@pytest.mark.parametrize(
    ("values", "key", "message", "fix"),
    [
        ({"columns": "partie"}, "columns", "results.csv has no column `partie`", "did you mean `party`?"),
        (
            {"total": "party"},
            "total",
            "`party` in results.csv is not a column of numbers",
            "choose a column of numbers",
        ),
        ({"total": "votes", "columns": "party"}, "total", "`votes` is not among the columns of this table", "add it"),
        ({"rows": "0"}, "rows", '`rows="0"` is not a whole number of at least 1', "write a number"),
        ({"labels": "A"}, "labels", "`labels` has 1 names for 4 columns", "write one for each column"),
        ({"decimal": ";"}, "decimal", '`decimal=";"` is not a possible value', "choose one of"),
    ],
)
def test_what_does_not_fit_is_said(values: dict[str, str], key: str, message: str, fix: str) -> None:
    choice = _choice("en", ROWS, **values)
    shown_table(choice)
    [found] = choice.misfits
    assert (found.key, found.message) == (key, message)
    assert found.fix.startswith(fix)


def test_a_column_in_another_letter_case_is_found() -> None:
    assert shown_table(_choice(columns="PARTY")).headings[0].name == "party"


def test_numbers_with_two_meanings_are_shown_as_written_and_the_editor_is_told() -> None:
    rows = (("A", "1.234", "1", "1"), ("B", "5.678", "2", "2"))
    choice = _choice("de", rows)
    assert shown_table(choice).rows[0][1] == "1.234"
    [found] = choice.misfits
    assert found.level == "warning"
    assert (
        found.message
        == "`1.234` in line 2 of results.csv can be read as two numbers, so `votes` is shown as it is written"
    )


def test_too_many_rows_for_a_page_are_an_error() -> None:
    choice = _choice(file=(("A", "1", "1", "1"),) * 1_001)
    shown_table(choice)
    assert "1,001 rows; a page shows at most 1,000" in choice.misfits[0].message


@given(st.lists(st.tuples(*[st.text(max_size=8)] * 4), max_size=9), st.sampled_from(("", "votes", "-votes", "-party")))
def test_every_row_of_the_file_is_in_the_table_once(rows: list[tuple[str, ...]], sort: str) -> None:
    table = shown_table(_choice(file=tuple(rows), columns="party", sort=sort))
    assert sorted(row[0] for row in table.rows) == sorted(row[0].strip() for row in rows)
