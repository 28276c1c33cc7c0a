"""Finds the file that answers a request, by GitHub Pages' rules.

The address of a folder returns its ``index.html``; without the final slash, it redirects to the address with one.
``/about`` returns ``about.html`` if there is one. Letter case matters. Everything else is not found.
"""

from __future__ import annotations

from collections.abc import Collection
from mimetypes import guess_type
from pathlib import PurePosixPath
from urllib.parse import unquote

import msgspec

_TYPES = {
    ".webmanifest": "application/manifest+json",
    ".xml": "application/xml",
    ".json": "application/json",
    ".ico": "image/vnd.microsoft.icon",
    ".avif": "image/avif",
    ".webp": "image/webp",
    ".md": "text/markdown",
    ".ics": "text/calendar",
}
_NOT_FOUND = "404.html"


class HostResponse(msgspec.Struct, frozen=True):
    """The response to a request: the path of a file of the site (empty if there is none), or where to redirect."""

    status: int
    file: str = ""
    location: str = ""


def answer(files: Collection[str], base_path: str, path: str) -> HostResponse:
    """The response to a request for ``path`` (still percent-encoded) on a site with these files at ``base_path``."""
    if path == base_path.rstrip("/") and path:
        return HostResponse(301, location=base_path)
    if not path.startswith(base_path):
        return _not_found(files)
    place = unquote(path.removeprefix(base_path), errors="replace")
    if (not place or place.endswith("/")) and f"{place}index.html" in files:
        return HostResponse(200, f"{place}index.html")
    for file in (place, f"{place}.html"):
        if file in files:
            return HostResponse(200, file)
    if f"{place}/index.html" in files:
        return HostResponse(301, location=f"{path}/")
    return _same_style(files, place) or _not_found(files)


def _not_found(files: Collection[str]) -> HostResponse:
    return HostResponse(404, _NOT_FOUND if _NOT_FOUND in files else "")


def _same_style(files: Collection[str], place: str) -> HostResponse | None:
    """The current version of a style sheet that an open page requests under an older name."""
    if not place.startswith("assets/") or not place.endswith(".css"):
        return None
    stem = place.split(".")[0] + "."
    found = next((file for file in files if file.startswith(stem) and file.endswith(".css")), "")
    return HostResponse(200, found) if found else None


def media_type(file: str) -> str:
    """The content type that GitHub Pages sends for a file."""
    suffix = PurePosixPath(file).suffix.lower()
    kind = _TYPES.get(suffix) or guess_type(file)[0] or "application/octet-stream"
    text = kind.startswith("text/") or kind in (
        "application/javascript",
        "application/json",
        "application/manifest+json",
    )
    return f"{kind}; charset=utf-8" if text else kind
