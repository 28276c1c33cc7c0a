"""Where the work is done: the results come in order, wherever that is."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.engine.runtime import Work
from generator.pipeline.process_pool import MANY, streams, workers


def _who(number: int) -> tuple[int, int]:
    return number, os.getpid()


def test_much_work_is_spread_over_processes_and_comes_back_in_order() -> None:
    made = list(workers(2)(_who, range(MANY)))
    assert [number for number, _ in made] == list(range(MANY))
    assert os.getpid() not in {process for _, process in made}


@pytest.mark.parametrize(("jobs", "count"), [(1, MANY), (2, MANY - 1)])
def test_little_work_and_work_for_one_is_done_here(jobs: int, count: int) -> None:
    assert {process for _, process in workers(jobs)(_who, range(count))} == {os.getpid()}


def test_of_heavy_work_even_two_items_are_spread() -> None:
    made = list(workers(2)(Work(_who, heavy=True), range(2)))
    assert [number for number, _ in made] == [0, 1]
    assert os.getpid() not in {process for _, process in made}
    assert list(workers(2)(Work(_who, heavy=True), [7])) == [(7, os.getpid())]


def test_of_a_stream_only_a_few_items_are_on_their_way_and_results_come_in_order() -> None:
    taken, most = 0, 0

    def things() -> Iterator[int]:
        nonlocal taken
        for number in range(MANY):
            taken = number
            yield number

    made = streams(2)(_who, things(), MANY)
    for number, (result, process) in enumerate(made):
        most = max(most, taken - number)
        assert result == number
        assert process != os.getpid()
    assert most < MANY // 2
    assert {process for _, process in streams(2)(_who, range(3), 3)} == {os.getpid()}


def test_a_stream_that_is_closed_stops_its_processes() -> None:
    made = streams(2)(_who, iter(int, 1), MANY)
    processes = {process for _, process in (next(made) for _ in range(64))}
    made.close()
    for each in processes:
        with pytest.raises(ProcessLookupError):
            os.kill(each, 0)


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


def test_what_only_this_process_can_find_is_found_here_for_processes_that_are_started_afresh() -> None:
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert list(workers(2)(Work(abs, find=lambda number: -number), range(MANY))) == list(range(MANY))
    finally:
        done.set()
        thread.join()


STOPPED = """
import signal, time
from generator.pipeline.process_pool import MANY, workers

class Slow:
    def __reduce__(self):
        return time.sleep, (2,)

def make(number):
    return Slow() if number == 0 else bytes(100_000)

signal.signal(signal.SIGALRM, signal.default_int_handler)
signal.setitimer(signal.ITIMER_REAL, 1)
try:
    list(workers(2)(make, range(MANY)))
except KeyboardInterrupt:
    print("stopped")
"""
"""While the first result is slow to arrive, the other worker is in the middle of sending; then all are stopped."""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="these signals are those of Unix")
def test_work_that_is_stopped_ends_even_if_a_worker_is_sending_a_result() -> None:
    said = subprocess.run([sys.executable, "-c", STOPPED], capture_output=True, text=True, timeout=20, check=False)
    assert (said.stdout, said.stderr) == ("stopped\n", "")


LOST = """
import os, random, signal, sys, threading, time
from generator.model.problems import Problems
from generator.pipeline.process_pool import MANY, workers

def make(number):
    return os.getpid(), bytes(300_000)

if __name__ == "__main__":
    rng, how = random.Random(int(sys.argv[1])), sys.argv[2]
    if how == "spawn":
        threading.Thread(target=time.sleep, args=(3600,), daemon=True).start()
    try:
        for number, (process, _) in enumerate(workers(2)(make, range(40 * MANY))):
            if number == 40:
                time.sleep(rng.random() / 50)  # meanwhile the workers send, each as the other lets it
                os.kill(process, signal.SIGKILL)
    except Problems as found:
        print(found)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="these signals are those of Unix")
@pytest.mark.parametrize("how", ["fork", "spawn"])
@pytest.mark.parametrize("seed", range(4))
def test_a_worker_that_is_killed_ends_the_work_with_a_sentence(tmp_path: Path, seed: int, how: str) -> None:
    (tmp_path / "lost.py").write_text(LOST)
    command = [sys.executable, str(tmp_path / "lost.py"), str(seed), how]
    said = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert said.stdout.startswith("broadsheet: one of the worker processes was terminated from outside\n")
    assert said.stderr == ""
