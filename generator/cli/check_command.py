"""The command that checks a site, and accepts the warnings that a newsroom has decided to live with."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.console import annotate, counted, data, fail, notify, print_json, progress_display, say, show_kinds
from generator.cli.options import all_option, edition_options, json_option, output_of, output_option
from generator.model.problems import Finding

if TYPE_CHECKING:
    from generator.editorial.checks import CheckedSite
    from generator.pipeline.request import BuildRequest


@click.command()
@edition_options
@output_option
@click.option("--strict", is_flag=True, help="Treat warnings as errors, unless they are accepted or need no action.")
@click.option("--external", is_flag=True, help="Also check links to other sites, by requesting them.")
@click.option("--accept", is_flag=True, help="Accept all warnings: from now on, `check` and `build` do not show them.")
@click.option(
    "--explain",
    metavar="NAME",
    is_eager=True,
    expose_value=False,
    callback=lambda ctx, _, name: None if name is None else _explain(ctx, name),
    help="Explain what a check looks for, and why; `all` explains every check.",
)
@all_option
@json_option
def check(
    request: BuildRequest,
    output: Path | None,
    strict: bool,
    external: bool,
    accept: bool,
    everything: bool,
    as_json: bool,
) -> None:
    """Check all stories and the built site before readers see them.

    Warnings that you accept are listed in accepted.txt, next to site.toml (in the folder of stories, with --content).
    """
    from generator.cli.summary import in_words
    from generator.editorial import accepted_warnings

    site, found = _checked(request, output_of(request, output), external, as_json)
    if accept:
        _accept(request, site, found, everything, as_json)
        return
    before, wrong = accepted_warnings.load(accepted_warnings.folder_of(request))
    new, known = accepted_warnings.split([*found, *(Finding("build", each) for each in wrong)], before)
    errors = sum(each.problem.level == "error" for each in new)
    if as_json:
        _print_findings(site, new, known, errors)
    else:
        _show_findings(new, everything)
        if any(site.not_shown.counts.values()):
            say(in_words(site, request.as_of))
        outcome = f"{counted(errors, 'error', 'errors')}, {counted(len(new) - errors, 'warning', 'warnings')}"
        hidden = f" {counted(len(known), 'accepted warning is', 'accepted warnings are')} not shown." if known else ""
        say(
            f"{counted(len(site.manuscripts), 'file', 'files')} checked: {outcome if new else 'no problems found'}."
            + hidden
        )
    to_fix = any(not each.problem.is_note for each in new)
    sys.exit(1 if errors or (strict and to_fix) else 0)


def _checked(request: BuildRequest, target: Path, external: bool, as_json: bool) -> tuple[CheckedSite, list[Finding]]:
    """Return the site, and everything that a build and the checks find, errors first."""
    from generator.editorial import checks
    from generator.engine.runtime import Runtime
    from generator.pipeline.process_pool import workers

    runtime = Runtime(workers(), progress_display(as_json), notify=notify)
    site = checks.site_to_check(request, target, external, runtime)
    found = [Finding("build", each) for each in site.problems]
    found += checks.findings(site, request.settings.checks)
    found.sort(key=lambda each: each.problem.level != "error")
    return site, found


def _accept(
    request: BuildRequest, site: CheckedSite, found: Sequence[Finding], everything: bool, as_json: bool
) -> None:
    """Accept all warnings, and say which accepted ones no longer apply."""
    from generator.cli.problem_report import FEW
    from generator.editorial import accepted_warnings, checks

    if broken := [each.problem for each in found if each.check == "build" and each.problem.level == "error"]:
        # not everything was checked, so some accepted warnings would seem not to apply
        fail(tuple(broken), as_json, "nothing was accepted", everything)
    change = accepted_warnings.accept(accepted_warnings.folder_of(request), found, checks.not_run(site))
    errors = [each for each in found if each.problem.level == "error"]
    if as_json:
        print_json({"ok": not errors, **data(change)})
    else:
        _show_findings(errors, everything)
        for entry in change.dropped if everything else change.dropped[:FEW]:
            say(f"no longer applies: {entry}", err=True)
        if not everything and len(change.dropped) > FEW:
            say(f"and {len(change.dropped) - FEW:,} more (--all shows them)", err=True)
        say(
            f"{accepted_warnings.FILE}: {counted(change.accepted, 'warning', 'warnings')} accepted, "
            f"{change.added:,} of them new; {len(change.dropped):,} dropped."
        )
        if errors:
            say(f"{counted(len(errors), 'error', 'errors')} cannot be accepted.", err=True)
    sys.exit(1 if errors else 0)


def _print_findings(site: CheckedSite, new: Sequence[Finding], known: Sequence[Finding], errors: int) -> None:
    from generator.cli.summary import shown_data

    every = [(each, False) for each in new] + [(each, True) for each in known]
    findings = [{"check": each.check, **each.problem.as_data(), "accepted": is_known} for each, is_known in every]
    print_json({"ok": not errors, **shown_data(site), "problems": findings})


def _explain(ctx: click.Context, wanted: str) -> None:
    """Print what checks look for, and exit."""
    from generator.editorial import checks

    try:
        texts = [f"{name}\n\n{checks.explained(name)}" for name in (checks.names() if wanted == "all" else [wanted])]
    except KeyError:
        raise click.BadParameter(
            f"there is no check with this name; the checks are: {', '.join(checks.names())}"
        ) from None
    say("\n\n".join(texts))
    ctx.exit()


def _show_findings(found: Sequence[Finding], everything: bool) -> None:
    """Print what was found, by kind; under GitHub Actions, also as annotations."""
    from generator.cli.problem_report import kinds

    groups = kinds(found, everything)
    show_kinds(groups)
    annotate(groups)
