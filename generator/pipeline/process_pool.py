"""Where the work of a build is done: here, or in processes beside this one, which never outlive it."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

MANY = 200
"""Below this many things to make, starting other processes costs more than it saves."""

_CHUNK = 32  # things that a worker takes at a time


def workers(jobs: int | None = None) -> Callable[..., Iterable[Any]]:
    """A ``map`` that spreads much work over ``jobs`` processes; by default one a core."""
    return partial(_spread, jobs or os.cpu_count() or 1)


def _spread(count: int, function: Callable[[Any], Any], things: Iterable[Any]) -> Iterable[Any]:
    work = list(things)
    return map(function, work) if count == 1 or len(work) < MANY else _beside(count, function, work)


def _beside(count: int, function: Callable[[Any], Any], work: Sequence[Any]) -> Iterator[Any]:
    """Work in ``count`` processes.

    Forked ones have everything already, and are told numbers alone. Where forking is not safe (another system, other
    threads) each is sent the function once, and the things as their turn comes.

    They end as soon as a pipe is closed of which we alone hold the other end: when we no longer want what they make, or
    when this process dies, however that happens.
    """
    import multiprocessing  # here, since a small build needs neither
    from concurrent.futures import ProcessPoolExecutor

    forked = sys.platform == "linux" and threading.active_count() == 1
    context = multiprocessing.get_context("fork" if forked else "spawn")
    theirs, ours = context.Pipe(duplex=False)
    given = (function, work if forked else None, theirs, ours if forked else None)
    numbers = range(len(work))
    with theirs, ours, ProcessPoolExecutor(count, context, _begin, given) as pool:
        try:
            yield from (
                pool.map(_numbered, numbers, chunksize=_CHUNK) if forked else pool.map(_given, work, chunksize=_CHUNK)
            )
        except BaseException:
            ours.close()  # nobody waits for what they are at
            raise
        finally:
            pool.shutdown(cancel_futures=True)


_task: tuple[Callable[[Any], Any], Sequence[Any] | None]  # what this worker does; set once, as it begins


def _begin(
    function: Callable[[Any], Any], work: Sequence[Any] | None, parent: Connection, inherited: Connection | None
) -> None:
    global _task
    _task = function, work
    if inherited:
        inherited.close()  # a fork has the parent's end of the pipe, too
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all of us; what follows, the parent decides
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    gc.disable()  # what workers share would be copied by the collector's marks; they do not live long


def _end_with(parent: Connection) -> None:
    """End this process at once when the parent closes its end of the pipe, or is no more."""
    parent.poll(None)
    os._exit(1)


def _given(thing: Any) -> Any:
    return _task[0](thing)


def _numbered(number: int) -> Any:
    function, work = _task
    assert work is not None
    return function(work[number])
