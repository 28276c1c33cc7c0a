"""The digest of the program itself: a result stored by another version is not used.   [disk]"""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from generator.model.fingerprint import digest, of_bytes

SHAPES_THE_SITE = (
    *("babel", "icalendar", "jinja2", "markdown-it-py", "markupsafe", "mdit-py-plugins", "mdurl", "msgspec", "nh3"),
    *("pikepdf", "pillow", "python-frontmatter", "pyyaml", "resvg-py", "tinycss2", "tzdata", "unicodedata2"),
)
"""The libraries whose versions affect the output."""

SHAPES_THE_SEARCH = ("cbor2", "pagefind_bin", "pagefind_bin_extended")
"""The same for the search index; they need not be installed."""


@cache
def program() -> str:
    """The digest of the generator's own code and of the libraries that affect the output, when this process began."""
    here = Path(__file__).parent.parent
    code = [(path.relative_to(here).as_posix(), of_bytes(path.read_bytes())) for path in sorted(here.rglob("*.py"))]
    return digest([code, [(each, version(each)) for each in SHAPES_THE_SITE], [*map(_version, SHAPES_THE_SEARCH)]])


def _version(package: str) -> str:
    """The version of a package; empty if it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
