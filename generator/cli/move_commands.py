"""The commands that move an archive into a site, and out of it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.console import notify, print_json, progress_display, say
from generator.cli.options import json_option, site_of, site_option

if TYPE_CHECKING:
    from generator.editorial.moving import Report

_SHOWN = 20
"""How many lines of each part of the report are printed without --all."""


@click.command(name="move-in")
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--write", is_flag=True, help="Write the files. Without it, only say what would be written.")
@click.option(
    "--media",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    multiple=True,
    help="A folder with the pictures and files of the old site, such as wp-content/uploads. May be repeated.",
)
@click.option("--drafts", is_flag=True, help="Move what was withheld, too, as drafts.")
@click.option("--all", "everything", is_flag=True, help="Print all lines of the report.")
@site_option
@json_option
def move_in(
    source: Path,
    write: bool,
    media: tuple[Path, ...],
    drafts: bool,
    everything: bool,
    site: Path | None,
    as_json: bool,
) -> None:
    """Move the archive of another program into this site.

    SOURCE is an export or a folder. Nothing is written without --write: the report says what would be.
    """
    from generator.editorial.moving import Request
    from generator.editorial.moving import move_in as move
    from generator.pipeline.build import settings_of

    is_new = site is not None and not (site / "site.toml").exists()
    folder = site if site is not None and is_new else site_of(site)
    request = Request(site=folder, source=source, now=datetime.now(UTC), media=media, drafts=drafts)
    report = move(request, None if is_new else settings_of(folder), write, progress_display(as_json))
    if as_json:
        from msgspec import to_builtins

        print_json({"ok": not report.problems, **to_builtins(report)})
        return
    _show(report, everything)


def _show(report: Report, everything: bool) -> None:
    say(f"{report.source}: {'moved in' if report.written else 'a dry run, nothing was written'}", bold=True)
    for number, what in report.counts():
        say(f"{number:>9,}  {what}")
    for line in report.settings:
        say(f"In site.toml, the old site would have: {line}")
    for title, lines in report.sections():
        _part(title, lines, everything)
    _part("Not written", [str(each) for each in report.problems], everything)
    if not report.written:
        notify("To write the files, add --write.")


def _part(title: str, lines: list[str], everything: bool) -> None:
    if not lines:
        return
    say()
    say(f"{title}:", bold=True)
    for line in lines if everything else lines[:_SHOWN]:
        say(f"  {line}")
    if len(lines) > _SHOWN and not everything:
        say(f"  and {len(lines) - _SHOWN:,} more; --all shows them")
