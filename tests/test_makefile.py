"""What `make` runs is there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
NAMED = re.findall(r"\b(?:tests|benchmarks|tools)/[\w/]+\.(?:py|sh)", (ROOT / "Makefile").read_text(encoding="utf-8"))


def test_every_file_that_a_target_names_exists() -> None:
    assert NAMED
    assert [name for name in NAMED if not (ROOT / name).is_file()] == []
