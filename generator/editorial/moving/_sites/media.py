"""Finds the pictures and other files of a site, and their old addresses.   [disk]"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from generator.editorial.moving._moved import MediaFile
from generator.editorial.moving._sites.files import is_of_theme, walk
from generator.model.data_table import FOLDER
from generator.model.urls import STATIC
from generator.reading.data_folder import ENDINGS
from generator.system import nofollow

Roots = Sequence[tuple[str, str]]
"""Folders of the source, each with the path of its files on the old site."""


def find(source: Path, roots: Roots, base_url: str, address: str, at: tuple[str, str]) -> MediaFile | None:
    """Return the file that an address means in a text; ``at`` has the text's path and its address on the old site.

    The file keeps its old address. Files at the root of a site can only be in content/static/.
    """
    path = _own_path(address.strip(), base_url)
    if not path:
        return None
    for file, public in _candidates(source, roots, path, at):
        inside = file.as_posix().removeprefix(f"{source.as_posix()}/")
        if ".." not in inside.split("/") and file.is_file() and not nofollow.link_towards(source, inside):
            name = public.lstrip("/")
            return MediaFile(name, file, target=f"content/{name}" if "/" in name else f"{STATIC}{name}")
    return None


def _own_path(address: str, base_url: str) -> str:
    """Return the decoded path of an address on the old site; empty if it is on another site."""
    try:
        parts, base = urlsplit(address), urlsplit(base_url)
    except ValueError:
        return ""
    if parts.scheme not in ("", "http", "https") or (parts.netloc and parts.netloc != base.netloc):
        return ""
    path = unquote(parts.path)
    inner = base.path.rstrip("/")
    return path[len(inner) :] if inner and path.startswith(f"{inner}/") else path


def _candidates(source: Path, roots: Roots, path: str, at: tuple[str, str]) -> Iterator[tuple[Path, str]]:
    if not path.startswith("/"):
        own = posixpath.normpath(posixpath.join(posixpath.dirname(at[0]), path))
        folder = at[1] if at[1].endswith("/") else posixpath.dirname(at[1])
        public = posixpath.normpath(posixpath.join("/", folder, path))
        if own.startswith(f"{source.as_posix()}/"):
            inside = own.removeprefix(f"{source.as_posix()}/")
            yield source / inside, public
        yield from _candidates(source, roots, public, at)
    whole = posixpath.normpath(f"/{path.lstrip('/')}")
    for folder, prefix in roots:
        inner = f"/{prefix.strip('/')}".rstrip("/")
        if whole.startswith(f"{inner}/"):
            yield source / posixpath.normpath(f"{folder}/{whole[len(inner) :]}").lstrip("/"), whole


def others(source: Path, files: Iterable[tuple[str, str]], used: Collection[Path]) -> Iterator[MediaFile]:
    """Yield the files that the old site published, but no story shows. In content/static/, they keep their addresses.

    ``files`` are paths in the source, each with its place on the site; ``used`` are those that a story shows. Files of
    themes are left out.
    """
    for path, public in files:
        file = source / path
        if file not in used and not is_of_theme(path):
            yield MediaFile(public.lstrip("/"), file, target=f"{STATIC}{public.lstrip('/')}")


def data_files(source: Path, folder: str) -> Iterator[MediaFile]:
    """Yield the data files of the old site, which layouts can read here, too."""
    for path in walk(source / folder) if (source / folder).is_dir() else ():
        if path.lower().endswith(ENDINGS):
            yield MediaFile(path, source / folder / path, target=f"{FOLDER}/{path}")
