"""The packages that only some sites need (the extras of pyproject.toml), and the command that installs them.   [disk]

The command names the packages themselves, not ``broadsheet[search]``: that would work only for a release on the package
index, not for a Broadsheet that was installed from a wheel, from git or from a folder.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

EXTRAS: Mapping[str, tuple[str, ...]] = {
    "cluster": ("distributed>=2025.1",),
    "deploy": ("ghp-import>=2.1",),
    "search": ("cbor2>=5.6", "pagefind_bin>=1.5,<1.6"),
    "search-extended": ("cbor2>=5.6", "pagefind_bin_extended>=1.5,<1.6"),
}
"""What each extra consists of; tests compare it with pyproject.toml."""


def install_command(extra: str) -> str:
    """The command that installs an extra where this Broadsheet is installed: with pipx, with uv, or otherwise with pip.

    pipx and uv each leave a record in the environments that they make; an environment made by uv has no pip.
    """
    packages = " ".join(f'"{each}"' for each in EXTRAS[extra])
    home = Path(sys.prefix)
    if (home / "pipx_metadata.json").is_file():
        return f"pipx inject {home.name} {packages}"
    python = f'"{sys.executable}"' if " " in sys.executable else sys.executable
    if (home / "uv-receipt.toml").is_file() or not find_spec("pip"):
        return f"uv pip install --python {python} {packages}"
    return f"{python} -m pip install {packages}"
