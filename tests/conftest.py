"""What the tests share: a newsroom to build in."""

from __future__ import annotations

from pathlib import Path

import pytest
from newsroom import SETTINGS, Newsroom


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    """An empty newsroom with settings."""
    folder = tmp_path / "site"
    (folder / "content").mkdir(parents=True)
    return Newsroom(folder).write(SETTINGS)
