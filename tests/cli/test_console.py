"""What commands print can do nothing to a terminal, whatever is in files and in git."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from generator.cli import console
from generator.cli.console import coloured, print_json, say
from generator.cli.problem_report import kinds
from generator.model.problems import Finding, Problem

CLI = Path(console.__file__).parent
EVIL = "\x1b]0;owned\x07 \x1b[8mhidden \x9b2J \u202etxt.exe\r"


def test_text_is_printed_without_what_a_terminal_obeys(capsys: pytest.CaptureFixture[str]) -> None:
    say(f"{EVIL}\nA second line\twith the \u200fmarks of Arabic")
    assert capsys.readouterr().out.split("\n") == [
        "\ufffd]0;owned\ufffd \ufffd[8mhidden \ufffd2J \ufffdtxt.exe\ufffd",
        "A second line\twith the \u200fmarks of Arabic",
        "",
    ]


def test_only_our_own_colours_reach_the_terminal() -> None:
    assert re.sub(r"\x1b\[\d+m", "", coloured(EVIL, "red")).isprintable() is True


def test_json_says_the_same_with_escapes(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"said": EVIL})
    out = capsys.readouterr().out
    assert json.loads(out) == {"said": EVIL}
    assert all(letter.isprintable() or letter == "\n" for letter in out)


def test_kinds_of_warnings_are_printed_so_too() -> None:
    found = [Finding("", Problem("a.md", n, 0, f"`{EVIL}`", EVIL, level="warning")) for n in range(9)]
    text = "\n".join(block for kind in kinds(found) for block in kind.blocks())
    assert all(letter.isprintable() or letter == "\n" for letter in text)


def test_commands_print_only_in_this_way() -> None:
    for file in CLI.glob("*.py"):
        if file.name != "console.py":
            assert not re.search(r"\bclick\.(?:s?echo|style)\(", file.read_text(encoding="utf-8")), file.name
