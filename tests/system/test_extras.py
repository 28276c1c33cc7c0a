"""The packages of each extra, and a command for them that works for a Broadsheet that was never released."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest

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
