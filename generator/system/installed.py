"""The versions of installed packages.   [disk]

They are in the names of folders (``click-8.2.1.dist-info``, in an older form ``click-8.2.1.egg-info``). Python's own
``importlib.metadata`` reads them, too, but importing it takes longer than checking all stories of a small site.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import cache

_FOLDER = re.compile(r"([\w.]++)-([^-]+)(?:-.*)?\.(?:dist|egg)-info")


def version(package: str) -> str:
    """The version of a package; empty if it is not installed."""
    return _installed().get(_folded(package), "")


@cache
def _installed() -> Mapping[str, str]:
    """The versions of all packages on Python's path, by name. As in imports, the first folder with a package counts."""
    found: dict[str, str] = {}
    for folder in sys.path:
        with suppress(OSError):
            names = sorted(entry.name for entry in os.scandir(folder or os.curdir))
            for named in filter(None, map(_FOLDER.fullmatch, names)):
                found.setdefault(_folded(named[1]), named[2])
    return found


def _folded(package: str) -> str:
    """The normalized form of a package's name (PEP 503)."""
    return re.sub(r"[-_.]+", "-", package).lower()
