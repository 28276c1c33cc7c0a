"""The commands that build a site and bring it to readers."""

from __future__ import annotations

import gc
import sys
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click

from generator.cli.console import counted, data, notify, print_json, report, show, shown, watching
from generator.cli.options import edition_options, json_option, output_option, request_of, site_of, site_option

if TYPE_CHECKING:
    from generator.engine.runtime import Map
    from generator.pipeline.request import BuildRequest


@click.command()
@edition_options
@output_option
@click.option("--jobs", type=click.IntRange(min=1), help="How many processes may work. Default: one a core.")
@click.option("--cluster", default="", metavar="ADDRESS", help="Read and render on a Dask cluster.")
@click.option("--full", is_flag=True, help="Build from scratch: use nothing that earlier builds left.")
@click.option("--profile", is_flag=True, help="Show how long each stage took.")
@click.option("--strict", is_flag=True, help="Stop where an address that was published would vanish.")
@click.option("--atomic", is_flag=True, help="Publish by switching one link to a whole new tree, for a web server.")
@click.option(
    "--keep", type=click.IntRange(min=1), metavar="N", help="With --atomic: keep the last N trees. Default: 3."
)
@json_option
def build(
    request: BuildRequest,
    output: Path | None,
    jobs: int | None,
    cluster: str,
    full: bool,
    profile: bool,
    strict: bool,
    atomic: bool,
    keep: int | None,
    as_json: bool,
) -> None:
    """Build the site. All of it is published, or nothing."""
    from generator.cli.terminal import Stopwatch
    from generator.engine.runtime import Runtime
    from generator.pipeline.build import build as build_site
    from generator.publish.releases import KEPT

    if keep and not atomic:
        raise click.UsageError("--keep goes with --atomic")
    gc.disable()  # what a build makes it needs to its end
    start = monotonic()
    request = replace(request, strict=strict, record=not request.drafts and request.as_of <= datetime.now(UTC))
    target = output if output is not None else request.site / "output"
    clock = Stopwatch()
    trees = (keep or KEPT) if atomic else 0
    with working(jobs, cluster) as map, watching(as_json) as progress:
        built = build_site(request, target, full, Runtime(map, progress, clock, notify), trees)
    gc.freeze()  # all of it goes with the process
    report(built, target, monotonic() - start, as_json)
    if profile:
        click.echo(clock.table(), err=True)


def working(jobs: int | None, cluster: str) -> AbstractContextManager[Map]:
    """Where the work is done: in processes beside this one, or on a cluster."""
    from generator.pipeline.process_pool import workers

    if not cluster:
        return nullcontext(workers(jobs))
    from generator.pipeline.dask_cluster import joined

    return joined(cluster, workers(jobs))


@click.command()
@site_option
@output_option
@click.option("--base-url", default="", metavar="URL", help="Where the site will live; goes over site.toml.")
@click.option("--branch", default="gh-pages", show_default=True, help="The branch for builds alone.")
@click.option("--remote", default="origin", show_default=True, help="The repository that it is pushed to.")
@click.option("--dry-run", is_flag=True, help="Say what would change there, and change nothing.")
@json_option
def deploy(
    site: Path | None, output: Path | None, base_url: str, branch: str, remote: str, dry_run: bool, as_json: bool
) -> None:
    """Build, and put the site on a branch from which GitHub Pages and others take it."""
    from generator.engine.runtime import Runtime
    from generator.hosting.branch import deploy as deploy_site
    from generator.pipeline.build import build as build_site
    from generator.pipeline.process_pool import workers

    request = request_of(site, base_url, "", drafts=False)
    target = output if output is not None else request.site / "output"
    with watching(as_json) as progress:
        runtime = Runtime(workers(), progress, notify=notify)
        built = build_site(replace(request, record=not dry_run), target, runtime=runtime)
    show(built.warnings)
    done = deploy_site(request.site, target, remote, branch, dry_run)
    if as_json:
        print_json({"ok": True, "dry_run": dry_run, **data(done)})
        return
    if dry_run:
        for sign, paths in (("add", done.added), ("change", done.changed), ("remove", done.removed)):
            for path in paths:
                click.echo(f"{sign:>7}  {path}")
    where = f"{remote}/{branch}"
    counts = f"{len(done.added)} added, {len(done.changed)} changed, {len(done.removed)} removed"
    if not done.needed:
        click.echo(f"{where} has this site already.")
    else:
        click.echo(f"{where} would change: {counts}." if dry_run else f"{where}: {counts}.")
    if done.kept:
        click.echo(f"Files there that are not ours stay: {', '.join(done.kept)}")


@click.command()
@site_option
@output_option
@json_option
def rollback(site: Path | None, output: Path | None, as_json: bool) -> None:
    """Lead readers of a site built with --atomic back to the tree before."""
    from generator.publish.releases import roll_back

    target = output if output is not None else site_of(site) / "output"
    returned = roll_back(target, notify=notify)
    if as_json:
        print_json({"ok": True, "output": str(target), **data(returned)})
        return
    click.echo(
        f"{shown(target)} is tree {returned.now} again, the site as of {returned.as_of}; it was {returned.before}."
    )
    click.echo("The next build publishes what is in content/ then, as always.")


@click.command()
@click.argument("address", default="")
@site_option
@output_option
@json_option
def verify(address: str, site: Path | None, output: Path | None, as_json: bool) -> None:
    """Compare the built site, or what stands at ADDRESS on the web, with the manifest."""
    from generator.publish.verify import verify_address, verify_folder

    target = output if output is not None else site_of(site) / "output"
    verdict = verify_address(address, target) if address else verify_folder(target)
    if as_json:
        print_json({"ok": not verdict.findings, **data(verdict)})
    else:
        for each in verdict.findings:
            click.echo(f"{each.state:>11}  {each.path}")
        outcome = f"{counted(len(verdict.findings), 'differs', 'differ')}" if verdict.findings else "all as published"
        click.echo(f"{counted(verdict.files, 'file', 'files')} of {verdict.place} as of {verdict.as_of}: {outcome}.")
    sys.exit(1 if verdict.findings else 0)
