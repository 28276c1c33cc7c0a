"""The commands that move an archive into a site, and export one."""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.console import counted, data, notify, print_json, progress_display, say
from generator.cli.options import json_option, request_of, site_of, site_option

if TYPE_CHECKING:
    from generator.editorial.moving import Report

_SHOWN = 20
"""How many lines of each part of the report are printed without --all."""


def _addresses(context: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """Check that each value is the address of a site."""
    for each in given:
        if not re.fullmatch(r"https?://[^\s/?#@]+(?:/[^\s?#]*)?", each):
            raise click.BadParameter(
                f"`{each}` is not the address of a site: write it in full, as in https://old.example"
            )
    return given


@click.command(name="move-in")
@click.argument("source", type=click.Path(path_type=Path), required=False)
@click.option("--write", is_flag=True, help="Write the files. Without it, only say what would be written.")
@click.option(
    "--media",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    multiple=True,
    help="A folder with the pictures and files of the old site, such as wp-content/uploads. May be repeated.",
)
@click.option(
    "--old-site",
    "old_sites",
    metavar="ADDRESS",
    multiple=True,
    callback=_addresses,
    help="An address of the old site, if the export does not have it: links to it become internal. May be repeated.",
)
@click.option("--drafts", is_flag=True, help="Also move what was not public, as drafts.")
@click.option(
    "--verify",
    default="",
    metavar="ADDRESS|FILE",
    help="List the addresses in the old site's sitemap that would stop working, and move nothing.",
)
@click.option("--all", "everything", is_flag=True, help="Print all lines of the report.")
@click.option("--jobs", type=click.IntRange(min=1), help="How many processes to use. Default: one per core.")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=None,
    help="The built site that --verify looks in. Default: output/ next to site.toml.",
)
@site_option
@json_option
def move_in(
    source: Path | None,
    write: bool,
    media: tuple[Path, ...],
    old_sites: tuple[str, ...],
    drafts: bool,
    verify: str,
    everything: bool,
    jobs: int | None,
    output: Path | None,
    site: Path | None,
    as_json: bool,
) -> None:
    """Move the archive of another program into this site.

    SOURCE is an export or a folder. Without --write, nothing is written: the report says what would be.

    With --verify, every address in the sitemap of the old site (https://old.example, the address of a sitemap, or its
    file) is looked for in the built site; the exit code is 1 if any would stop working.
    """
    if bool(source) == bool(verify):
        raise click.UsageError("name either a SOURCE to move in from, or an old site to --verify")
    if not source:
        _verify(verify, site, output, everything, as_json)
        return
    from generator.editorial.moving import Request
    from generator.editorial.moving import move_in as move
    from generator.pipeline.build import settings_of
    from generator.pipeline.process_pool import streams

    is_new = site is not None and not (site / "site.toml").exists()
    folder = site if site is not None and is_new else site_of(site)
    now = datetime.now(UTC)
    request = Request(site=folder, source=source, now=now, media=media, old_sites=old_sites, drafts=drafts)
    try:
        settings = None if is_new else settings_of(folder)
        report = move(request, settings, write, progress_display(as_json), streams(jobs))
    except KeyboardInterrupt:
        again = "everything written so far is complete; move in again to continue" if write else "nothing was written"
        notify(f"Interrupted: {again}.")
        sys.exit(130)
    if as_json:
        from msgspec import to_builtins

        print_json({"ok": not report.problems, **to_builtins(report)})
        return
    _show(report, everything)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path("export"))
@click.option(
    "--format",
    "formats",
    type=click.Choice(("wxr", "ninjs", "json-feed")),
    multiple=True,
    help="Only this format; may be repeated. Default: all of them.",
)
@click.option("--drafts", is_flag=True, help="Also export what is not public, marked as such.")
@click.option("--as-of", default="", metavar="TIME", help="Export the site as of this time instead of now.")
@site_option
@json_option
def export(folder: Path, formats: tuple[str, ...], drafts: bool, as_of: str, site: Path | None, as_json: bool) -> None:
    """Export all stories and pages into FOLDER, for other programs.

    The formats are WXR for WordPress, ninjs for newsroom systems, and JSON Feed for everything that reads it. Each
    includes the stories' own files, with notes and comments that readers do not see: do not publish an export. Without
    --drafts, it has only what is public. Pictures stay in content/, and are listed with their addresses. The last lines
    say what each format has no place for.
    """
    from generator.editorial.exporting import FORMATS
    from generator.editorial.exporting import export as export_site
    from generator.engine.runtime import Runtime
    from generator.pipeline.process_pool import workers

    request = request_of(site, "", as_of, drafts)
    found = export_site(request, folder, formats or tuple(FORMATS), Runtime(workers(), notify=notify))
    if as_json:
        print_json({"ok": True, **data(found)})
        return
    hidden = f", {found.withheld:,} of them not public" if found.withheld else ""
    stories, pages = counted(found.stories, "story", "stories"), counted(found.pages, "page", "pages")
    described = f", {counted(found.descriptions, 'description', 'descriptions')}" if found.descriptions else ""
    say(f"{folder}: {stories} and {pages}{hidden}{described}, in {counted(len(found.files), 'file', 'files')}.")
    for name, lacks in found.lacks.items():
        say(f"{name}: {lacks}.")


def _verify(named: str, site: Path | None, output: Path | None, everything: bool, as_json: bool) -> None:
    from generator.editorial.moving import addresses, survival
    from generator.pipeline.build import settings_of

    folder = site_of(site)
    found = survival(addresses(named), output or folder / "output", settings_of(folder))
    if as_json:
        dead = [{"address": address, "why": why} for address, why in found.dead]
        print_json({"ok": not dead, "addresses": found.addresses, "dead": dead})
    else:
        shown = found.dead if everything else found.dead[:_SHOWN]
        for address, why in shown:
            say(f"{address}: {why}")
        if len(found.dead) > len(shown):
            say(f"and {len(found.dead) - len(shown):,} more; --all shows them")
        say(f"{len(found.dead):,} of {counted(found.addresses, 'address', 'addresses')} would stop working.")
    sys.exit(1 if found.dead else 0)


def _show(report: Report, everything: bool) -> None:
    say(f"{report.source}: {'moved in' if report.written else 'a dry run, nothing was written'}", bold=True)
    for number, what in report.counts():
        say(f"{number:>9,}  {what}")
    for line in report.settings:
        say(f"To keep a setting of the old site, write in site.toml: {line}")
    for title, lines in report.sections():
        _show_section(title, lines, everything)
    _show_section("Not written", [str(each) for each in report.problems], everything)
    if not report.written:
        notify("To write the files, add --write.")


def _show_section(title: str, lines: list[str], everything: bool) -> None:
    if not lines:
        return
    say()
    say(f"{title}:", bold=True)
    for line in lines if everything else lines[:_SHOWN]:
        say(f"  {line}")
    if len(lines) > _SHOWN and not everything:
        say(f"  and {len(lines) - _SHOWN:,} more; --all shows them")
