"""The commands that create, publish and withdraw stories."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.console import display_path, notify, print_json, say
from generator.cli.options import instant, json_option, named, request_of, site_of, site_option
from generator.model.safe_paths import printable
from generator.model.story import GENRES

if TYPE_CHECKING:
    from generator.editorial.publication import PublicationChange


@click.command()
@click.argument("headline")
@click.option("--section", default="", help="The story's section.")
@click.option("--tag", "tags", multiple=True, help="A tag. May be repeated.")
@click.option("--byline", "bylines", multiple=True, help="The author. May be repeated.")
@click.option("--kind", type=click.Choice(GENRES), help="The genre, if it is not plain news.")
@click.option(
    "--picture",
    type=click.Path(path_type=Path),
    help="A picture; one from outside content/ is copied next to the story.",
)
@click.option("--alt", default="", help="What the picture shows, for readers who cannot see it.")
@click.option("--in", "folder", default="", metavar="FOLDER", help="A folder in content/. Default: the section's.")
@site_option
def new(
    headline: str,
    section: str,
    tags: tuple[str, ...],
    bylines: tuple[str, ...],
    kind: str | None,
    picture: Path | None,
    alt: str,
    folder: str,
    site: Path | None,
) -> None:
    """Create a story with its front matter filled in.

    It is a draft without a time until you publish it: see `broadsheet publish`. Without --section, the command asks for
    the section if the site has several and it runs in a terminal.
    """
    from generator.editorial.new_story import NewStory, create_story, section_named
    from generator.pipeline.build import settings_of

    if alt and not picture:
        raise click.UsageError("--alt says what a picture shows, so it requires --picture")
    site_folder = site_of(site)
    settings = settings_of(site_folder)
    name, remark = section_named(section or _asked(settings.sections), settings)
    story = NewStory(headline, name, tags, bylines, kind or "", picture, alt, folder)
    say(display_path(create_story(site_folder, settings, story, datetime.now(UTC))))
    if remark:
        notify(remark)
    elif settings.sections and not name:
        notify(f"It has no section. Write one into the file, or use --section: {', '.join(settings.sections)}.")
    if picture and not alt:
        notify("Its picture has no text for readers who cannot see it. Write `alt` below `src`, or use --alt.")


def _asked(sections: Sequence[str]) -> str:
    """Ask the user for a section. Return an empty string if the site has none, or this is not a terminal."""
    if not sections or not _at_terminal():
        return ""
    return str(click.prompt(f"Section ({printable(', '.join(sections))})", default="", show_default=False, err=True))


def _at_terminal() -> bool:
    return sys.stdin.isatty()


@click.command()
@click.argument("story")
@click.option("--at", default="", metavar="TIME", help="When readers see it; `now`, or a time in the future.")
@site_option
@json_option
def publish(story: str, at: str, site: Path | None, as_json: bool) -> None:
    """Publish a story, or schedule it.

    STORY is a file, slug, address or headline. It is dated now, or as --at says, and is no longer a draft; the rest of
    the file stays as it is. Readers see it when the site is built and published again.
    """
    from generator.editorial.publication import publish as publish_story
    from generator.engine.runtime import Runtime
    from generator.pipeline.process_pool import workers

    request = request_of(site, "", "", drafts=False)
    time = (
        request.as_of if at.strip().lower() == "now" else instant(at, request.settings.timezone, "--at") if at else None
    )
    done = publish_story(request, named(story, "the story"), time, Runtime(workers(), notify=notify))
    _show_change(done, as_json)
    if done.waits:
        notify(f"Readers do not see it yet: {done.waits}.")
    else:
        notify("Readers see it when the site is built and published again.")


@click.command()
@click.argument("story")
@click.option("--reason", default="", help="What readers see in its place. It may have emphasis.")
@site_option
@json_option
def withdraw(story: str, reason: str, site: Path | None, as_json: bool) -> None:
    """Withdraw a story that readers have seen.

    STORY is a file, slug, address or headline. Its addresses then say only that it was withdrawn, and why, and feeds
    tell feed readers to delete it. The file stays, with its text.
    """
    from generator.editorial.publication import withdraw as withdraw_story
    from generator.engine.runtime import Runtime
    from generator.pipeline.process_pool import workers

    request = request_of(site, "", "", drafts=False)
    done = withdraw_story(request, named(story, "the story"), reason, Runtime(workers(), notify=notify))
    _show_change(done, as_json)
    notify("Readers no longer see it when the site is built and published again.")
    if not reason.strip():
        notify("Nothing says why. If readers should know, write `kill_note` into the file.")


def _show_change(done: PublicationChange, as_json: bool) -> None:
    file = display_path(done.path)
    if as_json:
        at = done.at.isoformat()
        print_json({"ok": True, "file": file, "headline": done.headline, "at": at, "waits": done.waits})
        return
    say(done.headline, bold=True)
    say(f"{file}  {done.at:%Y-%m-%d %H:%M}")
