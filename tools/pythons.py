"""Create an environment for each Python on this machine, ``.venv/3.12`` etc., with the versions in constraints.txt.

``make pythons`` runs this. tests/test_same_bytes.py builds with all of them. An environment is reused until
pyproject.toml or constraints.txt changes.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from tools import environments
from tools.environments import ROOT, VERSIONS, Failed


def main() -> None:
    """Create missing environments, and report Python versions that are not installed."""
    failed = False
    for version in VERSIONS:
        if python := environments.python(version):
            failed |= not _ready(version, python)
        else:
            print(f"Python {version}: not on this machine")
    sys.exit(failed)


def _ready(version: str, python: str) -> bool:
    folder = ROOT / ".venv" / version
    stamp, wanted = folder / "made", f"{python}\n{_asked()}"
    if stamp.is_file() and stamp.read_text() == wanted:
        return True
    try:
        _install(environments.made(python, folder))
    except Failed as error:
        print(f"Python {version}: could not create an environment.\n{error}")
        return False
    stamp.write_text(wanted)
    return True


def _install(python: Path) -> None:
    environments.install(python, "-c", "constraints.txt", "hatchling", "editables")
    environments.install(
        python, "-c", "constraints.txt", "--no-build-isolation", "--editable", ".[search,search-extended]"
    )


def _asked() -> str:
    """Return a digest of everything that determines what is installed."""
    files = (ROOT / "pyproject.toml", ROOT / "constraints.txt", Path(__file__))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


if __name__ == "__main__":
    main()
