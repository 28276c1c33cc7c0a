"""What a command prints: results, problems and progress, as text or as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from generator.model.problems import Problem

if TYPE_CHECKING:
    from generator.engine.runtime import Progress
    from generator.pipeline.request import BuildResult


def notify(sentence: str) -> None:
    """Tell the user something right away, on stderr."""
    click.echo(sentence, err=True)


def progress_display(quiet: bool) -> AbstractContextManager[Progress]:
    """Show progress: bars on a terminal, otherwise a line every few seconds if the work takes that long."""
    from generator.cli.terminal import bars, lines
    from generator.engine.runtime import without_progress

    if quiet:
        return nullcontext(without_progress)
    return bars() if sys.stderr.isatty() else nullcontext(lines())


def report(built: BuildResult, output: Path, seconds: float, as_json: bool, adopted: bool = False) -> None:
    published = built.published
    if as_json:
        print_json(
            {
                "ok": True,
                "stories": built.stories,
                "written": published.written,
                "removed": published.removed,
                "unchanged": published.unchanged,
                "seconds": round(seconds, 3),
                "output": str(output),
                "recovered": built.recovered,
                "problems": [problem.as_data() for problem in built.warnings],
            }
        )
        return
    show_warnings(built.warnings, adopted)
    written, removed = len(published.written), len(published.removed)
    click.echo(
        f"{counted(built.stories, 'story', 'stories')}: {counted(written, 'file', 'files')} written, "
        f"{published.unchanged} unchanged, {removed} removed, in {seconds:.2f} s. "
        f"The site is in {display_path(output)}."
    )


def counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def fail(problems: tuple[Problem, ...], as_json: bool, outcome: str) -> NoReturn:
    if as_json:
        print_json({"ok": False, "problems": [problem.as_data() for problem in problems]})
    else:
        show(problems)
        errors = sum(problem.level == "error" for problem in problems)
        click.echo(f"{counted(errors, 'problem', 'problems')}: {outcome}.", err=True)
    sys.exit(1)


def show_warnings(warnings: tuple[Problem, ...], adopted: bool) -> None:
    """Print warnings one by one; those of adopted copy in groups, since an archive can have thousands."""
    from generator.cli.adoption_report import lines

    if not adopted:
        show(warnings)
        return
    for line in lines(warnings):
        click.secho(line, err=True, fg=None if line.startswith(" ") else "yellow")


def show(problems: Iterable[Problem]) -> None:
    """Print problems to stderr, with the message in colour if the terminal supports it."""
    for problem in problems:
        first, _, rest = str(problem).partition("\n")
        click.secho(first, err=True, fg="red" if problem.level == "error" else "yellow", bold=True)
        if rest:
            click.echo(rest, err=True)


def display_path(path: Path) -> str:
    """Return ``path`` relative to the current folder if it is inside it."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def print_json(data: object) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def data(value: Any) -> Any:
    from datetime import datetime

    import msgspec

    return msgspec.to_builtins(value, builtin_types=(datetime,))
