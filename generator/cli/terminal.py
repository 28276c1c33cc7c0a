"""Shows the progress of a build in the terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from time import monotonic
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.progress import Progress

    from generator.engine import runtime

_TICK = 0.1  # seconds between refreshes
_NAMES = {"read": "Reading"}  # labels for stages named after a task


def is_plain() -> bool:
    """Whether stderr is not a terminal, or is one that cannot move the cursor."""
    unset = "" if os.name != "nt" else "windows"  # which does not set TERM
    return not sys.stderr.isatty() or os.environ.get("TERM", unset) in ("", "dumb", "unknown")


def is_colourless() -> bool:
    """Whether output must be without colour (https://no-color.org/)."""
    return bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM", "") in ("dumb", "unknown")


def colour() -> bool | None:
    """Whether output is in colour; ``None`` if that depends on whether it goes to a terminal (force-color.org)."""
    return False if is_colourless() else True if os.environ.get("FORCE_COLOR") else None


def label(stage: str) -> str:
    """Return the label of a stage of the work."""
    return _NAMES.get(stage, stage)


def bars() -> runtime.Progress:
    """Show a build's progress (see ``engine.runtime.Progress``) on stderr, with a bar that disappears after its stage.

    The bars are drawn from this thread, because forking a process while another thread runs is not safe.
    """

    def watch(stage: str, things: Iterable[Any], total: int) -> Iterator[Any]:
        if not total:
            return
        with _progress() as progress:
            task, drawn = progress.add_task(label(stage), total=total), 0.0
            for thing in things:
                yield thing
                progress.advance(task)
                if monotonic() - drawn > _TICK:
                    progress.refresh()
                    drawn = monotonic()

    return watch


def _progress() -> Progress:
    """Rich's progress bar, which disappears at the end; a build in which nothing changed does not load it."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description:>10}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True, force_terminal=True, no_color=is_colourless())
    return Progress(*columns, console=console, transient=True, auto_refresh=False)


def lines(every: float = 5.0) -> runtime.Progress:
    """Show a build's progress when there is no terminal: a line on stderr every ``every`` seconds."""

    def watch(stage: str, things: Iterable[Any], total: int) -> Iterator[Any]:
        printed = monotonic()
        for count, thing in enumerate(things, 1):
            yield thing
            if monotonic() - printed >= every:
                print(f"{label(stage)}: {count:,} of {total:,}", file=sys.stderr, flush=True)
                printed = monotonic()

    return watch
