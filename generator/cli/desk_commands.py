"""The commands that show which stories the newsroom is working on, and what has changed in them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.console import (
    coloured,
    counted,
    data,
    fail_without,
    missing_as_data,
    notify,
    print_json,
    say,
    say_coloured,
)
from generator.cli.options import content_option, json_option, named, request_of, site_option
from generator.model.safe_paths import printable, shown

if TYPE_CHECKING:
    from generator.editorial.budget import BudgetLine
    from generator.editorial.story_history import StoryHistory, Version


@click.command()
@click.option("--as-of", default="", metavar="TIME", help="Answer as of this time instead of now.")
@content_option
@site_option
@json_option
def budget(as_of: str, content: Path | None, site: Path | None, as_json: bool) -> None:
    """List drafts, planned and scheduled stories by day and desk.

    A story is planned for the day in its `planned` field, and a draft until it has a date. This list is never
    published. If some files have errors, the other stories are listed, and the exit code is 1.
    """
    from generator.editorial.budget import budget as story_budget
    from generator.engine.runtime import Runtime
    from generator.pipeline.process_pool import workers

    found = story_budget(request_of(site, "", as_of, False, content), Runtime(workers(), notify=notify))
    if as_json:
        stories = json.loads(json.dumps(data(found.lines), default=lambda value: value.isoformat()))
        print_json({"ok": not found.unread, "stories": stories, **missing_as_data(found.unread)})
    elif found.lines:
        _show_budget(found.lines)
    elif not found.unread:
        say("No drafts, planned or scheduled stories.")
    fail_without(found.unread, as_json)


def _show_budget(lines: Sequence[BudgetLine]) -> None:
    from generator.theme.filters import weekday

    desk = max(len(each.desk) for each in lines)
    for day, several in groupby(lines, lambda each: each.day):
        say(weekday(day) if day else "No day yet", bold=True)
        for each in several:
            words = f"  {counted(each.words, 'word', 'words')}" if each.words else ""
            say(f"  {each.desk:<{desk}}  {each.shown_state:<15}  {each.headline}{words}  [{shown(each.file)}]")


@click.command()
@click.argument("story")
@click.option("--authors", is_flag=True, help="Also name the author of each version.")
@site_option
@json_option
def history(story: str, authors: bool, site: Path | None, as_json: bool) -> None:
    """Show the versions of a story, and the words that changed.

    The versions are those in git, across renames. STORY is a file, slug, address or headline. What readers do not see,
    such as tags and comments, is not compared.
    """
    from generator.editorial.story_history import story_history
    from generator.engine.runtime import Runtime
    from generator.pipeline.process_pool import workers

    request = request_of(site, "", "", drafts=False)
    found = story_history(request, named(story, "the story"), authors, Runtime(workers(), notify=notify))
    if as_json:
        print_json(json.loads(json.dumps({"ok": True, **data(found)}, default=lambda value: value.isoformat())))
    else:
        _show_history(found)
    if found.shallow:
        notify("This is a shallow clone, so earlier versions may be missing. To get them: git fetch --unshallow")


def _show_history(found: StoryHistory) -> None:
    say(found.headline, bold=True)
    say(shown(found.file))
    for version in found.versions:
        _show_version(version)


def _show_version(version: Version) -> None:
    when = f"{version.at:%Y-%m-%d %H:%M}" if version.at else "not committed"
    parts = [when, version.commit[:10], version.author, version.summary, f"[{version.state}]" if version.state else ""]
    say()
    say("  ".join(filter(None, parts)), bold=True)
    if version.renamed_from:
        say(f"  was {shown(version.renamed_from)}")
    if version.note:
        say(f"  {version.note}")
    for change in version.changes:
        say_coloured(f"  {change.part}: {_marked(change.pieces)}")


def _marked(pieces: Sequence[tuple[str, str]]) -> str:
    """Return the words of a change, with the removed and added ones in brackets as git shows them, and in colour."""
    marks = {
        "removed": lambda words: coloured(f"[-{words}-]", "red"),
        "added": lambda words: coloured(f"{{+{words}+}}", "green"),
    }
    return " ".join(marks.get(kind, printable)(words) for kind, words in pieces)
