"""Files in an output folder that Broadsheet did not make: they are never replaced or removed.   [disk]"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.model.output import folders_of
from generator.model.problems import Problem, Problems
from generator.publish.manifest import FOLDER, Manifest
from generator.publish.output_state import OutputState
from generator.system import nofollow

_FIX = "move it away, or choose another folder with --output"


def refuse_foreign(state: OutputState, digests: Mapping[str, str]) -> None:
    """Refuse to publish if anything that Broadsheet did not make is in the way, unless it has the new bytes already.

    :raises Problems: with every file or folder that is in the way.
    """
    output, old = state.output, state.manifest
    absent = set[str]()  # folders that do not exist yet, so nothing can be in them
    found = list(_in_folders(output, old, digests, absent))
    for path, digest in digests.items():
        if path.rpartition("/")[0] not in absent:
            found += _at(state, path, digest)
    if found and not old.files:
        message = (
            f"{output} holds files that Broadsheet did not make where the site would go, such as {min(found).path}"
        )
        fix = "choose another folder with --output; or remove this one, if it holds only an older build of the site"
        raise Problems([Problem(str(output), 0, 0, message, fix)])
    if found:
        raise Problems(found)


def foreign(output: Path, old: Manifest) -> Iterator[str]:
    """The paths of all files and links that Broadsheet did not make."""
    yield from (path for path in files_of(output) if path not in old.files)


def files_of(folder: Path | str) -> dict[str, int]:
    """The paths of all files and links in a folder, except Broadsheet's records, with their inode numbers."""
    return dict(_below(folder, "")) if Path(folder).is_dir() else {}


def _below(folder: Path | str, prefix: str) -> Iterator[tuple[str, int]]:
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda each: each.name)  # read all at once, since callers may stop at the first
    for each in entries:
        if nofollow.is_folder(each):
            if prefix or each.name != FOLDER:
                yield from _below(each.path, f"{prefix}{each.name}/")
        else:
            yield prefix + each.name, each.inode()


def _in_folders(output: Path, old: Manifest, digests: Mapping[str, str], absent: set[str]) -> Iterator[Problem]:
    for folder in sorted({folder for path in digests for folder in folders_of(path)}):
        there = output / folder
        if folder.rpartition("/")[0] in absent or not (there.is_symlink() or there.exists()):
            absent.add(folder)
        elif there.is_symlink() or not (there.is_dir() or folder in old.files):
            yield Problem(str(there), 0, 0, "this is in the way of a folder of the site", _FIX)
            absent.add(folder)
        elif not there.is_dir():
            absent.add(folder)


def _at(state: OutputState, path: str, digest: str) -> Iterator[Problem]:
    """Yield a problem if something is in the way at ``path`` itself."""
    target, known = f"{state.output}/{path}", state.manifest.files
    try:
        mode = os.lstat(target).st_mode
    except OSError:
        return
    if stat.S_ISDIR(mode):
        if any(each not in known for each, _ in _below(target, f"{path}/")):
            yield Problem(target, 0, 0, "this folder is in the way of a file of the site", _FIX)
    elif not (stat.S_ISREG(mode) and (path in known or state.has(path, digest))):
        yield Problem(target, 0, 0, "a file that Broadsheet did not make is in the way of a page of the site", _FIX)
