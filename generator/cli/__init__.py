"""The commands. Only this package prints, reads the clock and sets the exit status.

Exit status 0: success. 1: problems in the site's files; nothing was changed. 2: wrong usage.
Each command imports what it needs when it runs, so ``broadsheet --version`` answers at once.
"""

from __future__ import annotations

import errno
import sys
from io import TextIOWrapper
from typing import Any

import click

from generator import __version__
from generator.cli import (
    check_command,
    copy_commands,
    desk_commands,
    inspect_commands,
    move_commands,
    preview_command,
    publish_commands,
    related_command,
    schema_command,
    story_commands,
    theme_commands,
)
from generator.cli.console import fail
from generator.cli.options import refuse_blank
from generator.cli.terminal import colour
from generator.model.problems import Problem, Problems

_CHANGING = {
    *("build", "correct", "deploy", "import", "init", "move-in", "new", "publish", "retire"),
    *("rollback", "schema", "theme", "withdraw"),
}
"""The commands that change files. After an error in one of them, users want to know whether anything was changed."""

_OUTCOMES = {
    "correct": "the correction was not written",
    **dict.fromkeys(("publish", "withdraw"), "the story was not changed"),
}
"""What to print after an error instead of "nothing was changed", for commands that change one file."""

_DISK_ERRORS = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}
"""The system's errors for a disk that is full or read-only. They are not bugs in Broadsheet."""


class _Commands(click.Group):
    """Reports the problems that a command raises, as text or as JSON."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name, command, given = super().resolve_command(ctx, args)
        if command and not ctx.resilient_parsing:  # which is set while a shell completes a line
            refuse_blank(command, given, click.Context(command, ctx, name))
        return name, command, given

    def invoke(self, ctx: click.Context) -> Any:
        as_json, everything = "--json" in ctx.args, "--all" in ctx.args
        ctx.color = colour()
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):  # characters that the encoding lacks become escapes
                stream.reconfigure(errors="backslashreplace")
        try:
            return super().invoke(ctx)
        except Problems as found:
            changing = ctx.invoked_subcommand in _CHANGING
            unless = _OUTCOMES.get(ctx.invoked_subcommand or "", "nothing was changed") if changing else ""
            outcome = getattr(found, "outcome", unless)
            fail(found.problems, as_json, outcome, everything)
        except OSError as error:
            if error.errno not in _DISK_ERRORS:
                raise
            message, fix = f"this cannot be written: {error.strerror}", "make room on the disk, and try again"
            fail((Problem(str(error.filename or "the disk"), 0, 0, message, fix),), as_json, "", everything)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="broadsheet %(version)s")
def main() -> None:
    """Broadsheet builds a news site from a folder of stories."""


for _module in (
    publish_commands,
    preview_command,
    copy_commands,
    move_commands,
    theme_commands,
    check_command,
    inspect_commands,
    related_command,
    desk_commands,
    schema_command,
    story_commands,
):
    for _command in vars(_module).values():
        if isinstance(_command, click.Command):
            main.add_command(_command)
