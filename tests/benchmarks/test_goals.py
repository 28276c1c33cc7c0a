"""What a run of the benchmarks reached, and what not."""

from __future__ import annotations

from benchmarks.goals import goals
from benchmarks.process import Cost
from benchmarks.report import Row, table
from benchmarks.scenarios import SCENARIOS


def _row(stories: int, scenario: str, by: str, wall: float, files: int = 1) -> Row:
    return Row(stories, SCENARIOS[scenario].words, by, [Cost(wall, wall, 0.0)], [files])


def test_a_goal_is_shown_with_its_figure_and_whether_it_is_met() -> None:
    rows = [_row(10000, "cold", "broadsheet", 14.0), _row(10000, "cold", "hugo", 40.0)]
    assert "NOT MET 10,000 from cold, of Hugo's time: 0.35 (goal 0.3)" in list(goals(rows))


def test_one_of_two_bounds_is_enough_where_both_will_do() -> None:
    rows = [_row(10000, "unchanged", "broadsheet", 0.45), _row(10000, "cold", "hugo", 40.0)]
    (told,) = (line for line in goals(rows) if "nothing changed" in line)
    assert told.startswith("met ")


def test_what_was_not_measured_is_not_shown() -> None:
    assert list(goals([])) == []


def test_unmeasured_memory_is_left_blank() -> None:
    assert "| 0.10 |  | 1 |" in table([_row(100, "cold", "broadsheet", 0.1)], "hugo", SCENARIOS["cold"].words)
