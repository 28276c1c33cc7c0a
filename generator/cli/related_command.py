"""The command that shows related stories, and why they are related."""

from __future__ import annotations

import shutil
from itertools import zip_longest
from typing import TYPE_CHECKING

import click

from generator.cli.console import data, notify, print_json, say
from generator.cli.options import edition_options, json_option, named

if TYPE_CHECKING:
    from generator.pipeline.related_lists import ComparedLists, RelatedList, RelatedStory
    from generator.pipeline.request import BuildRequest
    from generator.site.related.explanation import Common

_PARTS = ("tags", "links", "names", "sections")
_GAP = 3  # spaces between two lists


@click.command()
@click.argument("story", default="")
@click.option("--all", "everything", is_flag=True, help="Show them for every story.")
@click.option(
    "--compare",
    "without",
    type=click.Choice(_PARTS),
    help="Also show the list without these, for comparison.",
)
@edition_options
@json_option
def related(story: str, everything: bool, without: str | None, request: BuildRequest, as_json: bool) -> None:
    """Show the stories related to a story, with scores and reasons.

    STORY is a file, slug, address or headline.
    """
    from generator.engine.runtime import Runtime
    from generator.pipeline.process_pool import workers
    from generator.pipeline.related_lists import ComparedLists, related_lists

    if bool(story) == everything:
        raise click.UsageError("name one story, or use --all")
    wanted = "" if everything else named(story, "one story, or use --all")
    lists = related_lists(request, wanted, Runtime(workers(), notify=notify), without or "")
    if as_json:
        print_json([data(each) for each in lists])
        return
    for each in lists:
        say(f"{each.headline}\n  {each.file}")
        if isinstance(each, ComparedLists):
            _show_both(each)
        else:
            _show(each)


def _show(found: RelatedList) -> None:
    for match in found.related:
        say(f"  {match.score:>6}  {match.headline}\n          {match.reason}  [{match.file}]")
        say(f"          {_in_common(match.common)}")
    if not found.related:
        say("          no related stories")


def _show_both(found: ComparedLists) -> None:
    """Show two lists side by side; a star marks the stories that are in one of them only."""
    from rich.cells import set_cell_size

    width = (shutil.get_terminal_size().columns - _GAP) // 2
    rows = zip_longest(_column(found.related, found.others), _column(found.others, found.related), fillvalue="")
    for left, right in [("    as the site has it", f"    without {found.without}"), *rows]:
        say((set_cell_size(left, width) + " " * _GAP + set_cell_size(right, width)).rstrip())


def _column(found: tuple[RelatedStory, ...], others: tuple[RelatedStory, ...]) -> list[str]:
    elsewhere = {each.file for each in others}
    lines = [f"{' ' if each.file in elsewhere else '*'} {each.score:>6}  {each.headline}" for each in found]
    return lines or ["          no related stories"]


def _in_common(common: Common) -> str:
    """What two stories have in common, in one line."""
    parts = [
        f"tags: {', '.join(common.tags)}" if common.tags else "",
        f"names: {', '.join(common.names)}" if common.names else "",
        f"words: {', '.join(common.words)}" if common.words else "",
        "connected by links" if common.linked else "",
        f"section: {common.section}" if common.section else "",
        f"in another language: {common.language}" if common.language else "",
        "the same day" if not common.days else f"{common.days} day{'s' * (common.days > 1)} apart",
    ]
    return "; ".join(filter(None, parts))
