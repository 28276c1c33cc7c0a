"""How this Broadsheet was installed: the commands that start it, and that add packages to it.   [disk]

pipx and uv each leave a record in the environments that they make; an environment made by uv has no pip. ``uvx`` and
``pipx run`` use temporary environments in their caches, and do not add a program to the user's path.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

_CACHES_OF_UV = ("archive-v", "environments-v")
_CACHES_OF_PIPX = {"pipx", ".cache", "cache"}


def program() -> str:
    """What users type to start this Broadsheet: ``broadsheet``, ``uvx broadsheet`` or ``pipx run broadsheet``."""
    home = Path(sys.prefix)
    if home.parent.name.startswith(_CACHES_OF_UV):
        return "uvx broadsheet"
    if (home / "pipx_metadata.json").is_file() and home.parent.name.casefold() in _CACHES_OF_PIPX:
        return "pipx run broadsheet"
    return "broadsheet"


def adding(packages: Sequence[str]) -> str:
    """The command that adds packages to this Broadsheet, and installs it if it is in a temporary environment."""
    quoted = [f'"{each}"' for each in packages]
    listed, home = " ".join(quoted), Path(sys.prefix)
    match program():
        case "uvx broadsheet":
            return " ".join(["uv tool install broadsheet", *(f"--with {each}" for each in quoted)])
        case "pipx run broadsheet":
            return f"pipx install broadsheet && pipx inject broadsheet {listed}"
    if (home / "pipx_metadata.json").is_file():
        return f"pipx inject {home.name} {listed}"
    python = f'"{sys.executable}"' if " " in sys.executable else sys.executable
    if (home / "uv-receipt.toml").is_file() or not find_spec("pip"):
        return f"uv pip install --python {python} {listed}"
    return f"{python} -m pip install {listed}"
