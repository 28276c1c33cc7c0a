"""What a clone says of its repository."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from generator.editorial.clone_info import on_github, pages_address


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("git@github.com:Harbour/Gazette.git", "https://harbour.github.io/Gazette/"),
        ("https://desk:secret@github.com/harbour/gazette", "https://harbour.github.io/gazette/"),
        ("https://github.com/Harbour/harbour.github.io.git", "https://harbour.github.io/"),
        ("https://git.example/harbour/gazette", ""),
        ("/srv/git/gazette", ""),
    ],
)
def test_pages_has_an_address_for_every_repository_on_github(tmp_path: Path, remote: str, address: str) -> None:
    assert pages_address(tmp_path) == ""
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    subprocess.run(["git", "-C", str(tmp_path), "remote", "add", "origin", remote], check=True)
    assert pages_address(tmp_path) == address


@pytest.mark.parametrize(
    "other", ["https://github.com.example/a/b", "https://github.com/a", "https://github.com/a/b/c", ""]
)
def test_other_addresses_are_not_on_github(other: str) -> None:
    assert on_github(other) == ""
