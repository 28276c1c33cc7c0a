"""A surplus tree is not deleted but kept as a spare, from which the next one is made.   [disk]

Most of its folders and files are already what the next tree needs, and creating folders is what takes longest. The
spare has no number, so no link or rollback leads to it. A program that still reads it through an open handle, and not
through the link, sees its files change one by one; if the tree were deleted, it would see all of them disappear.
"""
# ruff: noqa: PTH106, PTH108

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.publish import disk
from generator.publish.foreign_files import files_of
from generator.publish.safety import trees_of
from generator.system import nofollow

_NAME = "spare"
_GONE = re.compile(rf"gone-([0-9]+|{_NAME})")


def recycle(trees: Path, number: int) -> None:
    """Keep a numbered tree as the spare; if there is one already, mark the tree for removal."""
    taken = (trees / _NAME).exists()
    disk.move(str(trees / str(number)), str(trees / (f"gone-{number}" if taken else _NAME)))


def remove_marked(trees: Path) -> None:
    """Remove the trees marked for removal, but not folders with merely similar names."""
    for each in trees.glob("gone-*"):
        if _GONE.fullmatch(each.name):
            nofollow.clear(each)


def filled_tree(output: Path, draft: str, stays: Mapping[str, int]) -> str:
    """Assemble a complete tree, and return its folder. New files come from ``draft``.

    ``stays`` has the inode numbers of unchanged files, by path. Two paths with one inode number are the same file, so
    the contents of files in the spare tree need no check.
    """
    spare = str(trees_of(output) / _NAME)
    shared = _shared_by(output, spare, stays)
    if shared is None:
        _share(str(output), draft, stays)
        return draft
    _share(str(output), spare, stays.keys() - shared)
    _move_all(draft, spare)
    return spare


def _shared_by(output: Path, spare: str, stays: Mapping[str, int]) -> set[str] | None:
    """Remove all files from the spare tree except those that stay, and return these; ``None`` without a spare."""
    shared: set[str] = set()
    try:
        _prune(spare, "", stays, shared)
    except FileNotFoundError:
        return None
    except OSError:  # one of its files is in use
        disk.move(spare, str(trees_of(output) / "gone-spare"))
        return None
    return shared


def _prune(folder: str, prefix: str, stays: Mapping[str, int], shared: set[str]) -> bool:
    """Remove everything from a folder except files that stay; add those to ``shared``. Return whether any stay."""
    with os.scandir(folder) as found:
        entries = list(found)
    kept = [_keeps(each, prefix + each.name, stays, shared) for each in entries]
    return any(kept)


def _keeps(entry: os.DirEntry[str], path: str, stays: Mapping[str, int], shared: set[str]) -> bool:
    """Return whether a file stays, or any file in a folder; if not, remove it."""
    if nofollow.is_folder(entry):
        if _prune(entry.path, f"{path}/", stays, shared):
            return True
        os.rmdir(entry.path)
    elif stays.get(path) == entry.inode():
        shared.add(path)
        return True
    else:
        os.unlink(entry.path)
    return False


def _share(source: str, target: str, paths: Iterable[str]) -> None:
    """Link files from one folder into another."""
    ready = {target}
    disk.make_folder(target)
    for path in paths:
        disk.make_folder_of(f"{target}/{path}", ready)
        disk.link_or_copy(f"{source}/{path}", f"{target}/{path}")


def _move_all(source: str, target: str) -> None:
    """Move all files of a folder into another, and remove it."""
    ready = {target}
    for path in files_of(source):
        disk.make_folder_of(f"{target}/{path}", ready)
        disk.move(f"{source}/{path}", f"{target}/{path}")
    nofollow.clear(source)
