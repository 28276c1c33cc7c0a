"""The packages that only some sites need (the extras of pyproject.toml), and the command that installs them.

The command names the packages themselves, not ``broadsheet[search]``: that would work only for a release on the package
index, not for a Broadsheet that was installed from a wheel, from git or from a folder.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.system.installation import adding

EXTRAS: Mapping[str, tuple[str, ...]] = {
    "cluster": ("distributed>=2025.1",),
    "deploy": ("ghp-import>=2.1",),
    "search": ("cbor2>=5.6", "pagefind_bin>=1.5,<1.6"),
    "search-extended": ("cbor2>=5.6", "pagefind_bin_extended>=1.5,<1.6"),
}
"""What each extra consists of; tests compare it with pyproject.toml."""


def install_command(extra: str) -> str:
    """The command that installs an extra where this Broadsheet is installed."""
    return adding(EXTRAS[extra])
