"""Where the work of a build is done: here, or in processes beside this one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any

MANY = 200
"""Below this many things to make, starting other processes costs more than it saves."""


@contextmanager
def workers(jobs: int | None = None) -> Iterator[Callable[..., Iterable[Any]]]:
    """A ``map`` that spreads much work over ``jobs`` processes; by default one a core."""
    count = jobs or os.cpu_count() or 1
    pool: ProcessPoolExecutor | None = None

    def spread(function: Callable[[Any], Any], things: Iterable[Any]) -> Iterable[Any]:
        nonlocal pool
        work = list(things)
        if count == 1 or len(work) < MANY:
            return map(function, work)
        pool = pool or ProcessPoolExecutor(count)
        return pool.map(function, work, chunksize=max(1, min(50, len(work) // (2 * count))))

    try:
        yield spread
    finally:
        if pool:
            pool.shutdown(cancel_futures=True)
