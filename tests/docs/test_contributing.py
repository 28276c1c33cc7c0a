"""CONTRIBUTING names the rooms of the program in their order, and only files and targets that exist."""

from __future__ import annotations

import re
from pathlib import Path

from test_architecture import ROOMS

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
_EXAMPLES = ("NAME", "PROGRAM", "it.po")


def test_its_table_has_every_room_in_this_order() -> None:
    table = TEXT.partition("| room | what is in it |\n|---|---|\n")[2].partition("\n\n")[0]
    assert tuple(re.findall(r"^\| `(\w+)/` \|", table, re.MULTILINE)) == ROOMS


def test_every_file_that_it_names_exists() -> None:
    named = re.findall(r"[`(]((?:generator|docs|tests|tools|layouts|benchmarks)/[\w/.-]+)[`)]", TEXT)
    assert len(named) > 30
    missing = [each for each in named if not (ROOT / each).exists()]
    assert [each for each in missing if not any(example in each for example in _EXAMPLES)] == []


def test_every_target_of_make_that_it_names_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = {*re.findall(r"^([a-z-]+):", makefile, re.MULTILINE)}
    named = {*re.findall(r"(?:`|^ {4})make ([a-z-]+)", TEXT, re.MULTILINE)}
    assert len(named) > 15
    assert named <= targets
