"""Where the work is done: the results come in order, wherever that is."""

from __future__ import annotations

import os
import threading

import pytest

from generator.pipeline.process_pool import MANY, workers


def _who(number: int) -> tuple[int, int]:
    return number, os.getpid()


def test_much_work_is_spread_over_processes_and_comes_back_in_order() -> None:
    made = list(workers(2)(_who, range(MANY)))
    assert [number for number, _ in made] == list(range(MANY))
    assert os.getpid() not in {process for _, process in made}


@pytest.mark.parametrize(("jobs", "count"), [(1, MANY), (2, MANY - 1)])
def test_little_work_and_work_for_one_is_done_here(jobs: int, count: int) -> None:
    assert {process for _, process in workers(jobs)(_who, range(count))} == {os.getpid()}


def test_beside_other_threads_the_processes_are_started_afresh() -> None:
    """A fork would take over locks that those threads hold."""
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert [number for number, _ in workers(2)(_who, range(MANY))] == list(range(MANY))
    finally:
        done.set()
        thread.join()
