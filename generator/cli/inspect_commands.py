"""The commands that answer questions about a site, and the one that retires an address."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.console import counted, data, notify, print_json, progress_display, show, show_warnings
from generator.cli.options import (
    content_option,
    edition_options,
    instant,
    json_option,
    output_of,
    output_option,
    request_of,
    site_option,
)
from generator.model.problems import Problem, Problems

if TYPE_CHECKING:
    from generator.editorial.checks import Finding
    from generator.pipeline.request import BuildRequest


@click.command()
@edition_options
@output_option
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--external", is_flag=True, help="Also check links to other sites, by requesting them.")
@click.option(
    "--explain",
    metavar="NAME",
    is_eager=True,
    expose_value=False,
    callback=lambda ctx, _, name: _explain(ctx, name) if name else None,
    help="Explain what a check looks for, and why; `all` explains every check.",
)
@json_option
def check(request: BuildRequest, output: Path | None, strict: bool, external: bool, as_json: bool) -> None:
    """Check all stories and the built site before readers see them."""
    from generator.editorial import checks
    from generator.engine.runtime import Runtime
    from generator.pipeline.process_pool import workers

    target = output_of(request, output)
    if unknown := request.settings.checks.keys() - {*checks.names()}:
        fix = f"the checks are: {', '.join(checks.names())}"
        raise Problems(Problem("site.toml", 0, 0, f"there is no check `{name}`", fix) for name in unknown)
    with progress_display(as_json) as progress:
        site = checks.site_to_check(request, target, external, Runtime(workers(), progress, notify=notify))
    found = [checks.Finding("build", each) for each in site.warnings]
    found += checks.findings(site, request.settings.checks)
    found.sort(key=lambda each: each.problem.level != "error")
    errors = sum(each.problem.level == "error" for each in found)
    if as_json:
        print_json({"ok": not errors, "findings": [{"check": each.check, **each.problem.as_data()} for each in found]})
    else:
        _show_findings(found, request.settings.adopt)
        outcome = f"{counted(errors, 'error', 'errors')}, {counted(len(found) - errors, 'warning', 'warnings')}"
        click.echo(
            f"{counted(len(site.manuscripts), 'file', 'files')} checked: {outcome if found else 'no problems found'}."
        )
    sys.exit(1 if errors or (strict and found) else 0)


def _explain(ctx: click.Context, wanted: str) -> None:
    """Print what checks look for, and exit."""
    from generator.editorial import checks

    try:
        told = [f"{name}\n\n{checks.explained(name)}" for name in (checks.names() if wanted == "all" else [wanted])]
    except KeyError:
        raise click.BadParameter(f"there is no such check; the checks are: {', '.join(checks.names())}") from None
    click.echo("\n\n".join(told))
    ctx.exit()


def _show_findings(found: Sequence[Finding], adopted: bool) -> None:
    """Print what the checks found, warnings about adopted copy in groups; under GitHub Actions, also as annotations."""
    from generator.cli.annotations import annotation

    if adopted:
        show_warnings(tuple(each.problem for each in found if _is_grouped(each)), adopted)
    for each in found:
        if not (adopted and _is_grouped(each)):
            show([each.problem])
            click.echo(f"    check: {each.check}", err=True)
        if os.environ.get("GITHUB_ACTIONS") == "true":
            click.echo(annotation(each.check, each.problem))


def _is_grouped(finding: Finding) -> bool:
    return finding.check == "build" and finding.problem.level == "warning"


@click.command(name="next")
@click.option(
    "--since", default="", metavar="TIME|URL", help="Also show what was missed since TIME, or since URL was built."
)
@click.option("--due", "only_due", is_flag=True, help="Print only true or false: is there anything to publish?")
@click.option("--as-of", default="", metavar="TIME", help="Answer as of this time instead of now.")
@content_option
@site_option
@json_option
def next_(since: str, only_due: bool, as_of: str, content: Path | None, site: Path | None, as_json: bool) -> None:
    """Show when the site next changes by itself: which stories appear, expire or leave the news sitemap."""
    from generator.editorial.schedule import upcoming
    from generator.engine.runtime import Runtime
    from generator.pipeline.process_pool import workers

    request = request_of(site, "", as_of, False, content)
    known = upcoming(request, _since(since, request.settings.timezone), Runtime(workers(), notify=notify))
    unknown = bool(since) and known.since is None
    if only_due:
        for each in known.missed:
            notify(f"Missed: {each.line()}")
        if unknown:
            notify(f"No site built by Broadsheet was found at {since}.")
        click.echo("true" if known.due or unknown else "false")
    elif as_json:
        told = json.loads(json.dumps(data(known), default=datetime.isoformat))
        first = told["coming"][0]["instant"] if known.coming else None
        print_json({"due": known.due or unknown, "next": first, **told})
    else:
        for each in known.missed:
            click.echo(f"missed  {each.line()}")
        for each in known.coming:
            click.echo(each.line())
        if not known.coming:
            click.echo("No changes are scheduled.")


def _since(text: str, timezone: str) -> datetime | None:
    """Return the instant that ``text`` gives, or that of the edition published at the address in ``text``."""
    from generator.publish.verify import served_manifest

    if not text.startswith(("http:", "https:")):
        return instant(text, timezone) if text else None
    as_of = served_manifest(text).as_of
    return datetime.fromisoformat(as_of) if as_of else None


@click.command()
@click.argument("story", default="")
@click.option("--all", "everything", is_flag=True, help="Show them for every story.")
@edition_options
@json_option
def related(story: str, everything: bool, request: BuildRequest, as_json: bool) -> None:
    """Show the related stories of STORY (given by file, slug, address or headline) with scores and reasons."""
    from generator.engine.runtime import Runtime
    from generator.pipeline.process_pool import workers
    from generator.pipeline.related_lists import related_lists

    if bool(story) == everything:
        raise click.UsageError("name one story, or use --all")
    lists = related_lists(request, story, Runtime(workers(), notify=notify))
    if as_json:
        print_json([data(each) for each in lists])
        return
    for each in lists:
        click.echo(f"{each.headline}\n  {each.file}")
        for match in each.related:
            click.echo(f"  {match.score:>6}  {match.headline}\n          {match.reason}  [{match.file}]")
        if not each.related:
            click.echo("          no related stories")


@click.command()
@click.argument("url")
@edition_options
@output_option
@json_option
def why(url: str, request: BuildRequest, output: Path | None, as_json: bool) -> None:
    """Explain what a page is made from, and why the next build would or would not write it."""
    from generator.engine.runtime import Runtime
    from generator.pipeline.explain import explain
    from generator.pipeline.process_pool import workers

    target = output_of(request, output)
    answer = explain(request, target, url, Runtime(workers(), notify=notify))
    if as_json:
        print_json(data(answer))
    else:
        click.echo("\n".join(answer.lines()))


@click.command()
@click.argument("url", default="")
@click.option("--all", "everything", is_flag=True, help="Retire all addresses that no longer exist.")
@content_option
@site_option
def retire(url: str, everything: bool, content: Path | None, site: Path | None) -> None:
    """Retire a published address: stop warning that URL no longer exists.

    URL can be a pattern such as '/2024/*': all addresses that match it and no longer exist are retired.
    """
    from generator.hosting import url_history_file
    from generator.site import url_history

    if bool(url) == everything:
        raise click.UsageError("name one address or pattern, or use --all")
    request = request_of(site, "", "", drafts=False, content=content, settings_alone=not everything)
    if everything or "*" in url:
        places = _vanished(request, url)
    else:
        places = (url_history.place_of(url, request.settings.base_path),)
    url_history_file.retire(request.site, places)
    for place in places:
        click.echo(f"{place} is retired.")


def _vanished(request: BuildRequest, pattern: str) -> tuple[str, ...]:
    """Return the published addresses that no longer exist, those that match a pattern if one is given."""
    from fnmatch import fnmatchcase

    from generator.engine.runtime import Runtime
    from generator.pipeline.process_pool import workers
    from generator.pipeline.vanished import vanished

    base_path = request.settings.base_path
    wanted = "/" + pattern.removeprefix(request.settings.origin).removeprefix(base_path).lstrip("/")
    found = vanished(request, Runtime(workers(), notify=notify))
    places = tuple(place for place in found if not pattern or fnmatchcase(place, wanted))
    if not places:
        message = "no published address that matches has vanished" if pattern else "no published address has vanished"
        raise Problems([Problem("published.txt", 0, 0, message, "see `broadsheet build` for those that have")])
    return places
