"""What the tests share: a newsroom to build in."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings
from newsroom import SETTINGS, Newsroom

settings.register_profile("house", deadline=None)  # how long an example takes is the machine's affair
settings.load_profile("house")


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    """An empty newsroom with settings."""
    folder = tmp_path / "site"
    (folder / "content").mkdir(parents=True)
    return Newsroom(folder).write(SETTINGS)
