"""The command that shows related stories, and why they are related."""

from __future__ import annotations

import shutil
from io import StringIO
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
_SETTING = "related"  # of site.toml


def _change(context: click.Context, parameter: click.Parameter, value: str | None) -> str:
    """Check the value of --compare, and return it in the form that ``related_lists`` takes.

    :raises click.BadParameter: if it is neither one of ``_PARTS`` nor a number of stories.
    """
    from generator.reading.settings.checks import LIMITS

    _, most, _ = LIMITS[_SETTING]
    name, _, number = (value or "").replace(" ", "").partition("=")
    if not value or (name in _PARTS and not number):
        return name
    if name == _SETTING and number.isascii() and number.isdigit() and int(number[:9]) <= most:
        return f"{name}={int(number)}"
    fix = f"name what to ignore ({', '.join(_PARTS)}), or write `{_SETTING}=NUMBER`, at most {most}"
    raise click.BadParameter(f"`{value}` is not a valid change; {fix}")


@click.command()
@click.argument("story", default="")
@click.option("--all", "everything", is_flag=True, help="Show them for every story.")
@click.option(
    "--compare",
    "change",
    metavar="CHANGE",
    callback=_change,
    help="Also show the list without tags, links, names or sections, or with another length: related=8.",
)
@edition_options
@json_option
def related(story: str, everything: bool, change: str, request: BuildRequest, as_json: bool) -> None:
    """Show the stories related to a story, with scores and reasons.

    STORY is a file, slug, address or headline.
    """
    from generator.engine.runtime import Runtime
    from generator.pipeline.process_pool import workers
    from generator.pipeline.related_lists import ComparedLists, related_lists

    if bool(story) == everything:
        raise click.UsageError("name one story, or use --all")
    wanted = "" if everything else named(story, "one story, or use --all")
    lists = related_lists(request, wanted, Runtime(workers(), notify=notify), change)
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
    """Show two lists side by side; a star marks the stories that are in only one of them."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    changed = found.change if "=" in found.change else f"without {found.change}"
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    for _ in range(2):
        table.add_column(justify="right", no_wrap=True)
        table.add_column(ratio=1)
    table.add_row("", "as the site has it", "", changed)
    columns = zip_longest(
        _column(found.related, found.others), _column(found.others, found.related), fillvalue=("", "")
    )
    for left, right in columns:
        table.add_row(*map(Text, (*left, *right)))
    text = StringIO()
    Console(file=text, width=shutil.get_terminal_size().columns, color_system=None).print(table)
    for line in text.getvalue().splitlines():
        say(line.rstrip())
    if {each.file for each in found.related} ^ {each.file for each in found.others}:
        say("  * only in this list")


def _column(found: tuple[RelatedStory, ...], others: tuple[RelatedStory, ...]) -> list[tuple[str, str]]:
    """Return the score and headline of each story, with a star if it is not among ``others``."""
    elsewhere = {each.file for each in others}
    stories = [(f"{'' if each.file in elsewhere else '*'} {each.score:>4}", each.headline) for each in found]
    return stories or [("", "no related stories")]


def _in_common(common: Common) -> str:
    """Return one line about what two stories have in common."""
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
