"""The commands. Only this package prints, asks for the time, and decides how the program ends.

Exit status 0: done. 1: problems in somebody's files, and nothing was changed. 2: wrong usage.
What a command needs is imported when it runs, so that ``broadsheet --version`` answers at once.
"""

from __future__ import annotations

from typing import Any

import click

from generator import __version__
from generator.cli import copy_commands, inspect_commands, preview_command, publish_commands
from generator.cli.console import fail
from generator.model.problems import Problems


class _Commands(click.Group):
    """Shows the problems that any command ends with, as text or as data."""

    def invoke(self, ctx: click.Context) -> Any:
        as_json = "--json" in ctx.args
        try:
            return super().invoke(ctx)
        except Problems as found:
            fail(found.problems, as_json, getattr(found, "outcome", "nothing was changed"))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="broadsheet %(version)s")
def main() -> None:
    """Broadsheet makes a news site of a folder of stories."""


for _module in (publish_commands, preview_command, copy_commands, inspect_commands):
    for _command in vars(_module).values():
        if isinstance(_command, click.Command):
            main.add_command(_command)
