"""Finds the pictures and other files of the old site in folders, and decides whether they can be published."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from generator.editorial.moving import _archives
from generator.editorial.moving._moved import MediaFile
from generator.media.picture_problems import unpublishable
from generator.model import safe_paths
from generator.model.data_table import FOLDER
from generator.model.picture_kinds import kind_of, named_right
from generator.model.slug import slug
from generator.reading import scan
from generator.system import nofollow

MEDIA = "content/media/"
"""The folder, relative to the site's folder, for the files of the old site."""

HEAVIEST = 500_000_000
"""The size limit for a file that is moved, in bytes."""

_SIZED = re.compile(r"-\d{1,5}x\d{1,5}(?=\.[A-Za-z]+\Z)|-scaled(?=\.[A-Za-z]+\Z)|-e\d{10,13}(?=\.[A-Za-z]+\Z)")
"""The suffixes that WordPress adds to the names of smaller versions, and of pictures that were edited."""


def in_folders(address: str, folders: Sequence[Path]) -> MediaFile | None:
    """Return the file in ``folders`` whose path matches the longest end of an address.

    If WordPress has a picture in several sizes, the original is preferred.
    """
    parts = _parts_of(address)
    for folder in folders:
        for start in range(len(parts)):
            inner = parts[start:]
            for name in _names(inner[-1]):
                found = "/".join([*inner[:-1], name])
                file = folder / found
                if file.is_file() and not nofollow.link_towards(folder, found):
                    return MediaFile(_name(parts, name), file)
    return None


def _names(name: str) -> Iterator[str]:
    whole = _SIZED.sub("", name)
    if whole != name:
        yield whole
        stem, dot, end = whole.rpartition(".")
        yield f"{stem}-scaled{dot}{end}"
    yield name


def _parts_of(address: str) -> list[str]:
    """Return the parts of an address's path; none if any of them could lead to another folder."""
    try:
        path = unquote(urlsplit(address.strip()).path).replace("\\", "/")
    except ValueError:
        return []
    parts = [each for each in path.split("/") if each and each != "."]
    return [] if ".." in parts or any("\0" in each or each.startswith(".") for each in parts) else parts


def _name(parts: Sequence[str], name: str) -> str:
    """Return the path below content/media/: the path below the folder for uploads, or the last folder and the name."""
    folders = [*parts[:-1]]
    start = folders.index("uploads") + 1 if "uploads" in folders else max(0, len(folders) - 1)
    return "/".join([*folders[start:], name])


def data_of(file: MediaFile) -> bytes:
    """Return the bytes of a file.

    :raises OSError: if it cannot be read, or is too large.
    """
    if file.member:
        return _archives.data_in(file.file, file.member, HEAVIEST)
    return nofollow.read(file.file, HEAVIEST)


def path_of(file: MediaFile, data: bytes) -> str:
    """Return a file's new path in the site's folder; a picture gets the extension that matches its bytes."""
    if file.target:
        return file.target
    *folders, name = [each for each in file.name.split("/") if each not in ("", ".", "..")] or ["file"]
    stem, end = posixpath.splitext(name)
    kind = kind_of(name, data)
    end = kind.suffixes[0] if kind and not named_right(name, kind) else end.lower()
    parts = [*(slug(each) or "files" for each in folders), f"{slug(stem) or 'file'}{end}"]
    return MEDIA + "/".join(parts)


def fault_of(path: str, data: bytes) -> str:
    """Return why a file cannot be published, as a short phrase; empty if it can."""
    if fault := safe_paths.fault_in(path) or ("has an invisible character" if safe_paths.hidden_in(path) else ""):
        return f"its name {fault}"
    if path.startswith(f"{FOLDER}/"):  # data for layouts is not published
        return ""
    found = scan.inspected(path, data)
    every = (*found.problems, *unpublishable({path: found}, [path], False))
    return next((each.message for each in every if each.level == "error"), "")
