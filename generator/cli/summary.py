"""Prints the result of a build: its warnings, what the site shows and does not show, and what was written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.cli.console import counted, display_path, print_json, say, show
from generator.editorial import accepted_warnings
from generator.model.problems import Finding, Problem, Problems

if TYPE_CHECKING:
    from generator.editorial.checks import CheckedSite
    from generator.pipeline.request import BuildRequest, BuildResult, NotShown


def report(
    request: BuildRequest, built: BuildResult, output: Path, seconds: float, as_json: bool, everything: bool
) -> None:
    """Print the result of a build."""
    published = built.published
    if as_json:
        print_json(
            {
                "ok": True,
                **shown_data(built),
                "written": published.written,
                "removed": published.removed,
                "unchanged": published.unchanged,
                "seconds": round(seconds, 3),
                "output": str(output),
                "recovered": built.recovered,
                "problems": problems_data(request, built.warnings),
            }
        )
        return
    show_warnings(request, built.warnings, everything)
    say(
        f"{in_words(built, request.as_of)} {counted(len(published.written), 'file', 'files')} written, "
        f"{published.unchanged:,} unchanged, {len(published.removed):,} removed, in {seconds:.2f} s. "
        f"The site is in {display_path(output)}."
    )


def show_warnings(request: BuildRequest, warnings: Iterable[Problem], everything: bool) -> None:
    """Print the warnings that are not accepted, by kind, and say how many are accepted."""
    new, known = _split(request, warnings)
    show((each.problem for each in new), everything)
    say_accepted(known)


@contextmanager
def without_accepted(request: BuildRequest, as_json: bool) -> Iterator[None]:
    """Leave accepted warnings out of the report on a failure; JSON has all of them."""
    try:
        yield
    except Problems as found:
        if as_json:
            raise
        new, known = _split(request, found.problems)
        say_accepted(known)
        found.problems = tuple(each.problem for each in new)
        raise


def say_accepted(known: Sequence[Finding]) -> None:
    """Say how many warnings are not shown because they are accepted."""
    if known:
        say(f"{counted(len(known), 'accepted warning is', 'accepted warnings are')} not shown.", err=True)


def problems_data(request: BuildRequest, warnings: Iterable[Problem]) -> list[dict[str, object]]:
    """Return all warnings as plain data, each with whether it is accepted."""
    new, known = _split(request, warnings)
    found = [(each.problem, False) for each in new] + [(each.problem, True) for each in known]
    return [{**problem.as_data(), "accepted": is_known} for problem, is_known in sorted(found)]


def _split(request: BuildRequest, warnings: Iterable[Problem]) -> tuple[list[Finding], list[Finding]]:
    known, wrong = accepted_warnings.load(accepted_warnings.folder_of(request))
    return accepted_warnings.split((Finding("build", each) for each in (*wrong, *warnings)), known)


def in_words(built: BuildResult | CheckedSite, as_of: datetime) -> str:
    """Return what the site shows and hides: ``448 stories; 1,634 expired, 12 drafts, 3 scheduled, next at 09:00.``"""
    from generator.pipeline.hidden_counts import in_words

    return in_words(built.stories, built.not_shown, as_of)


def shown_data(built: BuildResult | CheckedSite) -> dict[str, Any]:
    """Return what the site shows and hides, as plain data."""
    hidden: NotShown = built.not_shown
    return {
        "stories": built.stories,
        "not_shown": hidden.counts,
        "next": hidden.next.isoformat() if hidden.next else None,
        "next_expiry": hidden.next_expiry.isoformat() if hidden.next_expiry else None,
        "next_update": hidden.next_update.isoformat() if hidden.next_update else None,
    }
