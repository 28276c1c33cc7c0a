"""Run the tests with the lowest versions that pyproject.toml allows, and with the newest ones available.

``make versions`` tries both with each Python on this machine; ``make versions TRY='lowest 3.11 3.12'`` only some.
It skips tests that need a browser, another program or a lot of time; ``make test`` runs those.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterable
from itertools import product
from pathlib import Path

from tools import environments
from tools.environments import ROOT, VERSIONS, Failed

KINDS = {"lowest": "lowest-direct", "newest": "highest"}
"""uv's ``--resolution`` for each kind. "lowest" applies to the packages in pyproject.toml, not to those they need."""

EXTRAS = [word for extra in ("dev", "bench", "cluster", "deploy", "search") for word in ("--extra", extra)]
TESTS = ["-q", "-n", "auto", "-m", "not browser", "-k", "not kill and not fuzz and not same_bytes", "tests"]
BROWSER = "tests/browser", "tests/test_valid_html.py", "tests/test_constraints.py"


def main() -> None:
    """Try the kinds and versions named on the command line, or all; exit with an error if any failed."""
    kinds = [each for each in KINDS if each in sys.argv[1:]] or [*KINDS]
    versions = [each for each in VERSIONS if each in sys.argv[1:]] or [*VERSIONS]
    if unknown := {*sys.argv[1:]} - {*KINDS, *VERSIONS}:
        sys.exit(f"{min(unknown)}: name {', '.join((*KINDS, *VERSIONS))}")
    results = dict(_tried(product(kinds, versions)))
    for (kind, version), result in results.items():
        print(f"{kind:>8} {version}: {result}")
    sys.exit(not {*results.values()} <= {"passed", "not on this machine"})


def _tried(what: Iterable[tuple[str, str]]) -> Iterable[tuple[tuple[str, str], str]]:
    for kind, version in what:
        started = time.monotonic()
        result = _try(kind, version)
        print(f"== {kind} {version}: {result} ({time.monotonic() - started:.0f} s)", flush=True)
        yield (kind, version), result


def _try(kind: str, version: str) -> str:
    """Return the test result with one Python and one kind of versions."""
    python = environments.python(version)
    if not python:
        return "not on this machine"
    try:
        ready = _ready(python, ROOT / ".venv" / f"{kind}-{version}", KINDS[kind])
    except Failed as error:
        print(error)
        return "cannot be installed"
    ignored = [f"--ignore={each}" for each in BROWSER]
    done = subprocess.run([str(ready), "-m", "pytest", *TESTS, *ignored], cwd=ROOT, check=False)
    return "failed" if done.returncode else "passed"


def _ready(python: str, folder: Path, resolution: str) -> Path:
    ready = environments.made(python, folder)
    environments.install(ready, "--upgrade", "--resolution", resolution, "-r", "pyproject.toml", *EXTRAS)
    environments.install(ready, "--no-deps", "--no-build-isolation", "--editable", ".")
    return ready


if __name__ == "__main__":
    main()
