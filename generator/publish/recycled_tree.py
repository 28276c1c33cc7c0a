"""A tree that is one too many is not thrown away but kept as a spare: the next one is made from it.   [disk]

Most of its folders and files are already what the next tree needs, and folders are the slowest things to make. It
has no number, so no link or rollback leads to it. A program that still reads it through a handle of its own, and not
through the link, sees its files change one by one; otherwise it would see all of them vanish.
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
    """Take its number from a tree; the first is kept as the spare, others are marked for removal."""
    taken = (trees / _NAME).exists()
    disk.move(str(trees / str(number)), str(trees / (f"gone-{number}" if taken else _NAME)))


def remove_marked(trees: Path) -> None:
    """Remove the trees marked for removal; a folder that only resembles one is not ours."""
    for each in trees.glob("gone-*"):
        if _GONE.fullmatch(each.name):
            nofollow.clear(each)


def filled_tree(output: Path, draft: str, stays: Mapping[str, int]) -> str:
    """The folder of a whole tree: what is new, from ``draft``, and what ``stays``, by path with its number on the disk.

    Two names with one number are one file, so nothing is taken on trust.
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
    """What stays and is in the spare tree already, once everything else in it is removed; ``None`` without a spare."""
    shared: set[str] = set()
    try:
        _prune(spare, "", stays, shared)
    except FileNotFoundError:
        return None
    except OSError:  # a file of it is in use
        disk.move(spare, str(trees_of(output) / "gone-spare"))
        return None
    return shared


def _prune(folder: str, prefix: str, stays: Mapping[str, int], shared: set[str]) -> bool:
    """Remove everything from a folder but the very files that stay, which are ``shared``: whether any does."""
    with os.scandir(folder) as found:
        entries = list(found)
    kept = [_keeps(each, prefix + each.name, stays, shared) for each in entries]
    return any(kept)


def _keeps(entry: os.DirEntry[str], path: str, stays: Mapping[str, int], shared: set[str]) -> bool:
    """Whether a file stays, or any in a folder; if not, it is removed."""
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
    """Have files of one folder in another, too."""
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
