"""Creates virtual environments with Broadsheet in them, with uv if it is available, otherwise with pip.   [disk]"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
VERSIONS = ("3.11", "3.12", "3.13", "3.14")
"""The supported Python versions."""

_ASK = "import sys; print('%d.%d' % sys.version_info[:2])"


class Failed(Exception):
    """An environment could not be created. The message is the programs' output."""


@cache
def uv() -> str:
    """Return the path of uv if it is installed and runs, otherwise empty."""
    found = shutil.which("uv") or ""
    return found if found and not _status([found, "--version"]) else ""


def python(version: str) -> str:
    """Return the path of a Python of this version: the one in PATH, pyenv's or uv's; empty if the machine has none."""
    return next((path for path in _candidates(version) if _answers(path) == version), "")


def made(python: str, folder: Path) -> Path:
    """Create an environment in ``folder`` and return the path of its Python.

    :raises Failed: if it cannot be created; the folder is removed.
    """
    command = [uv(), "venv", "--quiet", "--clear", "--python", python] if uv() else [python, "-m", "venv", "--clear"]
    try:
        _run([*command, str(folder)])
    except Failed:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder / "bin" / "python"


def install(python: Path, *what: str) -> None:
    """Install packages into an environment, as ``pip install`` would.

    :raises Failed: if they cannot be installed.
    """
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _run([*([uv(), "pip", "install", "--quiet", "--python", str(python)] if uv() else pip), *what])


def _candidates(version: str) -> Iterator[str]:
    if found := shutil.which(f"python{version}"):
        yield found
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    yield from map(str, sorted(pyenv.glob(f"versions/{version}.*/bin/python"), reverse=True))
    if uv():
        asked = [uv(), "python", "find", "--no-python-downloads", "--system", version]
        yield subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()


def _answers(path: str) -> str:
    if not path:
        return ""
    return subprocess.run([path, "-c", _ASK], capture_output=True, text=True, check=False).stdout.strip()


def _status(command: Sequence[str]) -> int:
    return subprocess.run(command, capture_output=True, check=False).returncode


def _run(command: Sequence[str]) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Failed(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
