"""The digest of the program itself: a result stored by another version is not used.   [disk]"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from generator.model.fingerprint import digest, of_bytes
from generator.system.installed import version

SHAPES_THE_SITE = (
    *("babel", "icalendar", "jinja2", "markdown-it-py", "markupsafe", "mdit-py-plugins", "mdurl", "msgspec", "nh3"),
    *("pikepdf", "pillow", "python-frontmatter", "pyyaml", "resvg-py", "tinycss2", "tzdata", "unicodedata2"),
)
"""The libraries whose versions affect the output."""

SHAPES_THE_SEARCH = ("cbor2", "pagefind_bin", "pagefind_bin_extended")
"""The libraries whose versions affect the search index. They need not be installed."""


@cache
def program() -> str:
    """Return the digest of the generator's own code and of the versions of the libraries that affect the output.
    It is computed once, so it describes the code with which this process started.
    """
    code = sorted(_code(Path(__file__).parent.parent))
    return digest([code, [(each, version(each)) for each in (*SHAPES_THE_SITE, *SHAPES_THE_SEARCH)]])


def _code(package: Path) -> Iterator[tuple[str, str]]:
    """Yield the path and digest of each module. Uses ``os``, since every build does this and ``Path`` is slower."""
    for folder, _, names in os.walk(package):
        for name in names:
            if name.endswith(".py"):
                path = f"{folder}/{name}"
                with open(path, "rb", buffering=0) as module:  # noqa: PTH123
                    yield path.removeprefix(str(package)).replace(os.sep, "/"), of_bytes(module.read())
