"""Prints what commands report: results, problems and progress, as text or as JSON."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from generator.model.problems import Finding, Problem
from generator.model.safe_paths import printable

if TYPE_CHECKING:
    from generator.cli.problem_report import ProblemKind
    from generator.engine.runtime import Progress


_CONTROL = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069]")  # allowed in JSON, but a terminal acts on them
_AT_ONCE = 500  # problems that one call prints


def say(text: str = "", err: bool = False, bold: bool = False) -> None:
    """Print lines of text, without characters that a terminal would act on: the text may be from files, or from git."""
    words = printable(text)
    click.echo(click.style(words, bold=True) if bold else words, err=err)


def coloured(words: str, colour: str, bold: bool = False) -> str:
    """Return words in a colour, without characters that a terminal would act on."""
    return click.style(printable(words), fg=colour, bold=bold or None)


def say_coloured(text: str, err: bool = False) -> None:
    """Print lines in which some words are in colour; see ``coloured``."""
    click.echo(text.replace("##[", "##\N{WORD JOINER}["), err=err)  # a build server may take this for a command


def notify(sentence: str) -> None:
    """Tell the user something right away, on stderr."""
    say(sentence, err=True)


def progress_display(quiet: bool) -> Progress:
    """Show progress: bars on a terminal, otherwise a line every few seconds if the work takes that long."""
    from generator.cli.terminal import bars, is_plain, lines
    from generator.engine.runtime import without_progress

    if quiet:
        return without_progress
    return lines() if is_plain() else bars()


def counted(count: int, one: str, many: str) -> str:
    """Return a number with the noun that goes with it: ``1 file``, ``2,000 files``."""
    return f"{count:,} {one if count == 1 else many}"


def fail(
    problems: tuple[Problem, ...], as_json: bool, outcome: str, everything: bool = False, status: int = 1
) -> NoReturn:
    """Print problems and, unless it is empty, the ``outcome`` of the command; then exit with ``status``."""
    if as_json:
        print_json({"ok": False, "problems": [problem.as_data() for problem in problems]})
    else:
        annotate(show(problems, everything))
        errors = sum(problem.level == "error" for problem in problems)
        say(counted(errors, "problem", "problems") + (f": {outcome}." if outcome else "."), err=True)
    sys.exit(status)


def missing_as_data(unread: tuple[Problem, ...]) -> dict[str, object]:
    """Return the errors of files that are missing from a list, for ``--json``; empty if there are none."""
    return {"problems": [each.as_data() for each in unread]} if unread else {}


def fail_without(unread: tuple[Problem, ...], as_json: bool) -> None:
    """Exit with status 1 if files are missing from a list because they have errors.

    First print the errors, unless the list is JSON, which includes them.
    """
    if not unread:
        return
    if not as_json:
        annotate(show(unread))
        files = len({each.path for each in unread})
        what = "file has an error and is" if files == 1 else "files have errors and are"
        click.echo(f"{files:,} {what} not in this list.", err=True)
    sys.exit(1)


def show_kinds(found: Sequence[ProblemKind]) -> None:
    """Print the report on problems to stderr, with the messages in colour if the terminal supports it."""
    from generator.cli.problem_report import blocks

    texts = blocks(found)
    while several := list(islice(texts, _AT_ONCE)):  # each `echo` flushes
        say_coloured("\n".join(_coloured(block, is_error) for block, is_error in several), err=True)
    if any(kind.together for kind in found):
        say("To hide warnings that you already know: broadsheet check --accept", err=True)


def _coloured(block: str, is_error: bool) -> str:
    first, line_end, rest = block.partition("\n")
    return coloured(first, "red" if is_error else "yellow", bold=True) + line_end + printable(rest)


def show(problems: Iterable[Problem], everything: bool = False) -> list[ProblemKind]:
    """Print problems to stderr: all errors, and warnings by kind. Return the kinds."""
    from generator.cli.problem_report import kinds

    found = kinds((Finding("", each) for each in problems), everything)
    show_kinds(found)
    return found


def annotate(found: Sequence[ProblemKind]) -> None:
    """Under GitHub Actions, also put problems on the commit: next to its lines, and in the summary of the run."""
    if os.environ.get("GITHUB_ACTIONS") == "true":
        from generator.cli import github_run

        for line in (*github_run.lines_for_log(found), *github_run.write_summary(found)):
            say(line)


def display_path(path: Path) -> str:
    """Return ``path`` relative to the current folder if it is inside it."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def print_json(data: object) -> None:
    """Print JSON. If the output's encoding lacks a character, escape all that are not ASCII."""
    import msgspec  # far faster than Python's own module with indentation

    try:
        text = msgspec.json.format(msgspec.json.encode(data), indent=2).decode()
        text.encode(sys.stdout.encoding or "ascii", "strict")
    except (UnicodeEncodeError, LookupError):
        text = json.dumps(data, indent=2)
    say(_CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


def data(value: Any) -> Any:
    """Return structs as dictionaries and lists, for ``print_json``. A ``datetime`` stays as it is."""
    from datetime import datetime

    import msgspec

    return msgspec.to_builtins(value, builtin_types=(datetime,))
