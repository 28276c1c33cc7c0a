"""What `make` runs is there."""

from __future__ import annotations

import re
from pathlib import Path

from conftest import LONGEST

ROOT = Path(__file__).parent.parent
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
NAMED = re.findall(r"\b(?:tests|benchmarks|tools)/[\w/]+\.(?:py|sh)", MAKEFILE)


def test_every_file_that_a_target_names_exists() -> None:
    assert NAMED
    assert [name for name in NAMED if not (ROOT / name).is_file()] == []


def test_every_file_of_tests_that_comes_first_exists() -> None:
    assert [name for name in LONGEST if not (ROOT / "tests" / name).is_file()] == []


def test_whatever_tries_few_examples_tries_many_with_make_fuzz() -> None:
    files = [file for file in (ROOT / "tests").rglob("test_*.py") if "examples(" in file.read_text(encoding="utf-8")]
    few = {file.relative_to(ROOT).as_posix() for file in files if file.name != Path(__file__).name}
    fuzzed = MAKEFILE.split("BROADSHEET_FUZZ=")[1].split("\n\n")[0]
    assert few
    assert [name for name in sorted(few) if name not in fuzzed] == []
