"""The files that a story exported by Broadsheet uses: they keep their paths."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.editorial.moving._moved import MediaFile
from generator.model import safe_paths
from generator.model.manuscript import Manuscript
from generator.system import nofollow

_DATA = ("table", "chart")


def paths_in(manuscript: Manuscript) -> Iterator[str]:
    """Yield the paths in content/ of the pictures, downloads and data that a story names, each once."""
    found = {each.target: None for each in manuscript.mentions}
    found |= {manuscript.picture.src: None} if manuscript.picture else {}
    folder = posixpath.dirname(manuscript.path)
    data = (each.argument.text for each in manuscript.blocks if each.name in _DATA)
    found |= {posixpath.normpath(posixpath.join(folder, each)): None for each in data if each}
    for path in found:
        stem, dot, end = path.rpartition(".")
        is_file = path.startswith("content/") and dot and stem and end.lower() not in ("md", "markdown")
        if is_file and not safe_paths.fault_in(path) and not safe_paths.hidden_in(path):
            yield path


def file_in(path: str, folders: Sequence[Path]) -> MediaFile | None:
    """Return the file at a path in content/, from the old content/ or the folder around it; None if there is none."""
    inner = path.removeprefix("content/")
    for folder in folders:
        for name in (inner, path):
            if (folder / name).is_file() and not nofollow.link_towards(folder, name):
                return MediaFile(inner, folder / name, target=path)
    return None
