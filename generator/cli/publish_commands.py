"""The commands that build, deploy, roll back and verify a site."""

from __future__ import annotations

import gc
import sys
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from generator.cli.console import counted, data, display_path, notify, print_json, progress_display, say
from generator.cli.options import (
    all_option,
    edition_options,
    json_option,
    output_of,
    output_option,
    request_of,
    site_of,
    site_option,
)
from generator.model.safe_paths import shown

if TYPE_CHECKING:
    from generator.engine.runtime import Map
    from generator.hosting.branch import Deployed
    from generator.pipeline.request import BuildRequest


@click.command()
@edition_options
@output_option
@click.option("--jobs", type=click.IntRange(min=1), help="How many processes to use. Default: one per core.")
@click.option("--cluster", default="", metavar="ADDRESS", help="Read and render on a Dask cluster.")
@click.option("--full", is_flag=True, help="Build from scratch, without using anything from earlier builds.")
@click.option(
    "--profile", is_flag=True, help="Show where the time went: stages, work and its rates, the slowest queries."
)
@click.option("--publish", is_flag=True, help="This build goes to readers: record its addresses in published.txt.")
@click.option("--earlier", is_flag=True, help="Allow an earlier edition to replace the published site.")
@click.option("--strict", is_flag=True, help="Stop if a published address would vanish.")
@click.option("--atomic", is_flag=True, help="Publish by switching one link to a complete new tree, for a web server.")
@click.option(
    "--keep", type=click.IntRange(min=1), metavar="N", help="With --atomic: keep the last N trees. Default: 3."
)
@click.option(
    "--preview",
    is_flag=True,
    help="Build a site for colleagues, in output-preview/: with drafts and scheduled stories, not for search engines. "
    "Without --drafts, it leaves out what is under embargo, has expired or was withdrawn.",
)
@all_option
@json_option
def build(
    request: BuildRequest,
    output: Path | None,
    preview: bool,
    jobs: int | None,
    cluster: str,
    full: bool,
    profile: bool,
    publish: bool,
    earlier: bool,
    strict: bool,
    atomic: bool,
    keep: int | None,
    everything: bool,
    as_json: bool,
) -> None:
    """Build the site. Publish all of it, or nothing."""
    from generator.cli.profile import Profile
    from generator.cli.summary import report, without_accepted
    from generator.engine.runtime import Runtime
    from generator.pipeline.build import build as build_site
    from generator.pipeline.shared_preview import FOLDER, shared_preview
    from generator.publish.releases import KEPT

    if keep and not atomic:
        raise click.UsageError("--keep requires --atomic")
    if preview:
        request = shared_preview(request)
    _refuse_private(request, publish, atomic)
    start, measured = monotonic(), Profile()
    request = replace(request, strict=strict, record=publish, forward=not earlier)
    target = output_of(request, output, FOLDER if preview else "")
    trees = (keep or KEPT) if atomic else 0
    with without_accepted(request, as_json), executor(jobs, cluster) as map:
        runtime = Runtime(map, progress_display(as_json), notify=notify)
        built = build_site(request, target, full, measured.over(runtime) if profile else runtime, trees)
    gc.freeze()  # everything is freed when the process ends
    measured.finish()
    report(request, built, target, monotonic() - start, as_json, everything)
    if profile:
        from generator.cli.query_names import explanations

        say(measured.table(explanations()), err=True)


def _refuse_private(request: BuildRequest, publish: bool, atomic: bool) -> None:
    """Refuse to publish what readers may not see yet."""
    for option in [name for name, given in (("--publish", publish), ("--atomic", atomic)) if given and request.drafts]:
        raise click.UsageError(f"{option} publishes the site, so it cannot include --drafts or be a --preview")
    if publish and request.as_of > datetime.now(UTC):
        raise click.UsageError("--publish cannot be used with a time in the future")


def executor(jobs: int | None, cluster: str) -> AbstractContextManager[Map]:
    """Return what runs the work: a pool of local processes, or a cluster."""
    from generator.pipeline.process_pool import workers

    if not cluster:
        return nullcontext(workers(jobs))
    from generator.pipeline.dask_cluster import cluster_map

    return cluster_map(cluster, workers(jobs))


