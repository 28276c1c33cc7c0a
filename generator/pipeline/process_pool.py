"""Runs the work of a build in this process or in worker processes, which never outlive it."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from generator.engine.definitions import unchanged
from generator.engine.runtime import Stream, Work, in_turn
from generator.model.problems import Problem, Problems

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

MANY = 200
"""With fewer items than this, starting other processes costs more than it saves."""

_ENDED = Problem(
    *("broadsheet", 0, 0, "one of the worker processes was terminated from outside"),
    "run the command again; if the memory ran out, add `--jobs 1`",
)
_CHUNK = 32  # items that a worker takes at a time
_STREAMED = 16  # items of a stream that a worker takes at a time
_AHEAD = 3  # chunks of a stream that are in progress for each worker
_STOP = (signal.SIGINT, signal.SIGTERM)


def workers(jobs: int | None = None) -> Callable[..., Iterable[Any]]:
    """A ``map`` that spreads large amounts of work over ``jobs`` processes; by default one per core."""
    return partial(_spread, jobs or os.cpu_count() or 1)


def _spread(count: int, function: Callable[[Any], Any], things: Iterable[Any]) -> Iterable[Any]:
    work = list(things)
    heavy = isinstance(function, Work) and function.heavy
    if count == 1 or len(work) < (2 if heavy else MANY):
        return map(function, work)
    chunk = 1 if heavy else _CHUNK
    forked = _can_fork()
    if isinstance(function, Work) and not forked:
        work = list(map(function.find, work))
        function = replace(function, find=unchanged)
    items: Sequence[Any] = range(len(work)) if forked else work
    parts = [items[at : at + chunk] for at in range(0, len(items), chunk)]
    return _in_processes(min(count, len(work)), function, work if forked else None, iter(parts), len(parts))


def streams(jobs: int | None = None) -> Stream:
    """A ``map`` for work that arrives bit by bit and must not all be in memory at once.

    It runs in ``jobs`` processes if there will be many items. Only a few of them are in progress at any time.
    """
    return partial(_streamed, jobs or os.cpu_count() or 1)


def _streamed(count: int, function: Callable[[Any], Any], things: Iterable[Any], total: int) -> Generator[Any]:
    if count == 1 or total < MANY:
        return in_turn(function, things)
    source = iter(things)
    parts = iter(lambda: list(islice(source, _STREAMED)), [])
    return _in_processes(count, function, None, parts, count * _AHEAD, collects=True)


def _can_fork() -> bool:
    return sys.platform == "linux" and threading.active_count() == 1


def _in_processes(
    count: int,
    function: Callable[[Any], Any],
    work: Sequence[Any] | None,
    parts: Iterator[Sequence[Any]],
    ahead: int,
    collects: bool = False,
) -> Generator[Any]:
    """Run the work in ``count`` processes, each of which takes a part of the items at a time.

    Forked processes already have all the data: if there is ``work``, the parts have only the numbers of its items.
    Where forking is not safe (on other systems, or with other threads running), each process receives the function
    once, and the items as needed. At most ``ahead`` parts are in progress. ``collects``: the processes live so long
    that they must collect reference cycles.

    The processes exit when this process closes its end of a pipe: when it no longer wants their results, or when it
    dies for any reason.

    :raises Problems: if one of the processes is terminated from outside.
    """
    import multiprocessing  # imported here, since a small build does not need these
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    forked = _can_fork()
    do = _run if work is None else _run_number
    first = [*islice(parts, ahead)]
    context = multiprocessing.get_context("fork" if forked else "spawn")
    worker_end, own_end = context.Pipe(duplex=False)
    given = (function, work, worker_end, own_end if forked else None, collects)
    with worker_end, own_end, ProcessPoolExecutor(count, context, _begin, given) as pool:
        processes, over = list[Any](), threading.Event()
        watching = threading.Thread(target=_kill_all_if_one_ends, args=(processes, over), daemon=True)
        try:
            with _signals_blocked():
                # Not `pool.map`: it cancels what is left if a worker dies, while the pool's own thread marks the same
                # futures as failed. That thread then ends with an error instead of stopping the other workers.
                results = deque(pool.submit(_each, do, part) for part in first)
            # From now on, only the workers can send results. Otherwise, if they are stopped while one of them is
            # sending, the pool waits for the rest of that result forever.
            pool._result_queue._writer.close()  # type: ignore[attr-defined]
            processes += pool._processes.values()
            watching.start()
            while results:
                yield from results.popleft().result()
                results.extend(pool.submit(_each, do, part) for part in islice(parts, 1))
        except BrokenProcessPool:
            raise Problems([_ENDED]) from None
        except BaseException:
            own_end.close()  # nobody is waiting for their results
            raise
        finally:
            over.set()
            pool.shutdown(cancel_futures=True)
            if watching.ident:
                watching.join()  # with another thread running, the next processes could not be forked


def _kill_all_if_one_ends(processes: Sequence[BaseProcess], over: threading.Event) -> None:
    """If one of the processes ends before the work is over, kill the others.

    It may have been sending a result. Then the others would wait forever for the lock that it holds, and the pool for
    the rest of that result.
    """
    from multiprocessing.connection import wait

    wait([each.sentinel for each in processes])
    if not over.is_set():
        for each in processes:
            each.kill()


@contextmanager
def _signals_blocked() -> Iterator[None]:
    """Delay Ctrl-C and requests to stop. A process started meanwhile delays them until it is ready for them."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOP)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_task: tuple[Callable[[Any], Any], Sequence[Any] | None]  # this worker's function and items; set once when it starts


def _begin(
    function: Callable[[Any], Any],
    work: Sequence[Any] | None,
    parent: Connection,
    inherited: Connection | None,
    collects: bool,
) -> None:
    global _task
    _task = function, work
    if inherited:
        inherited.close()  # a forked process has the parent's end of the pipe, too
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # all processes receive Ctrl-C; the parent decides what to do
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # the parent may handle it in its own way
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOP)  # see _signals_blocked
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    gc.freeze()  # collecting would copy memory that workers share
    if not collects:
        gc.disable()  # the process is short-lived


def _end_with(parent: Connection) -> None:
    """Exit immediately when the parent closes its end of the pipe or dies."""
    parent.poll(None)
    os._exit(1)


def _each(do: Callable[[Any], Any], things: Iterable[Any]) -> list[Any]:
    return [do(thing) for thing in things]


def _run(thing: Any) -> Any:
    return _task[0](thing)


def _run_number(number: int) -> Any:
    function, work = _task
    assert work is not None
    return function(work[number])
