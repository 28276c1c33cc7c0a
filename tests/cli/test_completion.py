"""What shells offer while somebody types a command: commands, options, their values, and files."""

from __future__ import annotations

import pytest
from click.shell_completion import ShellComplete

from generator.cli import main

SHELL = ShellComplete(main, {}, "broadsheet", "_BROADSHEET_COMPLETE")


@pytest.mark.parametrize(
    ("typed", "begun", "offered"),
    [
        ([], "pre", ["preview"]),
        (["init"], "--lo", ["--look"]),
        (["init", "--look"], "", ["newspaper", "magazine"]),
        (["init", "--template"], "g", ["github"]),
        (["theme"], "c", ["copy"]),
        (["build", "--output", ""], "--dra", ["--drafts"]),
    ],
)
def test_what_is_offered_is_what_can_follow(typed: list[str], begun: str, offered: list[str]) -> None:
    assert [each.value for each in SHELL.get_completions(typed, begun)] == offered


def test_paths_are_left_to_the_shell() -> None:
    (found,) = SHELL.get_completions(["build", "--site"], "con")
    assert (found.type, found.value) == ("file", "con")
