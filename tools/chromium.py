"""Find the Chromium that the browser tests, the benchmarks and the pictures of the documentation use."""

from __future__ import annotations

import os
import shutil
import sys

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""Commands to look for, best first. The headless shell is the same engine without the windows and menus around it, and
takes less than half the processor time to open a page."""


def executable() -> str:
    """Return the path of the browser that BROADSHEET_CHROMIUM names, or else of the first of NAMES that is installed.

    Raises:
        FileNotFoundError: if there is none.
    """
    found = os.environ.get("BROADSHEET_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        raise FileNotFoundError("Chromium is not installed. On Debian: apt-get install chromium-headless-shell")
    return found


if __name__ == "__main__":
    try:
        print(executable())
    except FileNotFoundError as problem:
        sys.exit(str(problem))
