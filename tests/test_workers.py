"""Where the work is done: the results come in order, wherever that is."""

from __future__ import annotations

import os

import pytest

from generator.workers import MANY, workers


def _who(number: int) -> tuple[int, int]:
    return number, os.getpid()


def test_much_work_is_spread_over_processes_and_comes_back_in_order() -> None:
    with workers(2) as spread:
        made = list(spread(_who, range(MANY)))
    assert [number for number, _ in made] == list(range(MANY))
    assert os.getpid() not in {process for _, process in made}


@pytest.mark.parametrize(("jobs", "count"), [(1, MANY), (2, MANY - 1)])
def test_little_work_and_work_for_one_is_done_here(jobs: int, count: int) -> None:
    with workers(jobs) as spread:
        assert {process for _, process in spread(_who, range(count))} == {os.getpid()}
