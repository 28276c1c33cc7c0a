"""The command that installs what a site needs works wherever Broadsheet is installed, released or not."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest

from generator.system import extras
from generator.system.extras import EXTRAS, install_command


def test_the_packages_of_each_extra_are_those_of_pyproject() -> None:
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras_of_project = project["optional-dependencies"]
    assert {name: list(packages) for name, packages in EXTRAS.items()} == {
        name: extras_of_project[name] for name in EXTRAS
    }
    assert extras_of_project.keys() - EXTRAS.keys() == {"dev", "bench", "docs"}


@pytest.mark.parametrize("extra", EXTRAS)
def test_the_command_does_not_need_a_release_of_broadsheet(extra: str) -> None:
    assert "broadsheet" not in install_command(extra).replace(sys.executable, "")
    assert all(f'"{package}"' in install_command(extra) for package in EXTRAS[extra])


@pytest.mark.parametrize(
    ("record", "pip", "command"),
    [
        ("pyvenv.cfg", True, "/opt/news room/bin/python -m pip install"),
        ("pyvenv.cfg", False, "uv pip install --python /opt/news room/bin/python"),
        ("uv-receipt.toml", True, "uv pip install --python /opt/news room/bin/python"),
        ("pipx_metadata.json", True, "pipx inject broadsheet-1.2"),
    ],
)
def test_the_command_is_that_of_the_installer(
    record: str, pip: bool, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "broadsheet-1.2"
    home.mkdir()
    (home / record).touch()
    monkeypatch.setattr(sys, "prefix", str(home))
    monkeypatch.setattr(sys, "executable", "/opt/news room/bin/python")
    monkeypatch.setattr(extras, "find_spec", lambda _: object() if pip else None)
    assert install_command("deploy").replace('"/opt/news room/bin/python"', "/opt/news room/bin/python") == (
        f'{command} "ghp-import>=2.1"'
    )


@pytest.mark.parametrize(
    ("executable", "written"), [("/opt/python", "/opt/python"), ("/opt/news room/python", '"/opt/news room/python"')]
)
def test_a_path_with_a_space_is_quoted_and_no_other(
    executable: str, written: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    monkeypatch.setattr(sys, "executable", executable)
    monkeypatch.setattr(extras, "find_spec", lambda _: object())
    assert install_command("deploy") == f'{written} -m pip install "ghp-import>=2.1"'
