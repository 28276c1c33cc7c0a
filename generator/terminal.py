"""What a terminal shows while a build works."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


@contextmanager
def bars() -> Iterator[Callable[[str, Iterable[Any], int], Iterator[Any]]]:
    """Watches a build (see ``generator.build.Watch``) with a bar a stage, on stderr; they go when it is done."""
    columns = (TextColumn("{task.description:>10}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:

        def watch(stage: str, things: Iterable[Any], total: int) -> Iterator[Any]:
            return iter(progress.track(things, total=total, description=stage) if total else things)

        yield watch
