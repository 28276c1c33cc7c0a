"""Which file answers for an address, as GitHub Pages has it.   [disk]

A folder has its ``index.html``, and an address without the last slash sends there; ``/about`` is ``about.html`` where
there is one; letter case counts. Nothing leaves the folder, and links (symbolic links) are not followed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from mimetypes import guess_type
from pathlib import Path
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


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a request: a file, or where to go instead."""

    status: int
    file: Path | None = None
    location: str = ""


def answer(output: Path, base_path: str, path: str) -> Answer:
    """What ``path`` (still percent-encoded) leads to in the built site that is to stand at ``base_path``."""
    if path == base_path.rstrip("/") and path:
        return Answer(301, location=base_path)
    if not path.startswith(base_path):
        return _lost(output)
    place = unquote(path.removeprefix(base_path), errors="replace")
    names = place.split("/")
    if any(name in (".", "..") or name.startswith(".broadsheet") or "\\" in name or "\0" in name for name in names):
        return _lost(output)
    if "" in names[:-1]:
        return _lost(output)
    return _found(output, place, path)


def _found(output: Path, place: str, path: str) -> Answer:
    if (not place or place.endswith("/")) and (file := _file(output, f"{place}index.html")):
        return Answer(200, file)
    if place.endswith("/") or not place:
        return _lost(output)
    if file := _file(output, place) or _file(output, f"{place}.html"):
        return Answer(200, file)
    if _file(output, f"{place}/index.html"):
        return Answer(301, location=f"{path}/")
    same = _same_style(output, place)
    return Answer(200, same) if same else _lost(output)


def _lost(output: Path) -> Answer:
    return Answer(404, _file(output, "404.html"))


def _file(output: Path, place: str) -> Path | None:
    """The file of that very name, case and all; none behind a link."""
    here = output
    for name in place.split("/"):
        if name not in _names(here) or (here / name).is_symlink():
            return None
        here /= name
    return here if here.is_file() else None


def _names(folder: Path) -> Iterator[str]:
    try:
        yield from (each.name for each in folder.iterdir())
    except OSError:
        return


def _same_style(output: Path, place: str) -> Path | None:
    """A style sheet under the name that it has now: the page that is open asks for it by its last one."""
    folder, _, name = place.rpartition("/")
    if folder != "assets" or not name.endswith(".css"):
        return None
    stem = name.split(".")[0]
    return next(
        (
            output / folder / each
            for each in _names(output / folder)
            if each.startswith(f"{stem}.") and each.endswith(".css")
        ),
        None,
    )


def media_type(file: Path) -> str:
    """The content type that GitHub Pages gives a file."""
    kind = _TYPES.get(file.suffix.lower()) or guess_type(file.name)[0] or "application/octet-stream"
    text = kind.startswith("text/") or kind in (
        "application/javascript",
        "application/json",
        "application/manifest+json",
    )
    return f"{kind}; charset=utf-8" if text else kind
