"""A problem as an editor sees it."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.model.problems import NO_ACTION, Problem, Problems, also_in, refuse, settle

ERROR = Problem("content/a.md", 3, 8, "there is no such day", "write a day of that month", "date: 2026-02-30")
WARNING = Problem("content/b.md", 0, 0, "nobody uses this file", level="warning")


def test_a_problem_shows_its_place_its_line_a_caret_and_the_fix() -> None:
    assert str(ERROR).splitlines() == [
        "content/a.md:3:8: there is no such day",
        "     3 | date: 2026-02-30",
        "       |        ^",
        "    fix: write a day of that month",
    ]


def test_unknown_parts_of_the_position_are_left_out() -> None:
    assert str(WARNING) == "content/b.md: warning: nobody uses this file"
    assert str(Problem("a.md", 3, 0, "odd")) == "a.md:3: odd"


def test_the_caret_is_under_the_column_of_a_long_line() -> None:
    source = "x" * 300 + "!" + "x" * 300
    _, line, caret = str(Problem("a.md", 1, 301, "odd", source=source)).splitlines()
    assert len(line) < 120
    assert line[caret.index("^")] == "!"


def test_the_caret_is_under_the_column_of_a_line_that_is_just_kept_whole() -> None:
    for source in ("x" * 699 + "!" + "x" * 300, "…" + "x" * 698 + "!" + "x" * 10):
        _, line, caret = str(Problem("a.md", 1, 700, "odd", source=source)).splitlines()
        assert line[caret.index("^")] == "!"


def test_a_line_that_fits_is_shown_whole() -> None:
    assert "x" * 100 in str(Problem("a.md", 1, 90, "odd", source="x" * 100))


def test_of_a_very_long_line_only_the_part_around_the_column_is_kept() -> None:
    assert Problem("a.md", 1, 1, "odd", source="x" * 1000).source == "x" * 1000
    assert Problem("a.md", 1, 1, "odd", source="x" * 1001).source == "x" * 1000
    assert Problem("a.md", 1, 900, "odd", source="x" * 1000).source == "x" * 1000
    middle = Problem("a.md", 1, 5001, "odd", source="x" * 5000 + "!" + "x" * 5000).source
    assert "!" in middle
    assert len(middle) == 1000


@given(st.text(max_size=250), st.integers(1, 250))
def test_no_source_can_break_the_excerpt(source: str, column: int) -> None:
    shown = str(Problem("a.md", 1, column, "odd", source=source)).split("\n")
    assert len(shown) == (3 if source.strip() else 1)
    assert all(line.isprintable() for line in shown)


def test_problems_are_gathered_sorted_and_reported_once() -> None:
    found = Problems([WARNING, ERROR, ERROR])
    assert found.problems == (ERROR, WARNING)
    assert str(found) == f"{ERROR}\n{WARNING}"


def test_problems_survive_the_way_between_processes() -> None:
    assert pickle.loads(pickle.dumps(Problems([ERROR]))).problems == (ERROR,)


def test_warnings_do_not_stop_a_build_and_one_error_does() -> None:
    assert settle([WARNING, WARNING]) == (WARNING,)
    with pytest.raises(Problems) as caught:
        settle([WARNING, ERROR])
    assert caught.value.problems == (ERROR, WARNING)


def test_a_single_problem_can_be_refused() -> None:
    with pytest.raises(Problems, match="no such day"):
        refuse(ERROR)


def test_a_problem_is_plain_data_too() -> None:
    assert ERROR.as_data() == {
        "path": "content/a.md",
        "line": 3,
        "column": 8,
        "message": "there is no such day",
        "fix": "write a day of that month",
        "source": "date: 2026-02-30",
        "level": "error",
    }


@pytest.mark.parametrize(
    ("problem", "note"),
    [
        (replace(WARNING, fix=f"{NO_ACTION}it goes by itself"), True),
        (replace(WARNING, fix="delete it"), False),
        (replace(ERROR, fix=f"{NO_ACTION}it goes by itself"), False),
    ],
)
def test_only_a_warning_that_asks_for_nothing_is_a_note(problem: Problem, note: bool) -> None:
    assert problem.is_note == note


def test_what_became_of_adopted_copy_is_data_where_it_is_known() -> None:
    assert "outcome" not in WARNING.as_data()
    assert replace(WARNING, outcome="kept").as_data()["outcome"] == "kept"


@pytest.mark.parametrize(
    ("count", "said"),
    [(1, []), (2, ["also in b.md"]), (3, ["also in b.md and 1 more"]), (2002, ["also in b.md and 2,000 more"])],
)
def test_the_other_files_with_a_problem_are_named_or_counted(count: int, said: list[str]) -> None:
    assert [*also_in(count, ("a.md", "b.md")[:count])] == said


@pytest.mark.parametrize(("length", "begins"), [(100, "x"), (101, "y")])
def test_only_a_line_that_is_too_long_is_cut_at_its_beginning(length: int, begins: str) -> None:
    source = "x" * 30 + "y" * (length - 30)
    line = str(Problem("a.md", 1, 81, "odd", source=source)).splitlines()[1]
    assert line.removeprefix("     1 | ").startswith(begins)
