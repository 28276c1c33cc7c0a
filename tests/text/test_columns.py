"""What the cells of a column are taken for, and how readers see them."""

from __future__ import annotations

import pytest

from generator.text.columns import cell, column


def _shown(cells: list[str], language: str = "en") -> tuple[str, list[str]]:
    found, _ = column("name", cells, language)
    return found.kind, [cell(found, row, language) for row in range(len(cells))]


@pytest.mark.parametrize(
    ("cells", "kind", "shown"),
    [
        (["1200", "3.5", ""], "number", ["1,200.0", "3.5", ""]),
        (["2022", "2026"], "year", ["2022", "2026"]),
        (["1990", "2000", "2010", "2020"], "year", ["1990", "2000", "2010", "2020"]),
        (["2022", "202"], "number", ["2,022", "202"]),
        (["1834", "1902", "1650"], "number", ["1,834", "1,902", "1,650"]),
        (["2026-11-30", "2026-12-01"], "date", ["30 Nov 2026", "1 Dec 2026"]),
        (["2026-11", "2026-12"], "date", ["Nov 2026", "Dec 2026"]),
        (["2026-11-31"], "text", ["2026-11-31"]),
        (["North Quay", "South Quay"], "text", ["North Quay", "South Quay"]),
    ],
)
def test_columns_have_a_kind_and_cells_are_written_by_it(cells: list[str], kind: str, shown: list[str]) -> None:
    assert _shown(cells) == (kind, shown)


def test_readers_of_another_language_see_its_signs() -> None:
    assert _shown(["1200.5"], "tr") == ("number", ["1.200,5"])
    assert _shown(["2026-11-30"], "tr") == ("date", ["30 Kas 2026"])


def test_a_lone_year_is_known_by_the_name_of_its_column() -> None:
    assert column("Year", ["1834"], "en")[0].kind == "year"
    assert column("votes", ["1834"], "en")[0].kind == "number"
