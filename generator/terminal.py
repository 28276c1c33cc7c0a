"""What a terminal shows while a build works."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

_TICK = 0.1  # seconds between two drawings


@contextmanager
def bars() -> Iterator[Callable[[str, Iterable[Any], int], Iterator[Any]]]:
    """Watches a build (see ``generator.build.Watch``) with a bar a stage, on stderr; they go when it is done.

    The bars are drawn from here and not by a thread of their own, beside which no process could be forked safely.
    """
    from rich.console import Console  # where nobody looks, it need not be loaded
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description:>10}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as progress:

        def watch(stage: str, things: Iterable[Any], total: int) -> Iterator[Any]:
            if not total:
                return
            task, drawn = progress.add_task(stage, total=total), 0.0
            for thing in things:
                yield thing
                progress.advance(task)
                if monotonic() - drawn > _TICK:
                    progress.refresh()
                    drawn = monotonic()
            progress.refresh()

        yield watch


def lines(every: float = 5.0) -> Callable[[str, Iterable[Any], int], Iterator[Any]]:
    """Watches a build where there is no terminal: a line on stderr ``every`` so many seconds, none for quick work."""

    def watch(stage: str, things: Iterable[Any], total: int) -> Iterator[Any]:
        said = monotonic()
        for count, thing in enumerate(things, 1):
            yield thing
            if monotonic() - said >= every:
                print(f"{stage}: {count:,} of {total:,}", file=sys.stderr, flush=True)
                said = monotonic()

    return watch
