"""A problem quotes the part of a long line that it is about, and points to the right character."""

from __future__ import annotations

import pytest

from generator.model.problems import Problem


@pytest.mark.parametrize("column", [1, 30, 499, 500, 501, 1000, 77_777])
def test_the_caret_is_below_its_character_however_long_the_line(column: int) -> None:
    line = "." * (column - 1) + "X" + "." * 100_000
    problem = Problem("content/a.md", 7, column, "Wrong.", source=line)
    assert len(problem.source) == 1000
    _, excerpt, caret = str(problem).splitlines()
    assert excerpt[caret.index("^")] == "X"


def test_a_line_of_usual_length_is_quoted_as_it_is() -> None:
    assert Problem("content/a.md", 7, 900, "Wrong.", source="…" + "x" * 999).source == "…" + "x" * 999
