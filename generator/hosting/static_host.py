"""Which file answers for an address, as GitHub Pages has it.

A folder has its ``index.html``, and an address without the last slash sends there; ``/about`` is ``about.html`` where
there is one; letter case counts. What is no file of the site is nowhere.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from mimetypes import guess_type
from pathlib import PurePosixPath
from urllib.parse import unquote

_TYPES = {
    ".webmanifest": "application/manifest+json",
    ".xml": "application/xml",
    ".json": "application/json",
    ".ico": "image/vnd.microsoft.icon",
    ".avif": "image/avif",
    ".webp": "image/webp",
    ".md": "text/markdown",
}
_LOST = "404.html"


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a request: the path of a file of the site (empty: it has none for this), or where to go instead."""

    status: int
    file: str = ""
    location: str = ""


def answer(files: Collection[str], base_path: str, path: str) -> Answer:
    """What ``path`` (still percent-encoded) leads to in a site of these files that stands at ``base_path``."""
    if path == base_path.rstrip("/") and path:
        return Answer(301, location=base_path)
    if not path.startswith(base_path):
        return _lost(files)
    place = unquote(path.removeprefix(base_path), errors="replace")
    if (not place or place.endswith("/")) and f"{place}index.html" in files:
        return Answer(200, f"{place}index.html")
    for file in (place, f"{place}.html"):
        if file in files:
            return Answer(200, file)
    if f"{place}/index.html" in files:
        return Answer(301, location=f"{path}/")
    return _same_style(files, place) or _lost(files)


def _lost(files: Collection[str]) -> Answer:
    return Answer(404, _LOST if _LOST in files else "")


def _same_style(files: Collection[str], place: str) -> Answer | None:
    """A style sheet under the name that it has now: the page that is open asks for it by its last one."""
    if not place.startswith("assets/") or not place.endswith(".css"):
        return None
    stem = place.split(".")[0] + "."
    found = next((file for file in files if file.startswith(stem) and file.endswith(".css")), "")
    return Answer(200, found) if found else None


def media_type(file: str) -> str:
    """The content type that GitHub Pages gives a file."""
    suffix = PurePosixPath(file).suffix.lower()
    kind = _TYPES.get(suffix) or guess_type(file)[0] or "application/octet-stream"
    text = kind.startswith("text/") or kind in (
        "application/javascript",
        "application/json",
        "application/manifest+json",
    )
    return f"{kind}; charset=utf-8" if text else kind
