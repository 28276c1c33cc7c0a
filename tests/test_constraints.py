"""constraints.txt: exact versions of all that we ask for, and nothing of the machine on which it was made."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.markers import Marker, default_environment
from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

ROOT = Path(__file__).parent.parent
LINES = [line for line in (ROOT / "constraints.txt").read_text().splitlines() if not line.startswith("#")]
PINS = [Requirement(line) for line in LINES]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
ASKED = [*PROJECT["dependencies"], *(each for extra in PROJECT["optional-dependencies"].values() for each in extra)]
HINT = "make constraints"

X86, ARM = "x86_64", "arm64"
SYSTEMS = [("linux", "Linux", "posix", X86), ("darwin", "Darwin", "posix", ARM), ("win32", "Windows", "nt", "AMD64")]
PLACES = [
    {
        "python_version": python,
        "python_full_version": f"{python}.1",
        "sys_platform": system,
        "platform_system": name,
        "os_name": kind,
        "platform_machine": machine,
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
    }
    for python in ("3.11", "3.12", "3.13", "3.14")
    for system, name, kind, machine in SYSTEMS
]


def _holds(marker: Marker | None, place: Mapping[str, str], extra: str = "") -> bool:
    return marker is None or marker.evaluate({**place, "extra": extra})


def _pinned(place: Mapping[str, str]) -> dict[NormalizedName, str]:
    """The version of each package in one place."""
    found: dict[NormalizedName, str] = {}
    for pin in PINS:
        if _holds(pin.marker, place):
            name = canonicalize_name(pin.name)
            assert name not in found, f"{name} is there twice"
            found[name] = str(pin.specifier).removeprefix("==")
    return found


def test_every_line_is_one_exact_version_and_names_no_address() -> None:
    for line in LINES:
        assert re.fullmatch(r"[a-z\d-]+==[\w.!+]+( ; [\w .*'<>=!()]+)?", line), line


@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place['python_version']}-{place['sys_platform']}")
def test_all_that_we_ask_for_is_there_in_a_version_that_we_allow(place: Mapping[str, str]) -> None:
    pinned = _pinned(place)
    for asked in map(Requirement, ASKED):
        if _holds(asked.marker, place) and asked.name != "broadsheet":
            version = pinned.get(canonicalize_name(asked.name), "")
            assert asked.specifier.contains(version or "0", prereleases=True), f"{asked}: {version or 'none'}; {HINT}"


def _required(name: str, extras: set[str], seen: set[str]) -> Iterator[str]:
    """The names of all that a package needs here, and what these need, and so on."""
    for line in distribution(name).requires or ():
        asked = Requirement(line)
        wanted = any(_holds(asked.marker, {**default_environment()}, extra) for extra in ("", *extras))
        if wanted and (key := f"{asked.name}{sorted(asked.extras)}") not in seen:
            seen.add(key)
            yield asked.name
            yield from _required(asked.name, asked.extras, seen)


def test_all_that_these_need_in_turn_is_there() -> None:
    needed = {canonicalize_name(name) for name in _required("broadsheet", {"dev", "search"}, set())}
    missing = needed - _pinned({**default_environment()}).keys() - {"broadsheet"}
    assert len(needed) > 50
    assert not missing, HINT


def test_what_a_site_is_told_to_install_is_what_we_test_with() -> None:
    lines = (ROOT / "generator/editorial/site_versions.txt").read_text().splitlines()
    names = {canonicalize_name(Requirement(line).name) for line in lines}
    assert {(each.name, str(each.specifier)) for each in map(Requirement, lines)} <= {
        (each.name, str(each.specifier)) for each in PINS
    }
    needed = {canonicalize_name(name) for name in _required("broadsheet", {"search"}, set())} - {"broadsheet"}
    assert needed <= names, HINT
    assert not names & {"pytest", "ruff", "scikit-learn"}
