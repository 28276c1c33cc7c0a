"""README is short, and what it says can be done."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [part.strip() for line in re.findall(r"^ {4}(.+)$", README, re.MULTILINE) for part in line.split("&&")]
LONGEST = 3_000  # bytes


def test_it_is_short() -> None:
    assert len(README.encode()) <= LONGEST


def test_its_commands_are_those_of_the_tutorial_which_a_test_follows() -> None:
    tutorial = (ROOT / "docs/tutorial/index.md").read_text(encoding="utf-8")
    lines = {line.removeprefix("$ ") for line in tutorial.splitlines()}
    named = [command for command in COMMANDS if not command.startswith("make ")]
    assert len(named) > 4
    assert [command for command in named if command not in lines] == []


def test_its_make_targets_are_documented_and_there() -> None:
    targets = re.findall(r"(?:`|^ {4})make (\w+)", README, re.MULTILINE)
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert {"build", "test", "docs"} == {*targets}
    assert [name for name in targets if not re.search(rf"^{name}:", makefile, re.MULTILINE)] == []


def test_its_links_lead_to_files() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert len(links) > 8
    assert [link for link in links if not (ROOT / link).is_file()] == []
