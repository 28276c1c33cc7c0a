"""Checks that a tag can be released, and writes its notes: `python -m tools.release v0.1.0`."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from generator import __version__

ROOT = Path(__file__).parent.parent
NOTES = ROOT / "release-notes.md"


def notes(tag: str, version: str, changelog: str, repository: str = "") -> str:
    """Return the changelog's text on a release. Its links point to ``repository``, the address of the repository.

    :raises ValueError: if the tag, the version of the program and the changelog do not agree.
    """
    if tag != f"v{version}":
        raise ValueError(f"the tag is {tag}, and __version__ in generator/__init__.py is {version}: they must agree")
    heading = re.search(rf"^## \[{re.escape(version)}\] - (\d{{4}}-\d\d-\d\d)$", changelog, re.MULTILINE)
    if not heading:
        raise ValueError(f"CHANGELOG.md has no heading `## [{version}] - YYYY-MM-DD`")
    if not re.search(rf"^\[{re.escape(version)}\]: ", changelog, re.MULTILINE):
        raise ValueError(f"CHANGELOG.md has no line `[{version}]: ../../releases/tag/{tag}` at its end")
    said = re.split(r"^(?:## |\[[^\]\n]+\]: )", changelog[heading.end() :], maxsplit=1, flags=re.MULTILINE)[0].strip()
    if not said:
        raise ValueError(f"CHANGELOG.md says nothing about {version}")
    return said.replace("](../../", f"]({repository}/") + "\n"


def main(tag: str) -> None:
    """Write release-notes.md, or end with a sentence that says what is wrong."""
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    try:
        NOTES.write_text(
            notes(tag, __version__, changelog, os.environ.get("BROADSHEET_REPOSITORY", "")), encoding="utf-8"
        )
    except ValueError as error:
        sys.exit(f"{error}.")


if __name__ == "__main__":
    main(sys.argv[1])
