"""The versions of packages are found without importing Python's own reader of them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest

from generator.reading.program_digest import SHAPES_THE_SEARCH, SHAPES_THE_SITE
from generator.system import installed
from generator.system.installed import version


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that comes first on Python's path."""
    monkeypatch.setattr(sys, "path", [str(tmp_path), str(tmp_path / "missing"), *sys.path])
    installed._installed.cache_clear()
    yield tmp_path
    installed._installed.cache_clear()


@pytest.mark.parametrize("package", [*SHAPES_THE_SITE, *SHAPES_THE_SEARCH])
def test_versions_are_those_that_python_tells(package: str) -> None:
    assert version(package) == metadata.version(package)


@pytest.mark.parametrize(
    ("folder", "package", "found"),
    [
        ("Ferry_Times-2.0.1.dist-info", "ferry-times", "2.0.1"),
        ("ferry.times-2.0rc1.dist-info", "Ferry_Times", "2.0rc1"),
        ("ferry-2.0+local.1.dist-info", "ferry", "2.0+local.1"),
        ("Ferry-2.0-py3.11.egg-info", "ferry", "2.0"),
        ("Ferry-2.0.egg-info", "ferry", "2.0"),
        ("ferry", "ferry", ""),
        ("ferry.dist-info", "ferry", ""),
    ],
)
def test_a_version_is_in_the_name_of_a_folder(packages: Path, folder: str, package: str, found: str) -> None:
    (packages / folder).mkdir()
    assert version(package) == found


def test_of_a_package_that_is_there_twice_the_first_counts_as_it_does_for_imports(packages: Path) -> None:
    (packages / "click-0.1.dist-info").mkdir()
    assert version("click") == "0.1"
