"""Every command and option that the documentation names exists."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click

from generator.cli import main

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
_WRITTEN = re.compile(r"`(broadsheet [^`]+)`|^\s*(?:\$ )?(broadsheet .+)$", re.MULTILINE)


def _named() -> Iterator[tuple[str, str]]:
    for page in PAGES:
        for found in _WRITTEN.finditer(page.read_text(encoding="utf-8")):
            yield page.name, found[1] or found[2]


def _unknown(written: str) -> str | None:
    """The first word of a command line that is neither a command nor an option of one."""
    command: click.Command = main
    options = {"--help", "--version"}
    for word in shlex.split(written.partition("  #")[0].replace("…", ""))[1:]:
        if isinstance(command, click.Group):
            if word not in command.commands and not word.startswith("-"):
                return word
            command = command.commands.get(word, command)
            options |= {name for each in command.params for name in (*each.opts, *each.secondary_opts)}
        elif word.startswith("--") and word not in options:
            return word
    return None


def test_every_command_and_option_that_the_documentation_names_exists() -> None:
    named = [*_named()]
    assert len(named) > 60
    wrong = [f"{page}: {written}" for page, written in named if _unknown(written)]
    assert wrong == []
