"""What users type to start Broadsheet and to add packages, wherever and with whatever it was installed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from generator.system import installation
from generator.system.installation import adding, program

PYTHON = "/opt/news room/bin/python"


def _installed(monkeypatch: pytest.MonkeyPatch, home: Path, record: str = "pyvenv.cfg", pip: bool = True) -> None:
    home.mkdir(parents=True)
    (home / record).touch()
    monkeypatch.setattr(sys, "prefix", str(home))
    monkeypatch.setattr(sys, "executable", PYTHON)
    monkeypatch.setattr(installation, "find_spec", lambda _: object() if pip else None)


@pytest.mark.parametrize(
    ("record", "pip", "command"),
    [
        ("pyvenv.cfg", True, f'"{PYTHON}" -m pip install'),
        ("pyvenv.cfg", False, f'uv pip install --python "{PYTHON}"'),
        ("uv-receipt.toml", True, f'uv pip install --python "{PYTHON}"'),
        ("pipx_metadata.json", True, "pipx inject broadsheet-1.2"),
    ],
)
def test_the_command_is_that_of_the_installer(
    record: str, pip: bool, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _installed(monkeypatch, tmp_path / "venvs/broadsheet-1.2", record, pip)
    assert adding(["ghp-import>=2.1"]) == f'{command} "ghp-import>=2.1"'
    assert program() == "broadsheet"


@pytest.mark.parametrize(
    ("home", "record", "started", "command"),
    [
        (
            "uv/archive-v0/XZMEuEEV",
            "pyvenv.cfg",
            "uvx broadsheet",
            'uv tool install broadsheet --with "a>=1" --with "b"',
        ),
        (
            ".cache/pipx/2b0b7063",
            "pipx_metadata.json",
            "pipx run broadsheet",
            'pipx install broadsheet && pipx inject broadsheet "a>=1" "b"',
        ),
    ],
)
def test_a_temporary_environment_is_not_added_to(
    home: str, record: str, started: str, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _installed(monkeypatch, tmp_path / home, record)
    assert (program(), adding(["a>=1", "b"])) == (started, command)


def test_a_path_without_a_space_is_not_quoted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _installed(monkeypatch, tmp_path / "home")
    monkeypatch.setattr(sys, "executable", "/opt/python")
    assert adding(["ghp-import"]) == '/opt/python -m pip install "ghp-import"'
