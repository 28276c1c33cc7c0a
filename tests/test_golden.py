"""Golden sites: what is built of tests/golden/NAME is, byte for byte, what lies in tests/golden/NAME/expected.

After a change that is meant, ``make golden`` writes the expected files anew; read their diff before you commit it.
"""

from __future__ import annotations

import os
import re
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from generator.pipeline.build import BuildRequest, build, settings_of

GOLDEN = Path(__file__).parent / "golden"
OTHERS = (".broadsheet/", "assets/")
DRAWN = (".png", ".ico")


def _tree(root: Path) -> dict[str, bytes]:
    found = {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
    return {name: data for name, data in found.items() if not name.startswith(OTHERS) and not name.endswith(DRAWN)}


def _without_hashes(tree: dict[str, bytes]) -> dict[str, str]:
    """The theme's style changes more often than what this test is about."""
    return {name: re.sub(r"(/assets/[\w/]+)\.[0-9a-f]{10}\.", r"\1.", data.decode()) for name, data in tree.items()}


@pytest.mark.parametrize("name", sorted(path.parent.name for path in GOLDEN.glob("*/site.toml")))
def test_a_golden_site_is_built_byte_for_byte(name: str, tmp_path: Path) -> None:
    site = tmp_path / name
    shutil.copytree(GOLDEN / name, site, ignore=shutil.ignore_patterns("expected"))
    build(
        BuildRequest(site, settings_of(site), datetime.fromisoformat("2026-11-24T12:00:00+00:00")), tmp_path / "output"
    )
    built = _without_hashes(_tree(tmp_path / "output"))
    expected = GOLDEN / name / "expected"
    if os.environ.get("BROADSHEET_GOLDEN") == "write":
        shutil.rmtree(expected, ignore_errors=True)
        for path, text in built.items():
            (expected / path).parent.mkdir(parents=True, exist_ok=True)
            (expected / path).write_text(text, encoding="utf-8")
    assert {path: data.decode() for path, data in _tree(expected).items()} == built