@click.command()
@site_option
@output_option
@click.option("--base-url", default="", metavar="URL", help="The address of the published site; overrides site.toml.")
@click.option(
    "--branch",
    default="gh-pages",
    show_default=True,
    help="A branch used only for the built site.",
)
@click.option("--remote", default="origin", show_default=True, help="The repository to push to.")
@click.option("--dry-run", is_flag=True, help="Show what would change there, without changing it.")
@all_option
@click.option("--earlier", is_flag=True, help="Allow an earlier edition to replace the published site.")
@json_option
def deploy(
    site: Path | None,
    output: Path | None,
    base_url: str,
    branch: str,
    remote: str,
    dry_run: bool,
    everything: bool,
    earlier: bool,
    as_json: bool,
) -> None:
    """Build the site and push it to a branch of its own.

    GitHub Pages and other hosts publish the site from there.
    """
    from generator.cli.summary import in_words, problems_data, show_warnings, shown_data, without_accepted
    from generator.engine.runtime import Runtime
    from generator.hosting import url_history_file
    from generator.hosting.branch import deploy as deploy_site
    from generator.pipeline.build import build as build_site
    from generator.pipeline.build import refuse_placeholder
    from generator.pipeline.process_pool import workers

    request = replace(request_of(site, base_url, "", drafts=False), forward=not earlier)
    refuse_placeholder(request)
    target = output_of(request, output)
    addresses = url_history_file.text_of(request.site)
    with without_accepted(request, as_json):
        runtime = Runtime(workers(), progress_display(as_json), notify=notify)
        built = build_site(request, target, runtime=runtime)
        if not as_json:
            show_warnings(request, built.warnings, everything)
            say(in_words(built, request.as_of))
        done = deploy_site(request.site, target, remote, branch, dry_run, earlier)
        if not dry_run:  # addresses count as published once readers can reach them
            recorded = build_site(replace(request, record=True), target, runtime=runtime)
            if not as_json:
                show_warnings(request, (each for each in recorded.warnings if each not in built.warnings), everything)
    if as_json:
        problems = problems_data(request, built.warnings)
        print_json({"ok": True, "dry_run": dry_run, **data(done), **shown_data(built), "problems": problems})
        return
    _show_deployed(done, f"{remote}/{branch}", dry_run)
    if url_history_file.text_of(request.site) != addresses:
        say("published.txt has the new addresses: commit it, so that later builds know them.")


def _show_deployed(done: Deployed, where: str, dry_run: bool) -> None:
    """Say what a deployment changed on a branch; ``where`` names it."""
    if dry_run:
        for verb, paths in (("add", done.added), ("change", done.changed), ("remove", done.removed)):
            for path in paths:
                say(f"{verb:>7}  {shown(path)}")
    counts = f"{len(done.added)} added, {len(done.changed)} changed, {len(done.removed)} removed"
    if not done.needed:
        say(f"{where} already has this site.")
    else:
        say(f"{where} would change: {counts}." if dry_run else f"{where}: {counts}.")
    if done.kept:
        say(f"Kept files there that Broadsheet did not create: {', '.join(map(shown, done.kept))}")


@click.command()
@site_option
@output_option
@click.option("--earlier", is_flag=True, help="Publish again what has been withdrawn or removed since.")
@json_option
def rollback(site: Path | None, output: Path | None, earlier: bool, as_json: bool) -> None:
    """Switch a site built with --atomic back to the previous tree."""
    from generator.publish.releases import roll_back

    target = output if output is not None else site_of(site) / "output"
    returned = roll_back(target, notify=notify, earlier=earlier)
    if as_json:
        print_json({"ok": True, "output": str(target), **data(returned)})
        return
    again = f"{display_path(target)} is tree {returned.now} again"
    say(f"{again} (the site as of {returned.as_of}); it was {returned.before}.")
    say("The next build publishes the current content/, as always.")


@click.command()
@click.argument("address", default="")
@site_option
@output_option
@json_option
def verify(address: str, site: Path | None, output: Path | None, as_json: bool) -> None:
    """Compare the built or the published site with its manifest.

    With ADDRESS, compare the site that is published there.
    """
    from generator.publish.verify import verify_address, verify_folder

    target = output if output is not None else site_of(site) / "output"
    verdict = verify_address(address, target) if address else verify_folder(target)
    if as_json:
        print_json({"ok": not verdict.findings, **data(verdict)})
    else:
        for each in verdict.findings:
            say(f"{each.state:>11}  {shown(each.path)}")
        outcome = f"{counted(len(verdict.findings), 'differs', 'differ')}" if verdict.findings else "all as published"
        say(f"{counted(verdict.files, 'file', 'files')} of {verdict.place} as of {verdict.as_of}: {outcome}.")
    sys.exit(1 if verdict.findings else 0)
